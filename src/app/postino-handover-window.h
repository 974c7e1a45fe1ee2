/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What would be written for a program, or asked of it, before it is; or the document
 * that it reads, to be copied and saved.
 */
#pragma once

#include "postino-handovers.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_HANDOVER_WINDOW (postino_handover_window_get_type ())
G_DECLARE_FINAL_TYPE (PostinoHandoverWindow,
                      postino_handover_window,
                      POSTINO,
                      HANDOVER_WINDOW,
                      AdwWindow)

/**
 * PostinoHandoverWindow::done:
 * @self: the window, which closes
 *
 * The program has the account, or the person has seen what to type there: the program
 * may be opened.
 */

/**
 * postino_handover_window_new:
 * @parent: the window
 * @handovers: how it is done
 * @program: the program; where it cannot have the account, the settings to type are shown
 * @account: the account
 * @id: (nullable): under which it is saved
 *
 * Returns: a window
 */
GtkWindow *postino_handover_window_new (GtkWindow *parent,
                                        PostinoHandovers *handovers,
                                        const PostinoMailProgram *program,
                                        const PostinoAccount *account,
                                        const char *id);

G_END_DECLS
