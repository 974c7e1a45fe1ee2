/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Blocking I/O in a thread for each connection: the test's own main loop stays
 * the client's.
 */
#include "scripted-server-private.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

static void
client_free (gpointer data)
{
  ScriptedClient *client = data;

  g_thread_join (client->thread);
  g_object_unref (client->stream);
  g_object_unref (client->socket);
  g_free (client->tag);
  g_string_free (client->ahead, TRUE);
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
      ScriptedClient *client = g_new0 (ScriptedClient, 1);

      client->server = self;
      client->socket = connection;
      client->ahead = g_string_new (NULL);
      client->stream = G_IO_STREAM (g_object_ref (connection));
      /* What was sent before a reset has to have left. */
      g_socket_set_option (g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_NODELAY,
                           TRUE, NULL);
      g_mutex_lock (&self->lock);
      client->script = self->parts[MIN (self->clients->len, last)];
      g_ptr_array_add (self->clients, client);
      client->thread = g_thread_new ("client", scripted_client_serve, client);
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
  g_cond_init (&self->gate_opened);
  self->clients = g_ptr_array_new_with_free_func (client_free);
  self->heard = g_string_new (NULL);
  self->thread = g_thread_new ("listener", listen_for_clients, self);

  return self;
}

void
scripted_server_free (ScriptedServer *self)
{
  g_cancellable_cancel (self->cancellable);
  scripted_server_open_gate (self);
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
  g_cond_clear (&self->gate_opened);
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

void
scripted_server_open_gate (ScriptedServer *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  self->gate_open = TRUE;
  g_cond_broadcast (&self->gate_opened);
}

guint
scripted_server_get_turns (ScriptedServer *self)
{
  return (guint) g_atomic_int_get (&self->turns);
}

char *
scripted_server_dup_heard (ScriptedServer *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return g_strdup (self->heard->str);
}
