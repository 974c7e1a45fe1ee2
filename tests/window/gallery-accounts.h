/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The states of the page with the saved accounts.
 */
#pragma once

#include "postino-window.h"

G_BEGIN_DECLS

/**
 * gallery_accounts_list:
 *
 * Returns: (transfer none) (array zero-terminated=1): their names
 */
const char *const *gallery_accounts_list (void);

/**
 * gallery_accounts_show:
 * @window: a window
 * @name: a state
 *
 * Returns: whether it is one of these
 */
gboolean gallery_accounts_show (PostinoWindow *window, const char *name);

G_END_DECLS
