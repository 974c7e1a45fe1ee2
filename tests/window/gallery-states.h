/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The states that the gallery shows: each of every page, and "cause:CAUSE" for
 * the result with that cause.
 */
#pragma once

#include "postino-window.h"

G_BEGIN_DECLS

/**
 * gallery_get_states:
 *
 * Returns: (transfer full): the names of all states but those of causes
 */
char **gallery_get_states (void);

/**
 * gallery_get_causes:
 *
 * Returns: (transfer full): the names of the states of causes
 */
char **gallery_get_causes (void);
gboolean gallery_is_state (const char *name);

/**
 * gallery_new_window:
 * @application: the application
 * @backend: a #FakeBackend
 *
 * Returns: (transfer none): a window for one state
 */
PostinoWindow *gallery_new_window (GtkApplication *application, PostinoBackend *backend);

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

/**
 * gallery_get_size:
 * @width: (out): the width that was asked for, in px; 0 for the window's own
 * @height: (out): the height, likewise
 */
void gallery_get_size (int *width, int *height);

G_END_DECLS
