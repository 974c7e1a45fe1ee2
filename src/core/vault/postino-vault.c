/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saving is one story, told from top to bottom by save_thread(): find the
 * keyring, unlock it, write both items, and only then remove what they replace.
 * libsecret's blocking calls run in a worker thread, so that the story need not
 * be cut into callbacks. Where a person is asked, they may take their time; a
 * service that does not answer is given up.
 */
#define G_LOG_DOMAIN "postino-vault"

#include "config.h"

#include "postino-vault.h"
#include "postino-vault-error.h"
#include "postino-text.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <string.h>

#define SERVICE_NAME      "org.freedesktop.secrets"
#define SERVICE_PATH      "/org/freedesktop/secrets"
#define SERVICE_INTERFACE "org.freedesktop.Secret.Service"

/* Starting the keyring takes a second or two on a slow computer. Later calls have
 * D-Bus's own time-out of 25 s. */
#define ANSWER_TIMEOUT_MS 10000

static const SecretSchema schema = {
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
    {NULL, 0},
  },
};

/* One server's item: what is to be written, and what stood there before. */
typedef struct
{
  char *label;
  GHashTable *attributes;
  PostinoSecret *password;
  SecretValue *value;
  GList *stale;     /* (element-type SecretItem): same address and protocol, other settings */
  gboolean existed; /* an item with exactly these attributes was there already */
} Item;

typedef struct
{
  Item items[2];
} Save;

static char *
make_label (const PostinoAccount *account, const PostinoServer *server)
{
  /* Translators: the name of an entry in the keyring, as a person would look for it. */
  const char *template = server->protocol == POSTINO_PROTOCOL_SMTP
                           ? _ ("Sending mail for {address} ({host})")
                           : _ ("Receiving mail for {address} ({host})");
  g_autofree char *address = postino_address_to_string (account->address);

  return postino_text_fill (template, "address", address, "host", server->host, NULL);
}

static GHashTable *
make_attributes (const PostinoAccount *account, const PostinoServer *server)
{
  g_autofree char *address = postino_address_to_string (account->address);
  g_autofree char *port = g_strdup_printf ("%u", server->port);

  /* The keyring replaces an item that has all of these: none may be missing. */
  return secret_attributes_build (
    &schema, "address", address, "protocol",
    postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, (int) server->protocol), "host", server->host,
    "port", port, "security", postino_enum_to_nick (POSTINO_TYPE_SECURITY, (int) server->security),
    "username", server->username != NULL ? server->username : "", "certificate",
    server->pinned != NULL ? server->pinned : "", NULL);
}

static void
item_init (Item *item,
           const PostinoAccount *account,
           const PostinoServer *server,
           PostinoSecret *password)
{
  item->label = make_label (account, server);
  item->attributes = make_attributes (account, server);
  /* Where nobody signs in, no password belongs beside the server's name. */
  gboolean signs_in = server->username != NULL && (server->auth & POSTINO_AUTH_NONE) == 0;
  item->password =
    password != NULL && signs_in ? postino_secret_ref (password) : postino_secret_new ("");
  /* Refers to the secret's own memory: there is no second copy on the heap. */
  item->value =
    secret_value_new_full ((char *) postino_secret_peek (item->password),
                           (gssize) postino_secret_get_length (item->password), "text/plain", NULL);
}

static void
item_clear (Item *item)
{
  g_free (item->label);
  g_hash_table_unref (item->attributes);
  secret_value_unref (item->value);
  postino_secret_unref (item->password);
  g_list_free_full (item->stale, g_object_unref);
}

static void
save_free (Save *save)
{
  for (gsize i = 0; i < G_N_ELEMENTS (save->items); i++)
    item_clear (&save->items[i]);
  g_free (save);
}

/* A first question with a short time-out: libsecret's own calls wait longer, and
 * say less about a service that is not there. */
static gboolean
find_keyring (GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) bus_error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, cancellable, &bus_error);
  if (bus == NULL)
    {
      g_set_error_literal (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER, bus_error->message);
      return FALSE;
    }

  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
    bus, SERVICE_NAME, SERVICE_PATH, "org.freedesktop.DBus.Properties", "Get",
    g_variant_new ("(ss)", SERVICE_INTERFACE, "Collections"), NULL, G_DBUS_CALL_FLAGS_NONE,
    ANSWER_TIMEOUT_MS, cancellable, error);

  return reply != NULL;
}

/* A new user has no default collection yet: it is made, and a password for it
 * asked for, when the first item is stored. */
