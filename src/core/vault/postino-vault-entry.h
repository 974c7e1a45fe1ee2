/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One saved account with its items, as they stand in the keyring.
 */
#pragma once

#include "postino-saved-account.h"

#include <libsecret/secret.h>

G_BEGIN_DECLS

/**
 * PostinoVaultEntry:
 * @account: what the items say
 * @incoming: (nullable): the item of the server that mail is read from
 * @outgoing: (nullable): the item of the server that mail is sent through
 * @own: (element-type SecretItem): what belongs to this account and to no other, also
 *   what an earlier saving could not remove
 */
typedef struct
{
  PostinoSavedAccount *account;
  SecretItem *incoming;
  SecretItem *outgoing;
  GPtrArray *own;
} PostinoVaultEntry;

/**
 * postino_vault_entries_load:
 * @service: the keyring
 * @cancellable: (nullable): a cancellable
 * @error: what D-Bus or libsecret said
 *
 * Blocks. Items of one account have the same id in their attribute "account". Items without
 * one, which earlier versions have saved, are matched by their address: each that receives
 * is an account, which sends through the item that is most like it. Items that cannot be
 * read are left out; locked ones are among them where the keyring tells what they are.
 *
 * Returns: (transfer full) (element-type PostinoVaultEntry): all accounts that the
 *   keyring shows, by address, or %NULL
 */
GPtrArray *
postino_vault_entries_load (SecretService *service, GCancellable *cancellable, GError **error);

/**
 * postino_vault_entries_find:
 * @entries: (element-type PostinoVaultEntry): accounts
 * @id: which one
 *
 * Returns: (transfer none) (nullable): the account
 */
const PostinoVaultEntry *postino_vault_entries_find (GPtrArray *entries, const char *id);

/**
 * postino_vault_entries_find_replaced:
 * @entries: (element-type PostinoVaultEntry): accounts
 * @account: an account that is about to be saved
 *
 * The account of the same address that reads mail with the same protocol is the same
 * one; of several, the one that is most like it.
 *
 * Returns: (transfer none) (nullable): the account that @account replaces
 */
const PostinoVaultEntry *
postino_vault_entries_find_replaced (GPtrArray *entries, const PostinoAccount *account);

G_END_DECLS
