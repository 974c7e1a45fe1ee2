/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plain text on paper.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * postino_print_new:
 * @title: what the print job is called
 * @text: what to print, in UTF-8
 *
 * Long lines are broken, and a page ends where the paper does.
 *
 * Returns: (transfer full): an operation to run
 */
GtkPrintOperation *postino_print_new (const char *title, const char *text);

G_END_DECLS
