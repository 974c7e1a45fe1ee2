/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What another mail program showed, pasted here and said in plain words. It lies beside
 * the way through the window: nothing on the other pages depends on it.
 */
#pragma once

#include "postino-page.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_EXPLAIN_PAGE (postino_explain_page_get_type ())
G_DECLARE_FINAL_TYPE (PostinoExplainPage, postino_explain_page, POSTINO, EXPLAIN_PAGE, PostinoPage)

/**
 * postino_explain_page_set_text:
 * @self: the page
 * @text: what was shown
 * @address: (nullable): whose mail it is about
 *
 * Puts both into their fields and shows the result: for the gallery.
 */
void
postino_explain_page_set_text (PostinoExplainPage *self, const char *text, const char *address);

/**
 * postino_explain_page_get_cause:
 * @self: the page
 *
 * Returns: the #PostinoCause of the result in view, or -1 where there is none
 */
int postino_explain_page_get_cause (PostinoExplainPage *self);

G_END_DECLS
