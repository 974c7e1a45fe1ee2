/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row to type in, for text or for a password.
 *
 * It looks like AdwEntryRow, which tells assistive technology neither its text
 * nor its focus (libadwaita 1.2); and AdwPasswordEntryRow is plain text there and
 * keeps what is typed in ordinary memory. GtkEntry and GtkPasswordEntry do better.
 */
#pragma once

#include "postino-secret.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_ENTRY_ROW (postino_entry_row_get_type ())
G_DECLARE_FINAL_TYPE (PostinoEntryRow, postino_entry_row, POSTINO, ENTRY_ROW, AdwPreferencesRow)

/**
 * PostinoEntryRow:secret:
 *
 * Whether a password is typed here. Then Caps Lock is told of.
 */

/**
 * PostinoEntryRow:text:
 *
 * What was typed; always "" for a password, which no property may copy.
 */

/**
 * PostinoEntryRow::changed:
 * @self: the row
 *
 * Something was typed.
 */

/**
 * PostinoEntryRow::activated:
 * @self: the row
 *
 * Enter was pressed.
 */

/**
 * PostinoEntryRow::left:
 * @self: the row
 *
 * The focus has gone elsewhere.
 */

/**
 * postino_entry_row_get_text:
 * @self: a row
 *
 * Returns: (transfer none): what was typed; a password as well: neither keep nor copy it
 */
const char *postino_entry_row_get_text (PostinoEntryRow *self);

/**
 * postino_entry_row_set_text:
 * @self: a row
 * @text: the text; "" wipes a password
 */
void postino_entry_row_set_text (PostinoEntryRow *self, const char *text);

gboolean postino_entry_row_is_empty (PostinoEntryRow *self);

/**
 * postino_entry_row_get_secret:
 * @self: a row
 *
 * Returns: (transfer full) (nullable): the password, %NULL when none was typed
 */
PostinoSecret *postino_entry_row_get_secret (PostinoEntryRow *self);

/**
 * postino_entry_row_is_pasted:
 * @self: a row
 *
 * Returns: whether the last change brought more than one character at once
 */
gboolean postino_entry_row_is_pasted (PostinoEntryRow *self);

/**
 * postino_entry_row_set_wrong:
 * @self: a row
 * @wrong: whether what was typed cannot be right yet; the hint says why
 */
void postino_entry_row_set_wrong (PostinoEntryRow *self, gboolean wrong);

/**
 * postino_entry_row_select:
 * @self: a row
 *
 * Puts the cursor here and selects what is there, so that typing replaces it.
 */
void postino_entry_row_select (PostinoEntryRow *self);

/**
 * postino_entry_row_set_hint:
 * @self: a row
 * @hint: (nullable): a sentence under what is typed, %NULL for none
 *
 * In a row for a password "Caps Lock is on" comes before it.
 */
void postino_entry_row_set_hint (PostinoEntryRow *self, const char *hint);

G_END_DECLS
