/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The question before an account is forgotten.
 */
#pragma once

#include "postino-saved-account.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * postino_forget_dialog_new:
 * @parent: the window
 * @account: the account
 *
 * Its response is "forget" or "cancel".
 *
 * Returns: a dialog
 */
GtkWindow *postino_forget_dialog_new (GtkWindow *parent, const PostinoSavedAccount *account);

G_END_DECLS
