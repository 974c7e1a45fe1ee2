/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row to type a password in, that looks like the entry rows beside it.
 *
 * AdwPasswordEntryRow keeps what is typed in ordinary memory and is plain text
 * to assistive technology; GtkPasswordEntry does neither.
 */
#pragma once

#include "postino-secret.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_PASSWORD_ROW (postino_password_row_get_type ())
G_DECLARE_FINAL_TYPE (PostinoPasswordRow,
                      postino_password_row,
                      POSTINO,
                      PASSWORD_ROW,
                      AdwPreferencesRow)

/**
 * PostinoPasswordRow::changed:
 * @self: the row
 *
 * Something was typed.
 */

/**
 * postino_password_row_get_secret:
 * @self: a row
 *
 * Returns: (transfer full) (nullable): what was typed, %NULL when nothing was
 */
PostinoSecret *postino_password_row_get_secret (PostinoPasswordRow *self);

gboolean postino_password_row_is_empty (PostinoPasswordRow *self);

/**
 * postino_password_row_set_text:
 * @self: a row
 * @text: the text; "" wipes the field
 */
void postino_password_row_set_text (PostinoPasswordRow *self, const char *text);

G_END_DECLS
