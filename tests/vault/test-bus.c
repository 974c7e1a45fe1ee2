/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A bus that says nothing. tests/fault has one that goes.
 */
#include "postino-bus.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

static gboolean
on_patience_lost (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
wait_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GDBusConnection *bus = postino_bus_get (cancellable, &error);

  g_assert_null (bus);
  g_task_return_error (task, error);
}

static void
on_waited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError **error = user_data;

  g_assert_false (g_task_propagate_boolean (G_TASK (result), error));
}

/* Whoever waits can be called away. */
static void
test_deaf (void)
{
  g_autofree char *folder = g_dir_make_tmp ("postino-bus-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "bus", NULL);
  g_autofree char *address = g_strdup_printf ("unix:path=%s", path);
  g_autoptr (GSocketAddress) place = g_unix_socket_address_new (path);
  g_autoptr (GSocket) deaf =
    g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_socket_bind (deaf, place, TRUE, NULL));
  g_assert_true (g_socket_listen (deaf, NULL));
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);
  task = g_task_new (NULL, cancellable, on_waited, &error);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, wait_in_thread);
  g_timeout_add (100, on_patience_lost, cancellable);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bus/deaf", test_deaf);

  return g_test_run ();
}
