/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The test of one server: runs a dialog over GIO, watches TLS and the clock, and
 * always ends in a report. A refused password is a result, not an error.
 */
#pragma once

#include "postino-account.h"
#include "postino-errand.h"
#include "postino-report.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define POSTINO_PROBE_DEFAULT_TIMEOUT_MS 30000

#define POSTINO_TYPE_PROBE (postino_probe_get_type ())
G_DECLARE_FINAL_TYPE (PostinoProbe, postino_probe, POSTINO, PROBE, GObject)

/**
 * PostinoProbe::step:
 * @self: the probe
 * @stage: (type int): a #PostinoStage
 * @state: (type int): a #PostinoStepState
 *
 * A stage begins, passes or fails. Stages come in order.
 */

/**
 * PostinoProbe::line:
 * @self: the probe
 * @direction: (type int): 0 for a line from the server, 1 for a line to it
 * @text: the line, secrets replaced by "•••", made safe to show
 *
 * The conversation, for --verbose and the window's expander.
 */

/**
 * postino_probe_new:
 * @server: the settings to test
 * @address: (nullable): the person's own address; %NULL to go no further than the
 *   greeting, with nobody signed in
 * @password: (nullable): the password
 *
 * Returns: (transfer full): a probe; good for one run
 */
PostinoProbe *postino_probe_new (const PostinoServer *server,
                                 const PostinoAddress *address,
                                 PostinoSecret *password);

/**
 * postino_probe_set_timeout:
 * @self: a probe
 * @timeout_ms: the deadline of the whole test, in ms
 *
 * The lookup and the connecting have a share of it, see postino_deadline_get_share().
 */
void postino_probe_set_timeout (PostinoProbe *self, guint timeout_ms);

/**
 * postino_probe_set_connecting:
 * @self: a probe
 * @limit_ms: how long connecting may take, in ms, where that is less than its share
 *
 * For who has another way to try.
 */
void postino_probe_set_connecting (PostinoProbe *self, guint limit_ms);

/**
 * postino_probe_set_trust:
 * @self: a probe
 * @database: (nullable): authorities to trust; %NULL for the system's
 */
void postino_probe_set_trust (PostinoProbe *self, GTlsDatabase *database);

/**
 * postino_probe_set_strict_name:
 * @self: a probe
 * @strict: whether a certificate for another host is refused even where it is
 *   pinned, as at a provider whose server names are known
 */
void postino_probe_set_strict_name (PostinoProbe *self, gboolean strict);

/**
 * postino_probe_set_max_sign_ins:
 * @self: a probe
 * @count: how often credentials may be sent at most; two is the limit anyway
 */
void postino_probe_set_max_sign_ins (PostinoProbe *self, guint count);

/**
 * postino_probe_set_errand:
 * @self: a probe
 * @errand: what to do once signed in, in place of ending there
 * @timeout_ms: how long that may take, in ms; postino_probe_set_timeout() is for the way
 *   there
 */
void postino_probe_set_errand (PostinoProbe *self, PostinoErrand *errand, guint timeout_ms);

/**
 * postino_probe_run_async:
 * @self: a probe
 * @cancellable: (nullable): cancelling is answered at once
 * @callback: called when the test has ended
 * @user_data: for @callback
 */
void postino_probe_run_async (PostinoProbe *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/**
 * postino_probe_run_finish:
 * @self: a probe
 * @result: the result
 * @error: %G_IO_ERROR_CANCELLED when cancelled, and nothing else
 *
 * Returns: (transfer full): the report, or %NULL when cancelled
 */
PostinoReport *postino_probe_run_finish (PostinoProbe *self, GAsyncResult *result, GError **error);

/**
 * postino_tls_database_new:
 * @ca_file: (nullable): a PEM file of authorities to trust as well as the system's
 * @error: a file error, or %G_TLS_ERROR_BAD_CERTIFICATE
 *
 * Returns: (transfer full) (nullable): a database for postino_probe_set_trust(), or %NULL
 */
GTlsDatabase *postino_tls_database_new (const char *ca_file, GError **error);

G_END_DECLS
