/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One step of a server's test: a sign and words, each enough by itself.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_STEP_ROW (postino_step_row_get_type ())
G_DECLARE_FINAL_TYPE (PostinoStepRow, postino_step_row, POSTINO, STEP_ROW, GtkWidget)

PostinoStepRow *postino_step_row_new (void);

/**
 * postino_step_row_show:
 * @self: a row
 * @state: a #PostinoStepState, or %POSTINO_STEP_WAITING
 * @text: the step in words
 */
void postino_step_row_show (PostinoStepRow *self, int state, const char *text);

/**
 * postino_step_row_set_time:
 * @self: a row
 * @time: (nullable): how long it took, in words; %NULL for nothing
 */
void postino_step_row_set_time (PostinoStepRow *self, const char *time);

G_END_DECLS
