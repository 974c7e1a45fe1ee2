/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One account as the keyring holds it: everything but its passwords.
 */
#pragma once

#include "postino-account.h"

G_BEGIN_DECLS

/**
 * PostinoSavedAccount:
 * @id: tells it from every other saved account, also of the same address
 * @name: (nullable): the display name; %NULL where none was saved
 * @address: the address
 * @incoming: (nullable): the server that mail is read from; %NULL when its item is gone
 * @outgoing: (nullable): the server that mail is sent through; %NULL when its item is gone
 *
 * At least one of both servers is there.
 */
typedef struct
{
  char *id;
  char *name;
  PostinoAddress *address;
  PostinoServer *incoming;
  PostinoServer *outgoing;
} PostinoSavedAccount;

PostinoSavedAccount *postino_saved_account_copy (const PostinoSavedAccount *self);
void postino_saved_account_free (PostinoSavedAccount *self);

/**
 * postino_saved_account_to_account:
 * @self: a saved account
 *
 * Returns: (transfer full) (nullable): the account to be tested, or %NULL where one
 *   server is missing
 */
PostinoAccount *postino_saved_account_to_account (const PostinoSavedAccount *self);

/**
 * postino_saved_account_is_called:
 * @self: a saved account
 * @word: an address, or an id
 *
 * Returns: whether a person who says @word may mean it; letter case does not count
 */
gboolean postino_saved_account_is_called (const PostinoSavedAccount *self, const char *word);

/**
 * postino_saved_account_is_among:
 * @accounts: (nullable) (element-type PostinoSavedAccount): saved accounts
 * @address: an address
 * @but: (nullable): the id of one that does not count
 *
 * Returns: whether one of @accounts is of @address
 */
gboolean postino_saved_account_is_among (const GPtrArray *accounts,
                                         const PostinoAddress *address,
                                         const char *but);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoSavedAccount, postino_saved_account_free)

G_END_DECLS
