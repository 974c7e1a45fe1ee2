/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The settings sheet: all that a mail program asks for, on one page of paper, with
 * a line to write the password on by hand. The password itself is never printed.
 */
#pragma once

#include "postino-check-result.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * postino_sheet_print_new:
 * @result: how the test of the account ended
 *
 * However long the names are, it is one page: the letters get smaller.
 *
 * Returns: (transfer full): an operation to run
 */
GtkPrintOperation *postino_sheet_print_new (const PostinoCheckResult *result);

/**
 * postino_sheet_to_pdf:
 * @result: how the test of the account ended
 * @error: what the system says when it cannot be made
 *
 * Returns: (transfer full): the sheet as a PDF, or %NULL
 */
GBytes *postino_sheet_to_pdf (const PostinoCheckResult *result, GError **error);

G_END_DECLS
