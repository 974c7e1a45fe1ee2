/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * https://gnome.pages.gitlab.gnome.org/evolution-data-server/libedataserver/
 */
#define G_LOG_DOMAIN "postino-handover"

#include "postino-evolution-server.h"

#include "postino-bus.h"

#define NAME_PREFIX "org.gnome.evolution.dataserver.Sources"

/* Its number grows with the interface. %NULL where it does not run. */
static char *
find_name (const PostinoEvolutionServer *self)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
    self->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "ListNames",
    NULL, G_VARIANT_TYPE ("(as)"), self->flags, (int) self->timeout_ms, self->cancellable, NULL);
  g_autofree const char **names = NULL;

  if (reply != NULL)
    g_variant_get (reply, "(^a&s)", &names);
  for (const char **name = names; name != NULL && *name != NULL; name++)
    if (g_str_has_prefix (*name, NAME_PREFIX))
      return g_strdup (*name);

  return NULL;
}

gboolean
postino_evolution_server_init (PostinoEvolutionServer *self,
                               GDBusCallFlags flags,
                               guint timeout_ms,
                               GCancellable *cancellable)
{
  *self = (PostinoEvolutionServer){
    .bus = postino_bus_get (cancellable, NULL),
    .flags = flags,
    .timeout_ms = timeout_ms,
    .cancellable = cancellable,
  };
  if (self->bus != NULL)
    self->name = find_name (self);
  return self->name != NULL;
}

void
postino_evolution_server_clear (PostinoEvolutionServer *self)
{
  g_clear_object (&self->bus);
  g_clear_pointer (&self->name, g_free);
}

GVariant *
postino_evolution_server_call (const PostinoEvolutionServer *self,
                               const char *path,
                               const char *interface,
                               const char *method,
                               GVariant *arguments,
                               const char *type,
                               GError **error)
{
  return g_dbus_connection_call_sync (self->bus, self->name, path, interface, method, arguments,
                                      type != NULL ? G_VARIANT_TYPE (type) : NULL, self->flags,
                                      (int) self->timeout_ms, self->cancellable, error);
}

gboolean
postino_evolution_server_walk (const PostinoEvolutionServer *self,
                               PostinoEvolutionVisit visit,
                               gpointer user_data,
                               GError **error)
{
  g_autoptr (GVariant) reply = postino_evolution_server_call (
    self, POSTINO_EVOLUTION_MANAGER, "org.freedesktop.DBus.ObjectManager", "GetManagedObjects",
    NULL, "(a{oa{sa{sv}}})", error);
  if (reply == NULL)
    return FALSE;

  g_autoptr (GVariantIter) iter = NULL;
  const char *path;
  GVariant *interfaces;

  g_variant_get (reply, "(a{oa{sa{sv}}})", &iter);
  while (g_variant_iter_loop (iter, "{&o@a{sa{sv}}}", &path, &interfaces))
    {
      g_autoptr (GVariant) source =
        g_variant_lookup_value (interfaces, POSTINO_EVOLUTION_SOURCE, G_VARIANT_TYPE_VARDICT);
      const char *uid = NULL, *text = NULL;

      if (source == NULL || !g_variant_lookup (source, "UID", "&s", &uid))
        continue;
      g_variant_lookup (source, "Data", "&s", &text);
      visit (path, uid, text, user_data);
    }
  return TRUE;
}
