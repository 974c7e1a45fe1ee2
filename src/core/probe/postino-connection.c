/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GSocketClient connects TCP and nothing else: with its own TLS a refused
 * certificate would make it start over with every address of the host. TLS is
 * begun here, once, for the configured host.
 *
 *     GSocketConnection ─► PostinoRecorder ─► GTlsClientConnection
 *
 * No TLS session is taken up again, on purpose: a ticket would tell the server that
 * two accounts are the same person's, and a resumed session shows no certificate to
 * judge. Nothing here calls g_tls_client_connection_copy_session_state(), and GIO
 * finds no socket below TLS to know the server by; a test holds it to that.
 */
#define G_LOG_DOMAIN "postino-probe"

#include "postino-connection.h"

#include "postino-peer.h"
#include "postino-pin.h"
#include "postino-probe.h"
#include "postino-recorder.h"
#include "postino-tls-evidence.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

struct _PostinoConnection
{
  GObject parent_instance;

  GSocketConnectable *identity;
  GTlsDatabase *trust;
  char *pinned;
  gboolean any_name;

  GSocketConnection *socket;
  char *peer;
  PostinoFamilies tried;
  PostinoRecorder *recorder;
  GIOStream *plain;
  GIOStream *tls;

  GBytes *first_bytes;
  PostinoClosing closing;
  gboolean deaf;
  GTlsCertificate *certificate;
  GTlsCertificateFlags certificate_errors;
  gboolean accepted_by_hand;
  PostinoFinding tls_finding;
};

enum
{
  SIGNAL_RESOLVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoConnection, postino_connection, G_TYPE_OBJECT)

static void
adopt_socket (PostinoConnection *self, GSocketConnection *connection)
{
  GIOStream *stream = G_IO_STREAM (connection);

  self->socket = connection;
  self->peer = postino_peer_get_name (connection);
  self->recorder = postino_recorder_new (g_io_stream_get_input_stream (stream));
  self->plain = g_simple_io_stream_new (G_INPUT_STREAM (self->recorder),
                                        g_io_stream_get_output_stream (stream));

  /* The last line of a dialog is not to wait for the answer to the one before. */
  g_socket_set_option (g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_NODELAY, TRUE,
                       NULL);
}

static void
on_client_event (PostinoConnection *self,
                 GSocketClientEvent event,
                 GSocketConnectable *connectable,
                 GIOStream *connection)
{
  if (event == G_SOCKET_CLIENT_CONNECTING)
    postino_peer_note (&self->tried, G_SOCKET_CONNECTION (connection));
  if (event == G_SOCKET_CLIENT_RESOLVED || event == G_SOCKET_CLIENT_CONNECTING)
    g_signal_emit (self, signals[SIGNAL_RESOLVED], 0);
}

static void
on_client_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostinoConnection *self = g_task_get_source_object (task);
  GError *error = NULL;
  GSocketConnection *connection =
    g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);

  if (connection == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  adopt_socket (self, connection);
  g_task_return_boolean (task, TRUE);
}

static gboolean
on_tls_accept_certificate (PostinoConnection *self,
                           GTlsCertificate *certificate,
                           GTlsCertificateFlags errors)
{
  g_set_object (&self->certificate, certificate);
  self->certificate_errors = errors;
  self->accepted_by_hand = postino_pin_accepts (self->pinned, self->any_name, certificate, errors);

  return self->accepted_by_hand;
}

static GIOStream *
make_tls (PostinoConnection *self, GError **error)
{
  GType type = g_tls_backend_get_client_connection_type (g_tls_backend_get_default ());
  GIOStream *tls =
    g_initable_new (type, NULL, error, "base-io-stream", self->plain, "server-identity",
                    self->identity, "database", self->trust, NULL);

  if (tls == NULL)
    return NULL;

  /* Mail dialogs say themselves when they are over. */
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (tls), FALSE);
  g_signal_connect_object (tls, "accept-certificate", G_CALLBACK (on_tls_accept_certificate), self,
                           G_CONNECT_SWAPPED);

  return tls;
}

