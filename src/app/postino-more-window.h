/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an account can be handed to besides mail programs with windows: those of the
 * terminal, and documents.
 */
#pragma once

#include "postino-handovers.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_MORE_WINDOW (postino_more_window_get_type ())
G_DECLARE_FINAL_TYPE (PostinoMoreWindow, postino_more_window, POSTINO, MORE_WINDOW, AdwWindow)

/**
 * postino_more_window_new:
 * @parent: the window
 * @handovers: how it is done
 * @account: the account
 * @id: (nullable): under which it is saved
 *
 * Returns: a window
 */
GtkWindow *postino_more_window_new (GtkWindow *parent,
                                    PostinoHandovers *handovers,
                                    const PostinoAccount *account,
                                    const char *id);

G_END_DECLS
