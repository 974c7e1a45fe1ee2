/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "Did you mean ada@gmail.com?", once nobody types any more.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_SUGGESTION_ROW (postino_suggestion_row_get_type ())
G_DECLARE_FINAL_TYPE (PostinoSuggestionRow, postino_suggestion_row, POSTINO, SUGGESTION_ROW, AdwBin)

/**
 * PostinoSuggestionRow::accepted:
 * @self: the row
 * @address: what was meant
 */

/**
 * postino_suggestion_row_suggest:
 * @self: a row
 * @address: (nullable): what was meant; %NULL hides the row at once
 */
void postino_suggestion_row_suggest (PostinoSuggestionRow *self, const char *address);

G_END_DECLS
