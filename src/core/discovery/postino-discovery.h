/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finds the servers for an address: what is written down first, then what can be
 * found out (docs/discovery.md).
 */
#pragma once

#include "postino-settings.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PostinoDiscoveryError:
 * @POSTINO_DISCOVERY_ERROR_NOTHING: no settings were found; the message is a sentence
 *   for the person
 */
typedef enum
{
  POSTINO_DISCOVERY_ERROR_NOTHING,
} PostinoDiscoveryError;

#define POSTINO_DISCOVERY_ERROR (postino_discovery_error_quark ())
GQuark postino_discovery_error_quark (void);

/**
 * PostinoDiscoveryFlags:
 * @POSTINO_DISCOVERY_DEFAULT: everything, guesses are looked up in DNS only
 * @POSTINO_DISCOVERY_OFFLINE: bundled and drop-in data only, no guess is tried
 * @POSTINO_DISCOVERY_TRY_GUESSES: guesses are tried by connecting, without signing in
 */
typedef enum
{
  POSTINO_DISCOVERY_DEFAULT = 0,
  POSTINO_DISCOVERY_OFFLINE = 1 << 0,
  POSTINO_DISCOVERY_TRY_GUESSES = 1 << 1,
} PostinoDiscoveryFlags;

/**
 * PostinoSourceState:
 * @POSTINO_SOURCE_ASKED: it is being asked
 * @POSTINO_SOURCE_ANSWERED: it knows servers
 * @POSTINO_SOURCE_KNOWS_NOTHING: it does not, or did not answer
 */
typedef enum
{
  POSTINO_SOURCE_ASKED,
  POSTINO_SOURCE_ANSWERED,
  POSTINO_SOURCE_KNOWS_NOTHING,
} PostinoSourceState;

#define POSTINO_TYPE_DISCOVERY (postino_discovery_get_type ())
G_DECLARE_FINAL_TYPE (PostinoDiscovery, postino_discovery, POSTINO, DISCOVERY, GObject)

/**
 * PostinoDiscovery::source:
 * @self: the discovery
 * @source: (type int): a #PostinoSource
 * @state: (type int): a #PostinoSourceState
 *
 * A source is asked, or has answered.
 */

/**
 * postino_discovery_new:
 * @providers: what is known beforehand
 * @address: the address
 * @flags: how far to go
 *
 * The sources that are asked are those of the preferences (postino-preferences.h).
 *
 * Returns: (transfer full): a discovery; good for one run
 */
PostinoDiscovery *postino_discovery_new (PostinoProviders *providers,
                                         const PostinoAddress *address,
                                         PostinoDiscoveryFlags flags);

/**
 * postino_discovery_set_trust:
 * @self: a discovery
 * @database: (nullable): authorities to trust; %NULL for the system's
 */
void postino_discovery_set_trust (PostinoDiscovery *self, GTlsDatabase *database);

/**
 * postino_discovery_run_async:
 * @self: a discovery
 * @cancellable: (nullable): stops it at once
 * @callback: called with the result
 * @user_data: for @callback
 *
 * All sources are asked at the same time. It ends as soon as nothing better can
 * still come, and after 5 s on the worst day.
 */
void postino_discovery_run_async (PostinoDiscovery *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * postino_discovery_run_finish:
 * @self: a discovery
 * @result: the result
 * @error: #PostinoDiscoveryError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the settings, or %NULL
 */
PostinoSettings *
postino_discovery_run_finish (PostinoDiscovery *self, GAsyncResult *result, GError **error);

G_END_DECLS