static PostinoClosing
find_closing (PostinoConnection *self)
{
  if (self->closing != POSTINO_CLOSING_NONE || self->recorder == NULL || self->deaf)
    return self->closing;

  return postino_recorder_get_closing (self->recorder);
}

/* What was observed in a handshake, %POSTINO_FINDING_NONE when it is good. */
static PostinoFinding
judge_tls (PostinoConnection *self, const GError *error)
{
  g_autoptr (GBytes) bytes = postino_recorder_get_bytes (self->recorder);

  if (self->certificate_errors != 0 && !self->accepted_by_hand)
    return POSTINO_FINDING_CERTIFICATE;
  if (error != NULL)
    {
      /* TLS gives up over the first five bytes: too few to know an FTP server by. */
      if (postino_bytes_are_text (bytes))
        postino_recorder_fill (self->recorder);
      postino_connection_note_error (self, error);
      return postino_tls_judge_failure (error, bytes, find_closing (self));
    }

  /* GIO lets TLS 1.0 and 1.1 pass. */
  if (g_tls_connection_get_protocol_version (G_TLS_CONNECTION (self->tls))
      < G_TLS_PROTOCOL_VERSION_TLS_1_2)
    return POSTINO_FINDING_TLS_TOO_OLD;

  return POSTINO_FINDING_NONE;
}

static void
on_tls_handshake (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostinoConnection *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, &error))
    g_set_object (&self->certificate,
                  g_tls_connection_get_peer_certificate (G_TLS_CONNECTION (source)));

  self->tls_finding = judge_tls (self, error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
postino_connection_dispose (GObject *object)
{
  PostinoConnection *self = POSTINO_CONNECTION (object);

  postino_connection_sever (self);

  G_OBJECT_CLASS (postino_connection_parent_class)->dispose (object);
}

static void
postino_connection_finalize (GObject *object)
{
  PostinoConnection *self = POSTINO_CONNECTION (object);

  g_clear_object (&self->identity);
  g_clear_object (&self->trust);
  g_clear_object (&self->tls);
  g_clear_object (&self->plain);
  g_clear_object (&self->recorder);
  g_clear_object (&self->socket);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->peer, g_free);
  g_clear_pointer (&self->pinned, g_free);
  g_clear_pointer (&self->first_bytes, g_bytes_unref);

  G_OBJECT_CLASS (postino_connection_parent_class)->finalize (object);
}

