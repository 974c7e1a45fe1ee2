/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Blocking I/O in a thread for each connection: the test's own main loop stays
 * the client's.
 */
#include "scripted-server.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct _ScriptedServer
{
  char **parts;
  GTlsCertificate *certificate;
  GSocketListener *listener;
  guint16 port;
  GCancellable *cancellable;
  GThread *thread;

  GMutex lock;
  GPtrArray *clients;
  GString *heard;
  char *complaint;
};

typedef struct
{
  ScriptedServer *server;
  const char *script;
  GSocketConnection *socket;
  GIOStream *stream;
  GThread *thread;
  char *tag;
} Client;

static GString *
unescape (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      char hex[3] = "";

      if (*p != '\\' || p[1] == '\0')
        {
          g_string_append_c (out, *p);
          continue;
        }
      p++;
      if (*p == 'x' && p[1] != '\0' && p[2] != '\0')
        {
          memcpy (hex, p + 1, 2);
          g_string_append_c (out, (char) strtol (hex, NULL, 16));
          p += 2;
        }
      else
        g_string_append_c (out, *p == 'r' ? '\r' : *p == 'n' ? '\n' : *p);
    }

  return out;
}

static gboolean
send_bytes (Client *client, const char *bytes, gsize length)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (client->stream), bytes, length,
                                    NULL, client->server->cancellable, NULL);
}

static gboolean
pause_ms (Client *client, guint ms)
{
  GPollFD fd;

  if (!g_cancellable_make_pollfd (client->server->cancellable, &fd))
    return FALSE;
  g_poll (&fd, 1, (int) ms);
  g_cancellable_release_fd (client->server->cancellable);

  return !g_cancellable_is_cancelled (client->server->cancellable);
}

static gssize
receive (Client *client, char *buffer, gsize length)
{
  ScriptedServer *server = client->server;
  gssize got = g_input_stream_read (g_io_stream_get_input_stream (client->stream), buffer, length,
                                    server->cancellable, NULL);

  g_mutex_lock (&server->lock);
  if (got > 0)
    g_string_append_len (server->heard, buffer, got);
  g_mutex_unlock (&server->lock);

  return got;
}

static gboolean
expect (Client *client, const char *pattern)
{
  g_autoptr (GString) line = g_string_new (NULL);
  ScriptedServer *server = client->server;
  char c;

  while (receive (client, &c, 1) == 1)
    {
      g_string_append_c (line, c);
      if (c == '\n')
        break;
    }

  while (line->len > 0 && strchr ("\r\n", line->str[line->len - 1]) != NULL)
    g_string_truncate (line, line->len - 1);
  g_free (client->tag);
  client->tag = g_strndup (line->str, strcspn (line->str, " "));
  if (g_pattern_match_simple (pattern, line->str))
    return TRUE;

  g_mutex_lock (&server->lock);
  if (line->len > 0 && server->complaint == NULL)
    server->complaint = g_strdup_printf ("“%s” where “%s” was due", line->str, pattern);
  g_mutex_unlock (&server->lock);

  return FALSE;
}

static gboolean
start_tls (Client *client)
{
  GIOStream *tls = g_tls_server_connection_new (client->stream, client->server->certificate, NULL);

  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (tls), FALSE);
  g_object_unref (client->stream);
  client->stream = tls;

  return g_tls_connection_handshake (G_TLS_CONNECTION (tls), client->server->cancellable, NULL);
}

static void
drain (Client *client)
{
  char buffer[4096];

  while (receive (client, buffer, sizeof buffer) > 0)
    ;
}

