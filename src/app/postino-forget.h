/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The question before an account is forgotten, and what is said afterwards.
 */
#pragma once

#include "postino-news.h"
#include "postino-saved-account.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * postino_forget_dialog_new:
 * @parent: the window
 * @account: the account
 * @taken: (element-type PostinoTarget): what else it is taken out of
 *
 * Its response is "forget" or "cancel".
 *
 * Returns: (transfer none): a dialog of compat.h
 */
GtkWidget *postino_forget_dialog_new (GtkWindow *parent,
                                      const PostinoSavedAccount *account,
                                      const GPtrArray *taken);

/**
 * postino_forget_describe:
 * @account: an account that was forgotten
 * @news: what became of it in other programs
 *
 * Returns: (transfer full): a sentence about all that went well
 */
char *postino_forget_describe (const PostinoSavedAccount *account, const PostinoNews *news);

/**
 * postino_forget_trouble_new:
 * @parent: the window
 * @account: an account that was forgotten
 * @news: what became of it in other programs, with some trouble
 *
 * Returns: (transfer none): a dialog of compat.h that says what is left there
 */
GtkWidget *postino_forget_trouble_new (GtkWindow *parent,
                                       const PostinoSavedAccount *account,
                                       const PostinoNews *news);

G_END_DECLS