static void
postino_connection_class_init (PostinoConnectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = postino_connection_dispose;
  G_OBJECT_CLASS (klass)->finalize = postino_connection_finalize;

  signals[SIGNAL_RESOLVED] = g_signal_new ("resolved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
postino_connection_init (PostinoConnection *self)
{
}

PostinoConnection *
postino_connection_new (const char *host, guint16 port, GTlsDatabase *trust)
{
  PostinoConnection *self = g_object_new (POSTINO_TYPE_CONNECTION, NULL);

  self->identity = g_network_address_new (host, port);
  self->trust = trust != NULL ? g_object_ref (trust) : postino_tls_database_new (NULL, NULL);

  return self;
}

void
postino_connection_pin (PostinoConnection *self, const char *sha256, gboolean any_name)
{
  g_return_if_fail (POSTINO_IS_CONNECTION (self) && self->socket == NULL);

  g_free (self->pinned);
  self->pinned = g_strdup (sha256);
  self->any_name = any_name;
}

void
postino_connection_open_async (PostinoConnection *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (POSTINO_IS_CONNECTION (self));

  g_task_set_source_tag (task, postino_connection_open_async);
  g_signal_connect_object (client, "event", G_CALLBACK (on_client_event), self, G_CONNECT_SWAPPED);
  g_socket_client_connect_async (client, self->identity, cancellable, on_client_connected, task);
}

gboolean
postino_connection_open_finish (PostinoConnection *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
postino_connection_start_tls_async (PostinoConnection *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_return_if_fail (POSTINO_IS_CONNECTION (self) && self->plain != NULL && self->tls == NULL);

  g_task_set_source_tag (task, postino_connection_start_tls_async);
  self->first_bytes = postino_recorder_get_bytes (self->recorder);
  postino_recorder_restart (self->recorder);
  self->tls = make_tls (self, &error);
  if (self->tls == NULL)
    g_task_return_error (task, error);
  else
    g_tls_connection_handshake_async (G_TLS_CONNECTION (self->tls), G_PRIORITY_DEFAULT, cancellable,
                                      on_tls_handshake, g_steal_pointer (&task));
}

PostinoFinding
postino_connection_start_tls_finish (PostinoConnection *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), POSTINO_FINDING_ERROR);

  if (!g_task_propagate_boolean (G_TASK (result), error) && self->tls_finding == 0)
    return POSTINO_FINDING_ERROR;

  return self->tls_finding;
}

void
postino_connection_sever (PostinoConnection *self)
{
  g_return_if_fail (POSTINO_IS_CONNECTION (self));

  /* The socket first: TLS, which tries to say good-bye when it goes, then has
   * nobody to wait for. */
  if (self->socket != NULL)
    g_io_stream_close (G_IO_STREAM (self->socket), NULL, NULL);
}

GIOStream *
postino_connection_get_stream (PostinoConnection *self)
{
  g_return_val_if_fail (POSTINO_IS_CONNECTION (self), NULL);

  return self->tls != NULL ? self->tls : self->plain;
}

GBytes *
postino_connection_dup_first_bytes (PostinoConnection *self)
{
  g_return_val_if_fail (POSTINO_IS_CONNECTION (self), NULL);

  if (self->first_bytes != NULL)
    return g_bytes_ref (self->first_bytes);

  return self->recorder != NULL ? postino_recorder_get_bytes (self->recorder) : NULL;
}

GBytes *
postino_connection_dup_tls_bytes (PostinoConnection *self)
{
  g_return_val_if_fail (POSTINO_IS_CONNECTION (self), NULL);

  return self->tls != NULL ? postino_recorder_get_bytes (self->recorder) : NULL;
}

/* A hang-up that shows when writing is told once, and by the message alone: GIO has
 * one code for ECONNRESET and EPIPE, and TLS wraps both. EPIPE comes after a FIN. */
void
postino_connection_note_error (PostinoConnection *self, const GError *error)
{
  g_return_if_fail (POSTINO_IS_CONNECTION (self) && error != NULL);

  if (strstr (error->message, g_strerror (ECONNRESET)) != NULL)
    self->closing = POSTINO_CLOSING_RST;
  else if (strstr (error->message, g_strerror (EPIPE)) != NULL)
    self->closing = POSTINO_CLOSING_FIN;
}

void
postino_connection_stop_listening (PostinoConnection *self)
{
  g_return_if_fail (POSTINO_IS_CONNECTION (self) && self->socket != NULL);

  self->deaf = TRUE;
  g_socket_shutdown (g_socket_connection_get_socket (self->socket), TRUE, FALSE, NULL);
}

void
postino_connection_fill_report (PostinoConnection *self, PostinoReport *report)
{
  g_autoptr (GBytes) tls_bytes = NULL;

  g_return_if_fail (POSTINO_IS_CONNECTION (self) && report != NULL);

  report->peer = g_strdup (self->peer);
  report->ipv6_first = self->tried.ipv6_first;
  report->tried_ipv4 = self->tried.ipv4;
  report->closing = find_closing (self);
  /* TLS may have ended before TCP does. */
  if (report->closing == POSTINO_CLOSING_NONE && report->finding == POSTINO_FINDING_CLOSED)
    report->closing = POSTINO_CLOSING_FIN;
  report->certificate_errors = self->certificate_errors;
  report->accepted_by_hand = self->accepted_by_hand;
  tls_bytes = postino_connection_dup_tls_bytes (self);
  if (self->certificate != NULL)
    report->tls = postino_tls_info_new (self->certificate, tls_bytes);
  if (report->first_bytes == NULL)
    report->first_bytes = postino_connection_dup_first_bytes (self);
}
