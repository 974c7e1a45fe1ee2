/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The states that the gallery shows: each of every page, and "cause:CAUSE" for
 * the result with that cause.
 */
#pragma once

#include "postino-window.h"

G_BEGIN_DECLS

void gallery_list_states (void);
void gallery_list_causes (void);
gboolean gallery_is_state (const char *name);

/**
 * gallery_get_state:
 * @index: a number from 0 on
 *
 * Returns: (nullable): the name of that state, %NULL behind the last
 */
const char *gallery_get_state (guint index);

/**
 * gallery_show_state:
 * @window: a window in which nothing was typed yet
 * @name: a state
 */
void gallery_show_state (PostinoWindow *window, const char *name);

/**
 * gallery_set_size:
 * @window: any window
 *
 * Gives it the size that was asked for, if any; gallery.c has it.
 */
void gallery_set_size (GtkWindow *window);

G_END_DECLS
