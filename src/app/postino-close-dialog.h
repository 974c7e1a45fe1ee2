/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is asked before a window is closed in which something would be lost.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * postino_close_dialog_new:
 * @window: the window
 * @testing: whether a test or the saving is under way
 *
 * The answer "close" is the action "win.close-anyway" of @window.
 *
 * Returns: (transfer none): a dialog to present
 */
GtkWindow *postino_close_dialog_new (GtkWindow *window, gboolean testing);

G_END_DECLS
