/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-session.h"

#include "postino-bus.h"

#include <glib-unix.h>
#include <signal.h>

GDBusConnection *
postino_session_open_bus (void)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = postino_bus_get (NULL, &error);

  if (bus == NULL)
    {
      /* An address that GDBus does not even try. */
      g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
      /* GTK 4.8 crashes where it finds the accessibility bus of another session all the same. */
      g_setenv ("GTK_A11Y", "none", TRUE);
    }
  return bus;
}

/* What holds the program keeps it until that is done. */
static gboolean
on_stop_signal (gpointer user_data)
{
  GtkApplication *application = user_data;
  GList *windows;

  while ((windows = gtk_application_get_windows (application)) != NULL)
    gtk_window_destroy (windows->data);
  return G_SOURCE_REMOVE;
}

void
postino_session_watch_signals (GtkApplication *application)
{
  static const int stop_signals[] = {SIGTERM, SIGINT, SIGHUP};

  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (gsize i = 0; i < G_N_ELEMENTS (stop_signals); i++)
    g_unix_signal_add (stop_signals[i], on_stop_signal, application);
}
