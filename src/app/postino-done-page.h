/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The last page: what was saved where, and the settings to take along.
 */
#pragma once

#include "postino-page.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_DONE_PAGE (postino_done_page_get_type ())
G_DECLARE_FINAL_TYPE (PostinoDonePage, postino_done_page, POSTINO, DONE_PAGE, PostinoPage)

/**
 * postino_done_page_print:
 * @self: the page, in view
 *
 * Asks for a printer, and prints the settings sheet.
 */
void postino_done_page_print (PostinoDonePage *self);

G_END_DECLS