static gboolean
hang_up (Client *client, gboolean reset)
{
  GSocket *fd = g_socket_connection_get_socket (client->socket);
  struct linger linger = {1, 0};

  if (reset)
    {
      setsockopt (g_socket_get_fd (fd), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
      g_socket_close (fd, NULL);
      return FALSE;
    }

  /* Closing with something unread would be a reset. */
  g_socket_shutdown (fd, FALSE, TRUE, NULL);
  drain (client);
  return FALSE;
}

static gboolean
drip (Client *client, guint ms, GString *line)
{
  for (gsize i = 0; i < line->len; i++)
    if (!send_bytes (client, line->str + i, 1) || !pause_ms (client, ms))
      return FALSE;

  return TRUE;
}

static gboolean
repeat (Client *client, guint times, GString *line)
{
  for (guint i = 0; i < times; i++)
    if (!send_bytes (client, line->str, line->len))
      return FALSE;

  return TRUE;
}

static gboolean
flood (Client *client, guint count)
{
  g_autofree char *bytes = g_strnfill (count, 'x');

  return send_bytes (client, bytes, count);
}

/* Returns whether the script goes on. */
static gboolean
do_step (Client *client, const char *step)
{
  const char *colon = strstr (step, ": ");
  const char *argument = colon != NULL ? colon + 2 : "";
  const char *space = strchr (step, ' ');
  guint number = space != NULL ? (guint) strtoul (space, NULL, 10) : 0;
  g_autoptr (GString) bytes = unescape (argument);
  g_autoptr (GString) line = g_string_new (NULL);
  char buffer[4096];

  if (client->tag != NULL)
    g_string_replace (bytes, "$tag", client->tag, 0);
  g_string_append_len (line, bytes->str, (gssize) bytes->len);
  g_string_append (line, "\r\n");
  if (g_str_has_prefix (step, "S: "))
    return send_bytes (client, line->str, line->len);
  if (g_str_has_prefix (step, "C: "))
    return expect (client, argument);
  if (g_str_has_prefix (step, "raw: "))
    return send_bytes (client, bytes->str, bytes->len);
  if (g_str_has_prefix (step, "drip "))
    return drip (client, number, line);
  if (g_str_has_prefix (step, "repeat "))
    return repeat (client, number, line);
  if (g_str_has_prefix (step, "flood "))
    return flood (client, number);
  if (g_str_has_prefix (step, "wait "))
    return pause_ms (client, number);
  if (g_str_equal (step, "tls"))
    return start_tls (client);
  if (g_str_equal (step, "hello"))
    return receive (client, buffer, sizeof buffer) > 0;
  if (g_str_equal (step, "silence"))
    return TRUE;
  if (g_str_equal (step, "fin") || g_str_equal (step, "rst"))
    return hang_up (client, g_str_equal (step, "rst"));

  g_error ("No such step: “%s”", step);
}

static gpointer
serve (gpointer data)
{
  Client *client = data;
  g_auto (GStrv) steps = g_strsplit (client->script, "\n", -1);
  gboolean going = TRUE;

  for (guint i = 0; going && steps[i] != NULL; i++)
    if (*steps[i] != '\0')
      going = do_step (client, steps[i]);
  if (going)
    drain (client);
  g_io_stream_close (G_IO_STREAM (client->socket), NULL, NULL);

  return NULL;
}

static void
client_free (gpointer data)
{
  Client *client = data;

  g_thread_join (client->thread);
  g_object_unref (client->stream);
  g_object_unref (client->socket);
  g_free (client->tag);
  g_free (client);
}

static gpointer
listen_for_clients (gpointer data)
{
  ScriptedServer *self = data;
  guint last = g_strv_length (self->parts) - 1;
  GSocketConnection *connection;

  while ((connection = g_socket_listener_accept (self->listener, NULL, self->cancellable, NULL))
         != NULL)
    {
      Client *client = g_new0 (Client, 1);

      client->server = self;
      client->socket = connection;
      client->stream = G_IO_STREAM (g_object_ref (connection));
      /* What was sent before a reset has to have left. */
      g_socket_set_option (g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_NODELAY,
                           TRUE, NULL);
      g_mutex_lock (&self->lock);
      client->script = self->parts[MIN (self->clients->len, last)];
      g_ptr_array_add (self->clients, client);
      client->thread = g_thread_new ("client", serve, client);
      g_mutex_unlock (&self->lock);
    }

  return NULL;
}

ScriptedServer *
scripted_server_new (const char *script, const char *certificate)
{
  ScriptedServer *self = g_new0 (ScriptedServer, 1);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->parts = g_strsplit (script, "---\n", -1);
  if (certificate != NULL)
    self->certificate = g_tls_certificate_new_from_file (certificate, &error);
  g_assert_no_error (error);
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->lock);
  self->clients = g_ptr_array_new_with_free_func (client_free);
  self->heard = g_string_new (NULL);
  self->thread = g_thread_new ("listener", listen_for_clients, self);

  return self;
}

void
scripted_server_free (ScriptedServer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_ptr_array_unref (self->clients);
  g_assert_cmpstr (self->complaint, ==, NULL);

  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_clear_object (&self->certificate);
  g_object_unref (self->cancellable);
  g_strfreev (self->parts);
  g_string_free (self->heard, TRUE);
  g_free (self->complaint);
  g_mutex_clear (&self->lock);
  g_free (self);
}

guint16
scripted_server_get_port (ScriptedServer *self)
{
  return self->port;
}

guint
scripted_server_get_connections (ScriptedServer *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return self->clients->len;
}

char *
scripted_server_dup_heard (ScriptedServer *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return g_strdup (self->heard->str);
}
