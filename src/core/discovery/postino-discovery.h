/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finds the servers for an address: what is written down first, then what can
 * be found out.
 */
#pragma once

#include "postino-settings.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PostinoDiscoveryError:
 * @POSTINO_DISCOVERY_ERROR_NOTHING: no settings were found
 */
typedef enum
{
  POSTINO_DISCOVERY_ERROR_NOTHING,
} PostinoDiscoveryError;

#define POSTINO_DISCOVERY_ERROR (postino_discovery_error_quark ())
GQuark postino_discovery_error_quark (void);

/**
 * PostinoDiscoveryFlags:
 * @POSTINO_DISCOVERY_DEFAULT: everything
 * @POSTINO_DISCOVERY_OFFLINE: bundled and drop-in data only, no guess is tried
 */
typedef enum
{
  POSTINO_DISCOVERY_DEFAULT = 0,
  POSTINO_DISCOVERY_OFFLINE = 1 << 0,
} PostinoDiscoveryFlags;

/**
 * postino_discover_async:
 * @providers: what is known beforehand
 * @address: the address
 * @flags: how far to go
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Guesses (imap., mail., the bare domain) are settings of source "guess"; of
 * those, hosts whose name does not exist are left out unless offline.
 */
void postino_discover_async (PostinoProviders *providers,
                             const PostinoAddress *address,
                             PostinoDiscoveryFlags flags,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/**
 * postino_discover_finish:
 * @result: the result
 * @error: #PostinoDiscoveryError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the settings, or %NULL
 */
PostinoSettings *postino_discover_finish (GAsyncResult *result, GError **error);

/**
 * postino_discover_known:
 * @providers: what is known beforehand
 * @address: the address
 *
 * The part that needs no network, for the field that is being typed in.
 *
 * Returns: (transfer full) (nullable): settings of a known provider, or %NULL
 */
PostinoSettings *
postino_discover_known (PostinoProviders *providers, const PostinoAddress *address);

G_END_DECLS
