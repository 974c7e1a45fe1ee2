/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saving is one story, told from top to bottom by save_thread(): find the
 * keyring, unlock it, write both items, and only then remove what they replace.
 * libsecret's blocking calls run in a worker thread, so that the story need not
 * be cut into callbacks.
 */
#define G_LOG_DOMAIN "postino-vault"

#include "config.h"

#include "postino-text.h"
#include "postino-vault-entry.h"
#include "postino-vault-error.h"
#include "postino-vault-service.h"
#include "postino-vault.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <string.h>

/* One server's item: what is to be written. */
typedef struct
{
  char *label;
  GHashTable *attributes;
  PostinoSecret *password;
  SecretValue *value;
  SecretItem *existing; /* one with exactly these attributes, from before */
} Item;

typedef struct
{
  PostinoAccount *account;
  char *id; /* %NULL until it is known which account is replaced, if any */
  Item items[2];
  GPtrArray *replaced; /* (element-type SecretItem): what the account had until now */
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
make_attributes (const PostinoAccount *account, const PostinoServer *server, const char *id)
{
  g_autofree char *address = postino_address_to_string (account->address);
  g_autofree char *port = g_strdup_printf ("%u", server->port);

  /* The keyring replaces an item that has all of these: none may be missing. */
  return secret_attributes_build (
    &postino_vault_schema, "address", address, "protocol",
    postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, (int) server->protocol), "host", server->host,
    "port", port, "security", postino_enum_to_nick (POSTINO_TYPE_SECURITY, (int) server->security),
    "username", server->username != NULL ? server->username : "", "certificate",
    server->pinned != NULL ? server->pinned : "", "account", id, "name", account->name, NULL);
}

static void
item_init (Item *item,
           const PostinoAccount *account,
           const PostinoServer *server,
           PostinoSecret *password)
{
  item->label = make_label (account, server);
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
  g_clear_pointer (&item->attributes, g_hash_table_unref);
  g_clear_object (&item->existing);
  secret_value_unref (item->value);
  postino_secret_unref (item->password);
}

static void
save_free (Save *save)
{
  for (gsize i = 0; i < G_N_ELEMENTS (save->items); i++)
    item_clear (&save->items[i]);
  postino_account_free (save->account);
  g_clear_pointer (&save->replaced, g_ptr_array_unref);
  g_free (save->id);
  g_free (save);
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

static SecretItem *
find_existing (Item *item, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    if (has_same_attributes (item, items->pdata[i]))
      return g_object_ref (items->pdata[i]);

  return NULL;
}

static char *
make_id (void)
{
  return g_strdup_printf ("%08x%04x", g_random_int (),
                          (guint) g_random_int_range (0, G_MAXUINT16 + 1));
}

/* Which account this is, and what it had until now. */
static gboolean
find_replaced (SecretService *service, Save *save, GCancellable *cancellable, GError **error)
{
  const PostinoAccount *account = save->account;
  const PostinoServer *servers[] = {account->incoming, account->outgoing};
  g_autoptr (GPtrArray) entries = postino_vault_entries_load (service, cancellable, error);
  if (entries == NULL)
    return FALSE;

  const PostinoVaultEntry *entry = save->id != NULL
                                     ? postino_vault_entries_find (entries, save->id)
                                     : postino_vault_entries_find_replaced (entries, account);
  if (save->id == NULL)
    save->id = entry != NULL ? g_strdup (entry->account->id) : make_id ();
  save->replaced = entry != NULL ? g_ptr_array_ref (entry->own) : g_ptr_array_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (save->items); i++)
    {
      Item *item = &save->items[i];

      item->attributes = make_attributes (account, servers[i], save->id);
      item->existing = find_existing (item, save->replaced);
    }

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

/* What is there gets the new secret: KeePassXC asks the person about each item that is
 * created over another, whatever its settings are. */
static gboolean
write_item (SecretService *service, Item *item, GCancellable *cancellable, GError **error)
{
  if (item->existing != NULL && !secret_item_get_locked (item->existing))
    return secret_item_set_secret_sync (item->existing, item->value, cancellable, error);

  return secret_service_store_sync (service, &postino_vault_schema, item->attributes,
                                    SECRET_COLLECTION_DEFAULT, item->label, item->value,
                                    cancellable, error);
}

/* Read back, since libsecret takes a dismissed prompt for a stored item. */
static gboolean
store (SecretService *service, Item *item, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!write_item (service, item, cancellable, error))
    return FALSE;

  SecretValue *value = secret_service_lookup_sync (service, &postino_vault_schema, item->attributes,
                                                   cancellable, &local_error);
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

  if (item->existing == NULL
      && !secret_service_clear_sync (service, &postino_vault_schema, item->attributes, NULL,
                                     &error))
    g_debug ("An item could not be taken back: %s", error != NULL ? error->message : "not found");
}

/* The new items are there: an old one that cannot be removed does not change that. */
static void
remove_replaced (Save *save, GCancellable *cancellable)
{
  for (guint i = 0; i < save->replaced->len; i++)
    {
      SecretItem *item = save->replaced->pdata[i];
      g_autoptr (GError) error = NULL;

      if (has_same_attributes (&save->items[0], item) || has_same_attributes (&save->items[1], item)
          || secret_item_get_locked (item))
        continue;
      if (!secret_item_delete_sync (item, cancellable, &error))
        g_debug ("An old item could not be removed: %s", error->message);
    }
}

/* KeePassXC locks every item for a program that was not allowed to have it yet. What the
 * person keeps locked is written anew. */
static void
unlock_replaced (SecretService *service, Save *save, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (!postino_vault_service_unlock_items (service, save->replaced, cancellable, &error))
    g_debug ("Old items stay locked: %s", error->message);
}

static gboolean
store_both (SecretService *service, Save *save, GCancellable *cancellable, GError **error)
{
  Item *first = &save->items[0];
  Item *second = &save->items[1];

  if (!find_replaced (service, save, cancellable, error))
    return FALSE;
  unlock_replaced (service, save, cancellable);
  if (!store (service, first, cancellable, error))
    return FALSE;
  if (!store (service, second, cancellable, error))
    {
      take_back (service, first);
      return FALSE;
    }

  remove_replaced (save, cancellable);
  return TRUE;
}

static gboolean
save_account (Save *save, GCancellable *cancellable, GError **error)
{
  g_autoptr (SecretService) service = postino_vault_service_open (cancellable, error);

  return service != NULL && postino_vault_service_unlock (service, cancellable, error)
         && store_both (service, save, cancellable, error);
}

static void
save_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Save *save = task_data;
  GError *cause = NULL;
  GError *error = NULL;

  if (save_account (save, cancellable, &cause))
    {
      g_task_return_pointer (task, g_strdup (save->id), g_free);
      return;
    }

  /* Translators: {words} is what the keyring itself said, mostly in English. */
  postino_vault_take_error (&error, cause, cancellable,
                            _ ("The keyring could not keep the password. It says: {words}"));
  g_task_return_error (task, error);
}

void
postino_vault_save_async (const PostinoAccount *account,
                          const char *id,
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
  save->account = postino_account_copy (account);
  save->id = g_strdup (id);
  item_init (&save->items[0], account, account->incoming, incoming_password);
  item_init (&save->items[1], account, account->outgoing, outgoing_password);
  g_task_set_task_data (task, save, (GDestroyNotify) save_free);
  g_task_run_in_thread (task, save_thread);
}

char *
postino_vault_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
