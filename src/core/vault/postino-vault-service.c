/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a person is asked, they may take their time; a service that does not
 * answer is given up.
 */
#define G_LOG_DOMAIN "postino-vault"

#include "config.h"

#include "postino-bus.h"
#include "postino-vault-service.h"

#define SERVICE_NAME      "org.freedesktop.secrets"
#define SERVICE_PATH      "/org/freedesktop/secrets"
#define SERVICE_INTERFACE "org.freedesktop.Secret.Service"

/* Starting the keyring takes a second or two on a slow computer. Later calls have
 * D-Bus's own time-out of 25 s. */
#define ANSWER_TIMEOUT_MS 10000

const SecretSchema postino_vault_schema = {
  APP_ID,
  SECRET_SCHEMA_NONE,
  {
    {"address", SECRET_SCHEMA_ATTRIBUTE_STRING},
    {"protocol", SECRET_SCHEMA_ATTRIBUTE_STRING},
    {"host", SECRET_SCHEMA_ATTRIBUTE_STRING},
    {"port", SECRET_SCHEMA_ATTRIBUTE_STRING},
    {"security", SECRET_SCHEMA_ATTRIBUTE_STRING},
    {"username", SECRET_SCHEMA_ATTRIBUTE_STRING},
    {"certificate", SECRET_SCHEMA_ATTRIBUTE_STRING},
    {"account", SECRET_SCHEMA_ATTRIBUTE_STRING},
    {"name", SECRET_SCHEMA_ATTRIBUTE_STRING},
    {NULL, 0},
  },
};

static GDBusConnection *
find_bus (GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) bus_error = NULL;
  GDBusConnection *bus = postino_bus_get (cancellable, &bus_error);

  if (bus == NULL)
    g_set_error_literal (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER, bus_error->message);
  return bus;
}

/* A first question with a short time-out: libsecret's own calls wait longer, and
 * say less about a service that is not there. */
static gboolean
find_keyring (GDBusConnection *bus, GCancellable *cancellable, GError **error)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
    bus, SERVICE_NAME, SERVICE_PATH, "org.freedesktop.DBus.Properties", "Get",
    g_variant_new ("(ss)", SERVICE_INTERFACE, "Collections"), NULL, G_DBUS_CALL_FLAGS_NONE,
    ANSWER_TIMEOUT_MS, cancellable, error);

  return reply != NULL;
}

static SecretService *
open_session (GCancellable *cancellable, GError **error)
{
  return secret_service_open_sync (SECRET_TYPE_SERVICE, NULL, SECRET_SERVICE_OPEN_SESSION,
                                   cancellable, error);
}

/* The bus is kept until libsecret has taken it: otherwise it would open another, and end the
 * program with that. Each session begins with a new key, and kwalletd 5.103 refuses those that
 * begin with a zero byte: one in 256. */
SecretService *
postino_vault_service_open (GCancellable *cancellable, GError **error)
{
  g_autoptr (GDBusConnection) bus = find_bus (cancellable, error);
  g_autoptr (GError) refused = NULL;
  SecretService *service;

  if (bus == NULL || !find_keyring (bus, cancellable, error))
    return NULL;

  service = open_session (cancellable, &refused);
  if (service == NULL && g_error_matches (refused, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS))
    return open_session (cancellable, error);
  if (service == NULL)
    g_propagate_error (error, g_steal_pointer (&refused));
  return service;
}

/* %NULL without an error where there is none. */
static SecretCollection *
find_default (SecretService *service, GCancellable *cancellable, GError **error)
{
  return secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT,
                                           SECRET_COLLECTION_NONE, cancellable, error);
}

gboolean
postino_vault_service_is_locked (SecretService *service,
                                 gboolean *locked,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SecretCollection) collection = find_default (service, cancellable, &local_error);

  *locked = collection != NULL && secret_collection_get_locked (collection);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* libsecret reports a dismissed prompt without an error. */
static gboolean
unlock (SecretService *service, GList *objects, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  int unlocked = secret_service_unlock_sync (service, objects, cancellable, NULL, &local_error);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (unlocked <= 0)
    g_set_error_literal (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "The prompt was dismissed");
  else
    return TRUE;

  return FALSE;
}

gboolean
postino_vault_service_unlock (SecretService *service, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SecretCollection) collection = find_default (service, cancellable, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (collection == NULL || !secret_collection_get_locked (collection))
    return TRUE;

  GList objects = {.data = collection};
  return unlock (service, &objects, cancellable, error);
}

gboolean
postino_vault_service_unlock_items (SecretService *service,
                                    GPtrArray *items,
                                    GCancellable *cancellable,
                                    GError **error)
{
  g_autoptr (GList) locked = NULL;

  for (guint i = 0; i < items->len; i++)
    if (secret_item_get_locked (items->pdata[i]))
      locked = g_list_prepend (locked, items->pdata[i]);

  return locked == NULL || unlock (service, locked, cancellable, error);
}
