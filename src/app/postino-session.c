/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-session.h"

#include "postino-bus.h"

#include <glib-unix.h>
#include <signal.h>

/* GDBus does not even try that address. GTK 4.8 crashes where it finds the accessibility bus of
 * another session all the same. */
static void
do_without_bus (void)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  g_setenv ("GTK_A11Y", "none", TRUE);
}

GDBusConnection *
postino_session_join (GApplication *application)
{
  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);

  GDBusConnection *bus = postino_bus_get (NULL, NULL);

  if (bus == NULL)
    do_without_bus ();
  /* It is tried once more when the program runs, and then nobody is asked. */
  if (!g_application_register (application, NULL, NULL))
    g_application_set_flags (application,
                             g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
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
