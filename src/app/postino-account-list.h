/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The saved accounts, a row each.
 */
#pragma once

#include "postino-account-row.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_ACCOUNT_LIST (postino_account_list_get_type ())
G_DECLARE_FINAL_TYPE (PostinoAccountList, postino_account_list, POSTINO, ACCOUNT_LIST, AdwBin)

/**
 * PostinoAccountList::asked:
 * @self: the list
 * @row: a #PostinoAccountRow
 * @wish: (type int): the #PostinoAccountWish of the person about that account
 */

/**
 * postino_account_list_show:
 * @self: a list
 * @accounts: (element-type PostinoSavedAccount): the accounts
 * @backend: knows their last results
 */
void
postino_account_list_show (PostinoAccountList *self, GPtrArray *accounts, PostinoBackend *backend);

/**
 * postino_account_list_get_row:
 * @self: a list
 * @index: which row, from 0
 *
 * Returns: (transfer none) (nullable): the row, or %NULL behind the last one
 */
PostinoAccountRow *postino_account_list_get_row (PostinoAccountList *self, guint index);

/**
 * postino_account_list_find:
 * @self: a list
 * @id: an account
 *
 * Returns: (transfer none) (nullable): its row
 */
PostinoAccountRow *postino_account_list_find (PostinoAccountList *self, const char *id);

guint postino_account_list_count (PostinoAccountList *self);

/**
 * postino_account_list_show_last:
 * @self: a list
 * @row: one of its rows
 *
 * Shows what the backend has as its last result.
 */
void postino_account_list_show_last (PostinoAccountList *self, PostinoAccountRow *row);

/**
 * postino_account_list_set_busy:
 * @self: a list
 * @busy: whether one of the accounts is being tested
 */
void postino_account_list_set_busy (PostinoAccountList *self, gboolean busy);

/**
 * postino_account_list_describe:
 * @self: a list with an account
 *
 * Returns: (transfer full): how all of them are, in one sentence
 */
char *postino_account_list_describe (PostinoAccountList *self);

G_END_DECLS
