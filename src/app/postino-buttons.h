/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two buttons below the pages. All that they show is what the page says.
 */
#pragma once

#include "postino-page.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_BUTTONS (postino_buttons_get_type ())
G_DECLARE_FINAL_TYPE (PostinoButtons, postino_buttons, POSTINO, BUTTONS, AdwBin)

/**
 * postino_buttons_show:
 * @self: the buttons
 * @page: the page in view
 *
 * From here on they are @page's; the primary one is what Enter presses.
 */
void postino_buttons_show (PostinoButtons *self, PostinoPage *page);

G_END_DECLS
