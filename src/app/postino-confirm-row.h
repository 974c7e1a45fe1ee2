/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row with a sentence to agree to, as long as it needs to be.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_CONFIRM_ROW (postino_confirm_row_get_type ())
G_DECLARE_FINAL_TYPE (PostinoConfirmRow,
                      postino_confirm_row,
                      POSTINO,
                      CONFIRM_ROW,
                      AdwPreferencesRow)

/**
 * PostinoConfirmRow:label:
 *
 * The sentence.
 */

/**
 * PostinoConfirmRow:active:
 *
 * Whether the person agrees.
 */

gboolean postino_confirm_row_get_active (PostinoConfirmRow *self);
void postino_confirm_row_set_active (PostinoConfirmRow *self, gboolean active);
void postino_confirm_row_set_label (PostinoConfirmRow *self, const char *label);

G_END_DECLS