static gboolean
unlock_default (SecretService *service, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_sync (
    service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, cancellable, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (collection == NULL || !secret_collection_get_locked (collection))
    return TRUE;

  GList objects = {.data = collection};
  int unlocked = secret_service_unlock_sync (service, &objects, cancellable, NULL, error);

  if (unlocked == 0)
    g_set_error_literal (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "The prompt was dismissed");
  return unlocked > 0;
}

static gboolean
has_same_attributes (Item *item, SecretItem *other)
{
  g_autoptr (GHashTable) theirs = secret_item_get_attributes (other);
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, item->attributes);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (g_strcmp0 (value, g_hash_table_lookup (theirs, name)) != 0)
      return FALSE;

  return TRUE;
}

static gboolean
find_older (SecretService *service, Item *item, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GHashTable) query =
    secret_attributes_build (&schema, "address", g_hash_table_lookup (item->attributes, "address"),
                             "protocol", g_hash_table_lookup (item->attributes, "protocol"), NULL);
  GList *found = secret_service_search_sync (service, &schema, query, SECRET_SEARCH_ALL,
                                             cancellable, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  for (GList *l = found; l != NULL; l = l->next)
    if (has_same_attributes (item, l->data))
      item->existed = TRUE;
    else
      item->stale = g_list_prepend (item->stale, g_object_ref (l->data));
  g_list_free_full (found, g_object_unref);

  return TRUE;
}

static gboolean
holds_password (SecretValue *value, PostinoSecret *password)
{
  gsize length = 0;
  const char *text = value != NULL ? secret_value_get (value, &length) : NULL;

  return text != NULL && length == postino_secret_get_length (password)
         && memcmp (text, postino_secret_peek (password), length) == 0;
}

/* Read back, since libsecret takes a dismissed prompt for a stored item. */
static gboolean
store (SecretService *service, Item *item, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!secret_service_store_sync (service, &schema, item->attributes, SECRET_COLLECTION_DEFAULT,
                                  item->label, item->value, cancellable, error))
    return FALSE;

  SecretValue *value =
    secret_service_lookup_sync (service, &schema, item->attributes, cancellable, &local_error);
  gboolean stored = holds_password (value, item->password);
  g_clear_pointer (&value, secret_value_unref);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (!stored)
    g_set_error_literal (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "The prompt was dismissed");
  return stored;
}

/* Nothing half saved: takes back an item that was not there before. */
static void
take_back (SecretService *service, Item *item)
{
  g_autoptr (GError) error = NULL;

  if (!item->existed
      && !secret_service_clear_sync (service, &schema, item->attributes, NULL, &error))
    g_debug ("An item could not be taken back: %s", error != NULL ? error->message : "not found");
}

/* The new item is there: an old one that cannot be removed does not change that. */
static void
remove_stale (Item *item, GCancellable *cancellable)
{
  for (GList *l = item->stale; l != NULL; l = l->next)
    {
      g_autoptr (GError) error = NULL;

      if (!secret_item_get_locked (l->data)
          && !secret_item_delete_sync (l->data, cancellable, &error))
        g_debug ("An old item could not be removed: %s", error->message);
    }
}

static gboolean
store_both (SecretService *service, Save *save, GCancellable *cancellable, GError **error)
{
  Item *first = &save->items[0];
  Item *second = &save->items[1];

  if (!find_older (service, first, cancellable, error)
      || !find_older (service, second, cancellable, error))
    return FALSE;
  if (!store (service, first, cancellable, error))
    return FALSE;
  if (!store (service, second, cancellable, error))
    {
      take_back (service, first);
      return FALSE;
    }

  remove_stale (first, cancellable);
  remove_stale (second, cancellable);
  return TRUE;
}

static gboolean
save_account (Save *save, GCancellable *cancellable, GError **error)
{
  if (!find_keyring (cancellable, error))
    return FALSE;

  g_autoptr (SecretService) service = secret_service_open_sync (
    SECRET_TYPE_SERVICE, NULL, SECRET_SERVICE_OPEN_SESSION, cancellable, error);

  return service != NULL && unlock_default (service, cancellable, error)
         && store_both (service, save, cancellable, error);
}

static void
save_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *cause = NULL;
  GError *error = NULL;

  if (save_account (task_data, cancellable, &cause))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  postino_vault_take_error (&error, cause, cancellable);
  g_task_return_error (task, error);
}

void
postino_vault_save_async (const PostinoAccount *account,
                          PostinoSecret *incoming_password,
                          PostinoSecret *outgoing_password,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (account != NULL);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Save *save = g_new0 (Save, 1);

  g_task_set_source_tag (task, postino_vault_save_async);
  g_task_set_check_cancellable (task, FALSE);
  item_init (&save->items[0], account, account->incoming, incoming_password);
  item_init (&save->items[1], account, account->outgoing, outgoing_password);
  g_task_set_task_data (task, save, (GDestroyNotify) save_free);
  g_task_run_in_thread (task, save_thread);
}

gboolean
postino_vault_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
