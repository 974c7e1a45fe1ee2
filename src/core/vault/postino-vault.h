/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where verified credentials rest: the desktop's keyring, through libsecret.
 * One item for each server, labelled as a person would look for it.
 */
#pragma once

#include "postino-account.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PostinoVaultError:
 * @POSTINO_VAULT_ERROR_ABSENT: no keyring service answers on this session's bus
 * @POSTINO_VAULT_ERROR_LOCKED: the keyring is locked and was not unlocked
 * @POSTINO_VAULT_ERROR_DENIED: the keyring did not let us in
 * @POSTINO_VAULT_ERROR_FAILED: anything else; the message has the service's words
 *
 * The messages are translated sentences that say what to do.
 */
typedef enum
{
  POSTINO_VAULT_ERROR_ABSENT,
  POSTINO_VAULT_ERROR_LOCKED,
  POSTINO_VAULT_ERROR_DENIED,
  POSTINO_VAULT_ERROR_FAILED,
} PostinoVaultError;

#define POSTINO_VAULT_ERROR (postino_vault_error_quark ())
GQuark postino_vault_error_quark (void);

/**
 * postino_vault_save_async:
 * @account: the account, verified
 * @incoming_password: (nullable): the incoming server's password
 * @outgoing_password: (nullable): the outgoing server's password
 * @cancellable: (nullable): a cancellable
 * @callback: called when both items are there, or one could not be written
 * @user_data: for @callback
 *
 * One item for each server. What the keyring holds for the same address and
 * protocol is replaced, and only once both new items are written. When the second
 * cannot be written, the first is taken back, unless an item with the very same
 * settings stood there before: that one keeps the new password.
 *
 * Attributes, all of them text: address, protocol, host, port, security, username
 * (empty where nobody signs in), certificate (SHA-256 of the one that was accepted by
 * hand; mostly empty). Schema "io.github.postino.Postino". Without a
 * password the item holds an empty one.
 *
 * May ask the person to unlock the keyring, and waits for them.
 */
void postino_vault_save_async (const PostinoAccount *account,
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
 * Returns: whether everything was saved
 */
gboolean postino_vault_save_finish (GAsyncResult *result, GError **error);

G_END_DECLS
