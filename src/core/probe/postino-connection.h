/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One connection to a server: TCP, TLS when it is asked for, and the evidence of
 * both. A certificate is accepted against GIO's judgement only when a person has
 * named that very one.
 */
#pragma once

#include "postino-report.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_CONNECTION (postino_connection_get_type ())
G_DECLARE_FINAL_TYPE (PostinoConnection, postino_connection, POSTINO, CONNECTION, GObject)

/**
 * PostinoConnection::resolved:
 * @self: the connection
 *
 * The name is resolved, connecting begins. May come more than once.
 */

/**
 * postino_connection_new:
 * @host: the configured host, A-labels or an IP address: what the certificate has to be for
 * @port: the port
 * @trust: (nullable): authorities to trust; %NULL for the system's
 *
 * Returns: (transfer full): a connection, not opened yet
 */
PostinoConnection *postino_connection_new (const char *host, guint16 port, GTlsDatabase *trust);

/**
 * postino_connection_pin:
 * @self: a connection, not opened yet
 * @sha256: (nullable): the certificate to accept whatever speaks against it, but for
 *   having been revoked; lower case hexadecimal
 * @any_name: whether it may be made out for another host as well
 */
void postino_connection_pin (PostinoConnection *self, const char *sha256, gboolean any_name);

/**
 * postino_connection_open_async:
 * @self: a connection
 * @cancellable: (nullable): stops it at once
 * @callback: called when TCP is up, or cannot be had
 * @user_data: for @callback
 *
 * Resolves the name and connects, IPv6 and IPv4 as RFC 8305 says.
 */
void postino_connection_open_async (PostinoConnection *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/**
 * postino_connection_open_finish:
 * @self: a connection
 * @result: the result
 * @error: GIO's and the resolver's errors
 *
 * Returns: whether TCP is up
 */
gboolean
postino_connection_open_finish (PostinoConnection *self, GAsyncResult *result, GError **error);

/**
 * postino_connection_start_tls_async:
 * @self: an open connection
 * @cancellable: (nullable): stops it at once
 * @callback: called when the handshake is over
 * @user_data: for @callback
 */
void postino_connection_start_tls_async (PostinoConnection *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);

/**
 * postino_connection_start_tls_finish:
 * @self: a connection
 * @result: the result
 * @error: GIO's error, where there is one
 *
 * Returns: %POSTINO_FINDING_NONE when TLS 1.2 or later is up with a certificate
 *   that is accepted, else what was observed
 */
PostinoFinding
postino_connection_start_tls_finish (PostinoConnection *self, GAsyncResult *result, GError **error);

/**
 * postino_connection_sever:
 * @self: a connection on which nothing is under way
 *
 * Closes the socket. Never blocks.
 */
void postino_connection_sever (PostinoConnection *self);

/**
 * postino_connection_get_stream:
 * @self: an open connection
 *
 * Returns: (transfer none): where to read and write, inside TLS once that has begun
 */
GIOStream *postino_connection_get_stream (PostinoConnection *self);

/**
 * postino_connection_dup_first_bytes:
 * @self: a connection
 *
 * Returns: (transfer full) (nullable): the first bytes that came over TCP
 */
GBytes *postino_connection_dup_first_bytes (PostinoConnection *self);

/**
 * postino_connection_dup_tls_bytes:
 * @self: a connection
 *
 * Returns: (transfer full) (nullable): the first bytes that came as the answer to
 *   the TLS handshake
 */
GBytes *postino_connection_dup_tls_bytes (PostinoConnection *self);

/**
 * postino_connection_note_error:
 * @self: a connection
 * @error: what writing ended with
 *
 * Keeps what it says about how the server hung up.
 */
void postino_connection_note_error (PostinoConnection *self, const GError *error);

/**
 * postino_connection_stop_listening:
 * @self: an open connection
 *
 * What is being read ends now, as if the server had hung up; it did not.
 */
void postino_connection_stop_listening (PostinoConnection *self);

/**
 * postino_connection_fill_report:
 * @self: a connection
 * @report: filled in: peer, closing, tls, certificate_errors,
 *   accepted_by_hand, and first_bytes
 *   where they are not there yet; finding has to stand there
 */
void postino_connection_fill_report (PostinoConnection *self, PostinoReport *report);

G_END_DECLS
