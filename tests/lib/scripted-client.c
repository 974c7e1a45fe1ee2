/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One connection to a scripted server: the steps of its script, one after the other.
 */
#include "scripted-server-private.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

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

/* It is the client's turn again, and it has said nothing ahead: it could not have gone on
 * without this. */
static void
count_turn (ScriptedClient *client)
{
  if (client->has_answered || client->ahead->len > 0)
    return;

  client->has_answered = TRUE;
  g_atomic_int_inc (&client->server->turns);
}

/* glib-networking (2.74 to 2.80) loses the error of somebody who does not ask for it. */
static gboolean
send_bytes (ScriptedClient *client, const char *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;

  count_turn (client);
  return g_output_stream_write_all (g_io_stream_get_output_stream (client->stream), bytes, length,
                                    NULL, client->server->cancellable, &error);
}

static gboolean
pause_ms (ScriptedClient *client, guint ms)
{
  GPollFD fd;

  if (!g_cancellable_make_pollfd (client->server->cancellable, &fd))
    return FALSE;
  g_poll (&fd, 1, (int) ms);
  g_cancellable_release_fd (client->server->cancellable);

  return !g_cancellable_is_cancelled (client->server->cancellable);
}

/* All that the client has said in one go is read at once. */
static gssize
read_ahead (ScriptedClient *client)
{
  ScriptedServer *server = client->server;
  GInputStream *input = g_io_stream_get_input_stream (client->stream);
  char buffer[4096];
  g_autoptr (GError) error = NULL;
  gssize got = g_input_stream_read (input, buffer, sizeof buffer, server->cancellable, &error);

  if (got <= 0)
    return got;

  client->has_answered = FALSE;
  g_string_append_len (client->ahead, buffer, got);
  g_mutex_lock (&server->lock);
  g_string_append_len (server->heard, buffer, got);
  g_mutex_unlock (&server->lock);

  return got;
}

/* Drops what there is; waits for it if there is nothing. */
static gboolean
receive (ScriptedClient *client)
{
  gboolean more = client->ahead->len > 0 || read_ahead (client) > 0;

  g_string_truncate (client->ahead, 0);
  return more;
}

/* The next line, without its end; what there is of it when the client goes. */
static char *
receive_line (ScriptedClient *client)
{
  const char *end;
  gsize length;
  char *line;

  while ((end = memchr (client->ahead->str, '\n', client->ahead->len)) == NULL
         && read_ahead (client) > 0)
    ;

  length = end != NULL ? (gsize) (end - client->ahead->str) + 1 : client->ahead->len;
  line = g_strndup (client->ahead->str, length);
  line[strcspn (line, "\r\n")] = '\0';
  g_string_erase (client->ahead, 0, (gssize) length);

  return line;
}

static gboolean
expect (ScriptedClient *client, const char *pattern)
{
  ScriptedServer *server = client->server;
  g_autofree char *line = receive_line (client);

  g_free (client->tag);
  client->tag = g_strndup (line, strcspn (line, " "));
  if (g_pattern_match_simple (pattern, line))
    return TRUE;

  g_mutex_lock (&server->lock);
  if (*line != '\0' && server->complaint == NULL)
    server->complaint = g_strdup_printf ("“%s” where “%s” was due", line, pattern);
  g_mutex_unlock (&server->lock);

  return FALSE;
}

static gboolean
start_tls (ScriptedClient *client)
{
  GIOStream *tls = g_tls_server_connection_new (client->stream, client->server->certificate, NULL);
  g_autoptr (GError) error = NULL;

  g_object_unref (client->stream);
  client->stream = tls;

  return g_tls_connection_handshake (G_TLS_CONNECTION (tls), client->server->cancellable, &error);
}

static void
drain (ScriptedClient *client)
{
  while (receive (client))
    ;
}

/* Says nothing more, and listens: closing with something unread would be a reset. */
static gboolean
half_close (ScriptedClient *client)
{
  g_socket_shutdown (g_socket_connection_get_socket (client->socket), FALSE, TRUE, NULL);
  drain (client);
  return FALSE;
}

static gboolean
reset (ScriptedClient *client)
{
  GSocket *socket = g_socket_connection_get_socket (client->socket);
  struct linger linger = {1, 0};

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  g_socket_close (socket, NULL);
  return FALSE;
}

/* Both directions, TLS with close_notify first. */
static gboolean
hang_up (ScriptedClient *client)
{
  g_autoptr (GError) error = NULL;

  g_io_stream_close (client->stream, NULL, &error);
  return FALSE;
}

static gboolean
wait_at_gate (ScriptedClient *client)
{
  ScriptedServer *server = client->server;

  g_mutex_lock (&server->lock);
  while (!server->gate_open)
    g_cond_wait (&server->gate_opened, &server->lock);
  g_mutex_unlock (&server->lock);

  return !g_cancellable_is_cancelled (server->cancellable);
}

static gboolean
drip (ScriptedClient *client, guint ms, GString *line)
{
  for (gsize i = 0; i < line->len; i++)
    if (!send_bytes (client, line->str + i, 1) || !pause_ms (client, ms))
      return FALSE;

  return TRUE;
}

/* In one go: so many small records of TLS would take long. */
static gboolean
repeat (ScriptedClient *client, guint times, GString *line)
{
  g_autoptr (GString) lines = g_string_sized_new (times * line->len + 1);

  for (guint i = 0; i < times; i++)
    g_string_append_len (lines, line->str, (gssize) line->len);

  return send_bytes (client, lines->str, lines->len);
}

static gboolean
flood (ScriptedClient *client, guint count)
{
  g_autofree char *bytes = g_strnfill (count, 'x');

  return send_bytes (client, bytes, count);
}

/* Returns whether the script goes on. */
static gboolean
do_step (ScriptedClient *client, const char *step)
{
  const char *colon = strstr (step, ": ");
  const char *argument = colon != NULL ? colon + 2 : "";
  const char *space = strchr (step, ' ');
  guint number = space != NULL ? (guint) strtoul (space, NULL, 10) : 0;
  g_autoptr (GString) bytes = unescape (argument);
  g_autoptr (GString) line = g_string_new (NULL);

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
    return receive (client);
  if (g_str_equal (step, "silence"))
    return TRUE;
  if (g_str_equal (step, "gate"))
    return wait_at_gate (client);
  if (g_str_equal (step, "fin"))
    return half_close (client);
  if (g_str_equal (step, "rst"))
    return reset (client);
  if (g_str_equal (step, "close"))
    return hang_up (client);

  g_error ("No such step: “%s”", step);
}

gpointer
scripted_client_serve (gpointer data)
{
  ScriptedClient *client = data;
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
