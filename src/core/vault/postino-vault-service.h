/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way into the keyring, for all that is done there. Everything here blocks,
 * and is called in a worker thread.
 */
#pragma once

#include <libsecret/secret.h>

G_BEGIN_DECLS

/**
 * postino_vault_schema:
 *
 * What an item of ours says of itself (see postino_vault_save_async()).
 */
extern const SecretSchema postino_vault_schema;

/**
 * postino_vault_service_open:
 * @cancellable: (nullable): a cancellable
 * @error: what D-Bus or libsecret said
 *
 * Returns: (transfer full): the keyring, or %NULL
 */
SecretService *postino_vault_service_open (GCancellable *cancellable, GError **error);

/**
 * postino_vault_service_is_locked:
 * @service: the keyring
 * @locked: (out): whether the default collection is there and locked
 * @cancellable: (nullable): a cancellable
 * @error: what D-Bus or libsecret said
 *
 * Returns: %FALSE on an error
 */
gboolean postino_vault_service_is_locked (SecretService *service,
                                          gboolean *locked,
                                          GCancellable *cancellable,
                                          GError **error);

/**
 * postino_vault_service_unlock:
 * @service: the keyring
 * @cancellable: (nullable): a cancellable
 * @error: %SECRET_ERROR_IS_LOCKED when the person did not unlock it, or what D-Bus or
 *   libsecret said
 *
 * Unlocks the default collection, and asks the person where that is needed. A new user
 * has none yet: it is made, and a password for it asked for, when the first item is
 * stored.
 *
 * Returns: %FALSE on an error
 */
gboolean
postino_vault_service_unlock (SecretService *service, GCancellable *cancellable, GError **error);

/**
 * postino_vault_service_unlock_items:
 * @service: the keyring
 * @items: (element-type SecretItem): items
 * @cancellable: (nullable): a cancellable
 * @error: as for postino_vault_service_unlock()
 *
 * Unlocks those that are locked.
 *
 * Returns: %FALSE on an error, or when the person did not unlock any of them
 */
gboolean postino_vault_service_unlock_items (SecretService *service,
                                             GPtrArray *items,
                                             GCancellable *cancellable,
                                             GError **error);

G_END_DECLS
