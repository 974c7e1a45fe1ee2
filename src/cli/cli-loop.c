/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Waiting is iterating the main context until the result is there.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "cli-loop.h"

#include <glib-unix.h>
#include <signal.h>

static const int stop_signals[] = {SIGINT, SIGTERM, SIGHUP};

static gboolean
on_stop_signal (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

void
cli_loop_init (CliLoop *self)
{
  self->cancellable = g_cancellable_new ();
  self->result = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (stop_signals); i++)
    self->signals[i] = g_unix_signal_add (stop_signals[i], on_stop_signal, self->cancellable);
}

void
cli_loop_clear (CliLoop *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stop_signals); i++)
    g_clear_handle_id (&self->signals[i], g_source_remove);
  g_clear_object (&self->result);
  g_clear_object (&self->cancellable);
}

void
cli_loop_take (GObject *source, GAsyncResult *result, gpointer loop)
{
  CliLoop *self = loop;

  g_set_object (&self->result, result);
}

GAsyncResult *
cli_loop_wait (CliLoop *self)
{
  while (self->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_steal_pointer (&self->result);
}

static gboolean
on_input (int fd, GIOCondition condition, gpointer user_data)
{
  gboolean *ready = user_data;

  *ready = TRUE;
  return G_SOURCE_CONTINUE;
}

gboolean
cli_loop_wait_for_input (CliLoop *self, int fd)
{
  gboolean ready = FALSE;
  guint id = g_unix_fd_add (fd, G_IO_IN | G_IO_HUP | G_IO_ERR, on_input, &ready);

  while (!ready && !g_cancellable_is_cancelled (self->cancellable))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);

  return ready && !g_cancellable_is_cancelled (self->cancellable);
}
