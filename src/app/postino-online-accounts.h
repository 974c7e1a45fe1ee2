/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The desktop's own place for accounts that sign in through the browser.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * postino_online_accounts_is_there:
 *
 * Returns: whether this desktop has the panel, and it can be opened from here
 */
gboolean postino_online_accounts_is_there (void);

/**
 * postino_online_accounts_find:
 *
 * Returns: (transfer full) (nullable): the panel, where it can be opened from here
 */
GAppInfo *postino_online_accounts_find (void);

/**
 * postino_online_accounts_open:
 * @widget: a widget of the window that asks
 * @error: why the panel does not open
 *
 * Returns: whether the panel is on its way
 */
gboolean postino_online_accounts_open (GtkWidget *widget, GError **error);

/**
 * postino_online_accounts_get_label:
 * @sign_in: (nullable): an account of the desktop's
 *
 * Returns: what a button is called that uses it, or opens the panel
 */
const char *postino_online_accounts_get_label (const char *sign_in);

G_END_DECLS
