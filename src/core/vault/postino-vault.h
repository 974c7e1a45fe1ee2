/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where verified credentials rest: the desktop's keyring, through libsecret.
 * One item for each server, labelled as a person would look for it.
 */
#pragma once

#include "postino-saved-account.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PostinoVaultError:
 * @POSTINO_VAULT_ERROR_ABSENT: no keyring service answers on this session's bus
 * @POSTINO_VAULT_ERROR_LOCKED: the keyring is locked and was not unlocked
 * @POSTINO_VAULT_ERROR_DENIED: the keyring did not let us in
 * @POSTINO_VAULT_ERROR_GONE: the account is not there any more
 * @POSTINO_VAULT_ERROR_FAILED: anything else; the message has the service's words
 *
 * The messages are translated sentences that say what to do.
 */
typedef enum
{
  POSTINO_VAULT_ERROR_ABSENT,
  POSTINO_VAULT_ERROR_LOCKED,
  POSTINO_VAULT_ERROR_DENIED,
  POSTINO_VAULT_ERROR_GONE,
  POSTINO_VAULT_ERROR_FAILED,
} PostinoVaultError;

#define POSTINO_VAULT_ERROR (postino_vault_error_quark ())
GQuark postino_vault_error_quark (void);

/**
 * postino_vault_save_async:
 * @account: the account, verified
 * @id: (nullable): which saved account it replaces; %NULL to find out
 * @incoming_password: (nullable): the incoming server's password
 * @outgoing_password: (nullable): the outgoing server's password
 * @cancellable: (nullable): a cancellable
 * @callback: called when both items are there, or one could not be written
 * @user_data: for @callback
 *
 * One item for each server. Without an @id, the account of the same address that reads
 * mail with the same protocol is replaced; one that reads it with another protocol
 * stands beside it. What is replaced is removed only once both new items are written.
 * When the second cannot be written, the first is taken back, unless an item with the
 * very same settings stood there before: that one keeps the new password.
 *
 * Attributes, all of them text: address, protocol, host, port, security, username
 * (empty where nobody signs in), certificate (SHA-256 of the one that was accepted by
 * hand; mostly empty), name (the display name), account (an id, the same in both items).
 * Schema "io.github.postino.Postino". Without a password the item holds an empty one.
 *
 * May ask the person to unlock the keyring, and waits for them.
 */
void postino_vault_save_async (const PostinoAccount *account,
                               const char *id,
                               PostinoSecret *incoming_password,
                               PostinoSecret *outgoing_password,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * postino_vault_save_finish:
 * @result: the result
 * @error: #PostinoVaultError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the saved account's id, or %NULL when it was not saved
 */
char *postino_vault_save_finish (GAsyncResult *result, GError **error);

/**
 * postino_vault_list_async:
 * @unlock: whether a person may be asked to unlock the keyring
 * @cancellable: (nullable): a cancellable
 * @callback: called with the accounts
 * @user_data: for @callback
 *
 * Nobody is asked where the keyring tells what its locked items are (GNOME Keyring does,
 * once it has been unlocked in this session). Where it does not, and @unlock is %FALSE,
 * that is %POSTINO_VAULT_ERROR_LOCKED.
 */
void postino_vault_list_async (gboolean unlock,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * postino_vault_list_finish:
 * @result: the result
 * @error: #PostinoVaultError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type PostinoSavedAccount): all accounts that were
 *   saved, by address; or %NULL
 */
GPtrArray *postino_vault_list_finish (GAsyncResult *result, GError **error);

/**
 * postino_vault_lookup_async:
 * @id: a saved account
 * @cancellable: (nullable): a cancellable
 * @callback: called with the passwords
 * @user_data: for @callback
 *
 * May ask the person to unlock the keyring, and waits for them.
 */
void postino_vault_lookup_async (const char *id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/**
 * postino_vault_lookup_quietly_async:
 * @id: a saved account
 * @cancellable: (nullable): a cancellable
 * @callback: called with the passwords, to be read with postino_vault_lookup_finish()
 * @user_data: for @callback
 *
 * The same for whoever works when nobody is there to be asked: a locked keyring is
 * %POSTINO_VAULT_ERROR_LOCKED.
 */
void postino_vault_lookup_quietly_async (const char *id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);

/**
 * postino_vault_lookup_finish:
 * @result: the result
 * @passwords: (out) (array fixed-size=2) (transfer full): the password for receiving, then
 *   the one for sending; %NULL where nobody signs in, and on an error
 * @error: #PostinoVaultError (%POSTINO_VAULT_ERROR_GONE when there is no such account), or
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: whether they were read
 */
gboolean
postino_vault_lookup_finish (GAsyncResult *result, PostinoSecret *passwords[2], GError **error);

/**
 * postino_vault_forget_async:
 * @id: a saved account
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is gone
 * @user_data: for @callback
 *
 * Removes the account's items, and nothing else: an item that another account of the
 * same address sends through stays. May ask the person to unlock the keyring.
 */
void postino_vault_forget_async (const char *id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/**
 * postino_vault_forget_finish:
 * @result: the result
 * @error: #PostinoVaultError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it is gone; also when it was not there
 */
gboolean postino_vault_forget_finish (GAsyncResult *result, GError **error);

G_END_DECLS
