/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A combo row whose value is never cut: where there is little room, the title and what is
 * said of the value wrap around it.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_CHOICE_ROW (postino_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (PostinoChoiceRow, postino_choice_row, POSTINO, CHOICE_ROW, AdwComboRow)

G_END_DECLS
