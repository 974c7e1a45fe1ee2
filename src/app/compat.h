/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What newer GTK has and the base does not: each in one place, and without it
 * nothing is lost but comfort.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * postino_compat_announce:
 * @widget: who speaks
 * @text: what a screen reader says when it has ended its sentence
 *
 * Where GTK is older than 4.14 nobody says it: what must be heard takes the focus.
 */
void postino_compat_announce (GtkWidget *widget, const char *text);

/**
 * postino_compat_dialog_new:
 * @parent: the window that it stands before
 * @heading: what it is about
 * @body: the rest
 *
 * A question or a message: from libadwaita 1.5 on one inside of the window, before that a
 * window of its own. Both have the signal "response", with the response's id as its detail
 * and its argument.
 *
 * Returns: (transfer none): a dialog without responses, to be presented
 */
GtkWidget *postino_compat_dialog_new (GtkWindow *parent, const char *heading, const char *body);

/**
 * postino_compat_dialog_add_response:
 * @dialog: such a dialog
 * @id: how the response is called in the signal
 * @label: its button, which may have a mnemonic
 * @destructive: whether something is lost with it
 */
void postino_compat_dialog_add_response (GtkWidget *dialog,
                                         const char *id,
                                         const char *label,
                                         gboolean destructive);

/**
 * postino_compat_dialog_set_safe_response:
 * @dialog: such a dialog
 * @id: the response of whoever presses Enter or Escape
 */
void postino_compat_dialog_set_safe_response (GtkWidget *dialog, const char *id);

/**
 * postino_compat_dialog_present:
 * @dialog: such a dialog
 * @parent: the window that it was made for
 */
void postino_compat_dialog_present (GtkWidget *dialog, GtkWindow *parent);

G_END_DECLS
