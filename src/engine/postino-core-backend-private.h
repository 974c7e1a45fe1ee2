/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The backend's files: what is found and tested, what is saved, what is sent, what is handed
 * on, and what other programs have.
 */
#pragma once

#include "postino-backend-interface.h"
#include "postino-check.h"
#include "postino-core-backend.h"
#include "postino-discovery.h"
#include "postino-handovers.h"
#include "postino-history.h"
#include "postino-round-trip.h"

G_BEGIN_DECLS

struct _PostinoCoreBackend
{
  GObject parent_instance;

  PostinoProviders *providers;
  GTlsDatabase *trust;
  GPtrArray *found;         /* what other programs have, as it was looked at last */
  char *ca_file;            /* that it was made of, absolute; or NULL */
  PostinoHistory *history;  /* as it was read last, or NULL */
  PostinoTraits *traits[2]; /* what both servers of the last check showed, until it is recorded */
  PostinoDiscovery *discovery; /* the ones whose news count: the last */
  PostinoCheck *check;
  PostinoRoundTrip *trip;
  guint trip_limit_ms; /* 0 for the usual one */
};

/**
 * postino_core_backend_add_keyring:
 * @iface: the interface
 *
 * Fills in all that has to do with saved accounts.
 */
void postino_core_backend_add_keyring (PostinoBackendInterface *iface);

/**
 * postino_core_backend_add_found:
 * @iface: the interface
 *
 * Fills in all that has to do with the accounts of other programs.
 */
void postino_core_backend_add_found (PostinoBackendInterface *iface);

/**
 * postino_core_backend_add_saving:
 * @iface: the interface
 *
 * Fills in what ends in the keyring and in the programs that have the account.
 */
void postino_core_backend_add_saving (PostinoBackendInterface *iface);

void postino_core_backend_handovers_init (PostinoHandoversInterface *iface);

/**
 * postino_core_backend_load_history:
 * @self: a backend
 *
 * Reads what the tests said, anew.
 */
void postino_core_backend_load_history (PostinoCoreBackend *self);

/**
 * postino_core_backend_record:
 * @self: a backend
 * @id: a saved account
 * @incoming: how receiving is
 * @outgoing: how sending is
 * @callback: called when it is remembered, or cannot be, with what
 *   postino_core_backend_record_finish() takes
 * @user_data: for @callback
 *
 * What came out of the test that was made last, with what the servers showed.
 */
void postino_core_backend_record (PostinoCoreBackend *self,
                                  const char *id,
                                  PostinoCause incoming,
                                  PostinoCause outgoing,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * postino_core_backend_record_finish:
 * @self: a backend
 * @result: what the callback got
 *
 * From here on the backend knows the result, and what has changed of the servers.
 */
void postino_core_backend_record_finish (PostinoCoreBackend *self, GAsyncResult *result);

/**
 * postino_core_backend_add_trip:
 * @iface: the interface
 *
 * Fills in the round trip.
 */
void postino_core_backend_add_trip (PostinoBackendInterface *iface);

/**
 * postino_core_backend_run_check:
 * @self: a backend
 * @check: a check, ready to be run
 * @cancellable: (nullable): a cancellable
 * @callback: called with what postino_core_backend_check_finish() takes
 * @user_data: for @callback
 *
 * Its news are the backend's from here on.
 */
void postino_core_backend_run_check (PostinoCoreBackend *self,
                                     PostinoCheck *check,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

PostinoCheckResult *
postino_core_backend_check_finish (PostinoBackend *backend, GAsyncResult *result, GError **error);

G_END_DECLS
