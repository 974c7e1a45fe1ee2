/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-watch-notifier.h"

#include <glib/gi18n.h>

#define ACTION       "test-accounts" /* of the desktop file */
#define OPEN         "default"       /* what a click on the notification itself is called */
#define CALL_MS      5000
#define MAX_WAIT_S   60
#define SPEC_NAME    "org.freedesktop.Notifications"
#define SPEC_PATH    "/org/freedesktop/Notifications"
#define GTK_NAME     "org.gtk.Notifications"
#define GTK_PATH     "/org/gtk/Notifications"
#define PROGRAM_PATH "/io/github/postino/Postino"

struct _CliWatchNotifier
{
  GDBusConnection *bus;
  guint signals;
  GHashTable *shown; /* numbers of notifications that may be clicked */
  char *token;       /* what lets a window come to the front */
};

CliWatchNotifier *
cli_watch_notifier_new (void)
{
  CliWatchNotifier *self = g_new0 (CliWatchNotifier, 1);

  self->shown = g_hash_table_new (NULL, NULL);
  return self;
}

void
cli_watch_notifier_free (CliWatchNotifier *self)
{
  if (self == NULL)
    return;

  if (self->bus != NULL)
    g_dbus_connection_signal_unsubscribe (self->bus, self->signals);
  g_clear_object (&self->bus);
  g_hash_table_unref (self->shown);
  g_free (self->token);
  g_free (self);
}

static void
open_program (CliWatchNotifier *self)
{
  GVariantBuilder platform;

  g_variant_builder_init (&platform, G_VARIANT_TYPE_VARDICT);
  if (self->token != NULL)
    g_variant_builder_add (&platform, "{sv}", "activation-token",
                           g_variant_new_string (self->token));
  g_dbus_connection_call (self->bus, APP_ID, PROGRAM_PATH, "org.freedesktop.Application",
                          "ActivateAction", g_variant_new ("(sava{sv})", ACTION, NULL, &platform),
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
  g_dbus_connection_flush_sync (self->bus, NULL, NULL);
}

static void
on_signal (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *name,
           GVariant *values,
           gpointer user_data)
{
  CliWatchNotifier *self = user_data;
  const char *text = NULL;
  guint32 number, reason;

  if (g_str_equal (name, "NotificationClosed")
      && g_variant_is_of_type (values, G_VARIANT_TYPE ("(uu)")))
    {
      g_variant_get (values, "(uu)", &number, &reason);
      g_hash_table_remove (self->shown, GUINT_TO_POINTER (number));
      return;
    }
  if (!g_variant_is_of_type (values, G_VARIANT_TYPE ("(us)")))
    return;

  g_variant_get (values, "(u&s)", &number, &text);
  if (!g_hash_table_contains (self->shown, GUINT_TO_POINTER (number)))
    return;
  if (g_str_equal (name, "ActivationToken"))
    {
      g_free (self->token);
      self->token = g_strdup (text);
    }
  else if (g_str_equal (name, "ActionInvoked") && g_str_equal (text, OPEN))
    {
      open_program (self);
      g_hash_table_remove (self->shown, GUINT_TO_POINTER (number));
    }
}

static gboolean
connect_to_bus (CliWatchNotifier *self, GError **error)
{
  if (self->bus != NULL)
    return TRUE;

  self->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, error);
  if (self->bus == NULL)
    return FALSE;

  g_dbus_connection_set_exit_on_close (self->bus, FALSE);
  self->signals =
    g_dbus_connection_signal_subscribe (self->bus, SPEC_NAME, SPEC_NAME, NULL, SPEC_PATH, NULL,
                                        G_DBUS_SIGNAL_FLAGS_NONE, on_signal, self, NULL);
  return TRUE;
}

/* It wants the desktop file of whose notification it is, which is there with the wizard. */
static gboolean
show_as_gnome (CliWatchNotifier *self, const char *id, const char *title, const char *body)
{
  GVariantBuilder notification;

  g_variant_builder_init (&notification, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&notification, "{sv}", "title", g_variant_new_string (title));
  g_variant_builder_add (&notification, "{sv}", "body", g_variant_new_string (body));
  g_variant_builder_add (&notification, "{sv}", "default-action",
                         g_variant_new_string ("app." ACTION));

  g_autoptr (GVariant) answer =
    g_dbus_connection_call_sync (self->bus, GTK_NAME, GTK_PATH, GTK_NAME, "AddNotification",
                                 g_variant_new ("(ssa{sv})", APP_ID, id, &notification), NULL,
                                 G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_MS, NULL, NULL);
  return answer != NULL;
}

/* What is shown has a "<" or an "&" now and then, which some desktops take for markup. */
static char *
make_body (CliWatchNotifier *self, const char *body)
{
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
    self->bus, SPEC_NAME, SPEC_PATH, SPEC_NAME, "GetCapabilities", NULL, G_VARIANT_TYPE ("(as)"),
    G_DBUS_CALL_FLAGS_NONE, CALL_MS, NULL, NULL);
  g_autofree const char **names = NULL;

  if (answer != NULL)
    g_variant_get (answer, "(^a&s)", &names);

  return names != NULL && g_strv_contains (names, "body-markup") ? g_markup_escape_text (body, -1)
                                                                 : g_strdup (body);
}

static gboolean
show_as_specified (CliWatchNotifier *self, const char *title, const char *body, GError **error)
{
  const char *const actions[] = {OPEN, _ ("Open Postino"), NULL};
  g_autofree char *text = make_body (self, body);
  GVariantBuilder hints;
  guint32 number;

  g_variant_builder_init (&hints, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&hints, "{sv}", "desktop-entry", g_variant_new_string (APP_ID));

  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
    self->bus, SPEC_NAME, SPEC_PATH, SPEC_NAME, "Notify",
    g_variant_new ("(susss^asa{sv}i)", "Postino", 0, APP_ID, title, text, actions, &hints, -1),
    G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NONE, CALL_MS, NULL, error);
  if (answer == NULL)
    {
      if (error != NULL)
        g_dbus_error_strip_remote_error (*error);
      return FALSE;
    }

  g_variant_get (answer, "(u)", &number);
  g_hash_table_add (self->shown, GUINT_TO_POINTER (number));
  return TRUE;
}

gboolean
cli_watch_notifier_show (CliWatchNotifier *self,
                         const char *id,
                         const char *title,
                         const char *body,
                         GError **error)
{
  return connect_to_bus (self, error)
         && (show_as_gnome (self, id, title, body) || show_as_specified (self, title, body, error));
}

static gboolean
on_late (gpointer user_data)
{
  gboolean *late = user_data;

  *late = TRUE;
  return G_SOURCE_CONTINUE;
}

void
cli_watch_notifier_wait (CliWatchNotifier *self, GCancellable *cancellable)
{
  gboolean late = FALSE;
  guint timer = g_timeout_add_seconds (MAX_WAIT_S, on_late, &late);

  while (!late && g_hash_table_size (self->shown) > 0 && !g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
}
