/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * On paper: plain text, and what every page has in common.
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

/**
 * postino_print_operation_new:
 * @title: what the print job is called
 *
 * Returns: (transfer full): an operation with margins that can be held, without pages
 */
GtkPrintOperation *postino_print_operation_new (const char *title);

G_END_DECLS
