/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether TLS answers where a greeting is due: a connection of its own that
 * begins a handshake and hangs up. It sends nothing secret.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * postino_tls_question_ask_async:
 * @host: the host, A-labels or an IP address
 * @port: the port
 * @cancellable: (nullable): stops it at once
 * @callback: called with the answer
 * @user_data: for @callback
 */
void postino_tls_question_ask_async (const char *host,
                                     guint16 port,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/**
 * postino_tls_question_ask_finish:
 * @result: the result
 *
 * Returns: whether the server answered with TLS, whatever it said in it
 */
gboolean postino_tls_question_ask_finish (GAsyncResult *result);

G_END_DECLS
