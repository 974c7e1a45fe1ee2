/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Waits in a context of its own: whoever calls may be in a thread without one.
 */
#define G_LOG_DOMAIN "postino-vault"

#include "postino-bus.h"

#define PATIENCE_S 10

/* So long GDBus's thread may hold the connection that came to nothing, in µs. */
#define HOLDS_US (G_USEC_PER_SEC / 5)

typedef struct
{
  GCancellable *cancellable; /* of the attempt: by who has called, or by the deadline */
  GDBusConnection *bus;
  GError *error;
  gboolean is_over, is_late;
} Wait;

static void
on_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Wait *self = user_data;

  self->bus = g_bus_get_finish (result, &self->error);
  self->is_over = TRUE;
}

static gboolean
on_deadline (gpointer user_data)
{
  Wait *self = user_data;

  self->is_late = TRUE;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static void
on_cancelled (GCancellable *cancellable, gpointer attempt)
{
  g_cancellable_cancel (attempt);
}

static void
wait_for_bus (Wait *self)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) deadline = g_timeout_source_new_seconds (PATIENCE_S);

  g_source_set_callback (deadline, on_deadline, self, NULL);
  g_source_attach (deadline, context);
  g_main_context_push_thread_default (context);
  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, on_bus, self);
  while (!self->is_over)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
  g_source_destroy (deadline);
}

GDBusConnection *
postino_bus_get (GCancellable *cancellable, GError **error)
{
  g_autoptr (GCancellable) attempt = g_cancellable_new ();
  Wait wait = {.cancellable = attempt};
  gulong handler = 0;

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), attempt, NULL);
  wait_for_bus (&wait);
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);

  if (wait.bus != NULL)
    g_dbus_connection_set_exit_on_close (wait.bus, FALSE);
  else if (wait.is_late)
    {
      /* Newer GLib has whoever asks next wait for that very connection, and without a limit. */
      g_usleep (HOLDS_US);
      g_clear_error (&wait.error);
      g_set_error_literal (&wait.error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "The bus says nothing");
    }
  if (wait.error != NULL)
    g_propagate_error (error, wait.error);

  return wait.bus;
}
