/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * postino_scroll_to:
 * @scroller: what scrolls
 * @widget: something in it that has just appeared
 *
 * Once @widget has its place, scrolls down as far as it takes to see all of it, or, where it
 * is too high for that, its beginning. What is in view already stays where it is.
 */
void postino_scroll_to (GtkScrolledWindow *scroller, GtkWidget *widget);

G_END_DECLS
