/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Attributes are read as if anybody could have written them: whoever may write to
 * the keyring can.
 */
#define G_LOG_DOMAIN "postino-vault"

#include "postino-vault-entry.h"
#include "postino-vault-service.h"

#include <string.h>

#define ID_LENGTH     12
#define MAX_ID_LENGTH 64

/* One item: a server of an account. */
typedef struct
{
  SecretItem *item;
  GHashTable *attributes;
  PostinoAddress *address;
  PostinoServer *server;
  const char *id; /* %NULL where it was saved without one */
  guint users;    /* how many accounts send through it */
} Half;

static void
half_free (Half *self)
{
  g_clear_object (&self->item);
  g_clear_pointer (&self->attributes, g_hash_table_unref);
  g_clear_pointer (&self->address, postino_address_free);
  g_clear_pointer (&self->server, postino_server_free);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Half, half_free)

/* "" where it is missing. */
static const char *
get (const Half *self, const char *name)
{
  const char *value = g_hash_table_lookup (self->attributes, name);

  return value != NULL ? value : "";
}

static gboolean
receives (const Half *self)
{
  return self->server->protocol != POSTINO_PROTOCOL_SMTP;
}

static PostinoServer *
read_server (const Half *self)
{
  const char *username = get (self, "username");
  const char *certificate = get (self, "certificate");
  int protocol, security;
  guint64 port;

  if (!postino_enum_from_nick (POSTINO_TYPE_PROTOCOL, get (self, "protocol"), &protocol)
      || !postino_enum_from_nick (POSTINO_TYPE_SECURITY, get (self, "security"), &security)
      || !g_ascii_string_to_unsigned (get (self, "port"), 10, 1, G_MAXUINT16, &port, NULL)
      || *get (self, "host") == '\0')
    return NULL;

  PostinoServer *server =
    postino_server_new ((PostinoProtocol) protocol, get (self, "host"), (guint16) port,
                        (PostinoSecurity) security, *username != '\0' ? username : NULL);
  if (server->username == NULL)
    server->auth = POSTINO_AUTH_NONE;
  if (*certificate != '\0')
    server->pinned = g_strdup (certificate);
  return server;
}

/* It is to name a group of a key file. */
static const char *
read_id (const Half *self)
{
  const char *id = get (self, "account");
  gsize length = strspn (id, "0123456789abcdefghijklmnopqrstuvwxyz-");

  return length > 0 && length <= MAX_ID_LENGTH && id[length] == '\0' ? id : NULL;
}

static Half *
half_new (SecretItem *item)
{
  g_autoptr (Half) self = g_new0 (Half, 1);

  self->item = g_object_ref (item);
  self->attributes = secret_item_get_attributes (item);
  self->address = postino_address_parse (get (self, "address"), NULL);
  self->server = read_server (self);
  self->id = read_id (self);
  if (self->address != NULL && self->server != NULL)
    return g_steal_pointer (&self);

  g_debug ("%s is no account's item", g_dbus_proxy_get_object_path (G_DBUS_PROXY (item)));
  return NULL;
}

static void
entry_free (PostinoVaultEntry *self)
{
  postino_saved_account_free (self->account);
  g_clear_object (&self->incoming);
  g_clear_object (&self->outgoing);
  g_ptr_array_unref (self->own);
  g_free (self);
}

/* An item that was saved without one still needs a name for its last result. */
static char *
make_id (const Half *half)
{
  g_autofree char *all =
    g_strjoin ("\n", get (half, "address"), get (half, "protocol"), get (half, "host"),
               get (half, "port"), get (half, "username"), NULL);
  char *id = g_compute_checksum_for_string (G_CHECKSUM_SHA256, all, -1);

  id[ID_LENGTH] = '\0';
  return id;
}

static PostinoVaultEntry *
entry_new (const Half *half)
{
  PostinoVaultEntry *self = g_new0 (PostinoVaultEntry, 1);
  const char *name = get (half, "name");

  self->own = g_ptr_array_new_with_free_func (g_object_unref);
  self->account = g_new0 (PostinoSavedAccount, 1);
  self->account->id = half->id != NULL ? g_strdup (half->id) : make_id (half);
  self->account->name = *name != '\0' ? g_strdup (name) : NULL;
  self->account->address = postino_address_copy (half->address);
  return self;
}

/* The newest of several counts: what is older was to be removed, and could not be. */
static void
entry_take (PostinoVaultEntry *self, const Half *half, gboolean is_own)
{
  gboolean incoming = receives (half);
  SecretItem **item = incoming ? &self->incoming : &self->outgoing;
  PostinoServer **server = incoming ? &self->account->incoming : &self->account->outgoing;

  if (is_own)
    g_ptr_array_add (self->own, g_object_ref (half->item));
  if (*item != NULL && secret_item_get_modified (*item) >= secret_item_get_modified (half->item))
    return;

  g_set_object (item, half->item);
  g_clear_pointer (server, postino_server_free);
  *server = postino_server_copy (half->server);
}

static gboolean
have_same_address (const PostinoAddress *a, const PostinoAddress *b)
{
  g_autofree char *text = postino_address_to_string (b);

  return postino_address_is_spelled (a, text);
}

static PostinoVaultEntry *
find (GPtrArray *entries, const char *id)
{
  for (guint i = 0; i < entries->len; i++)
    {
      PostinoVaultEntry *entry = entries->pdata[i];

      if (g_str_equal (entry->account->id, id))
        return entry;
    }

  return NULL;
}

static PostinoVaultEntry *
place (GPtrArray *entries, const Half *half)
{
  PostinoVaultEntry *entry = entry_new (half);
  PostinoVaultEntry *known = find (entries, entry->account->id);

  if (known != NULL)
    entry_free (entry);
  else
    g_ptr_array_add (entries, known = entry);
  entry_take (known, half, TRUE);
  return known;
}

/* "mail.example.org" and "smtp.example.org" are more likely to go together than others. */
static const char *
get_domain (const PostinoServer *server)
{
  const char *dot = strchr (server->host, '.');

  return dot != NULL && strchr (dot + 1, '.') != NULL ? dot + 1 : server->host;
}

static int
compare_likeness (const PostinoServer *server, const PostinoServer *other)
{
  return (g_strcmp0 (server->username, other->username) == 0 ? 2 : 0)
         + (g_ascii_strcasecmp (get_domain (server), get_domain (other)) == 0 ? 1 : 0);
}

static Half *
find_sender (const GPtrArray *halves, const Half *receiver)
{
  Half *best = NULL;

  for (guint i = 0; i < halves->len; i++)
    {
      Half *half = halves->pdata[i];

      if (half->id != NULL || receives (half)
          || !have_same_address (half->address, receiver->address))
        continue;
      if (best == NULL
          || compare_likeness (half->server, receiver->server)
               > compare_likeness (best->server, receiver->server))
        best = half;
    }

  return best;
}

static void
read_receivers (GPtrArray *entries, const GPtrArray *halves)
{
  for (guint i = 0; i < halves->len; i++)
    {
      const Half *half = halves->pdata[i];
      Half *sender;

      if (half->id != NULL || !receives (half))
        continue;
      PostinoVaultEntry *entry = place (entries, half);
      if ((sender = find_sender (halves, half)) != NULL)
        {
          entry_take (entry, sender, FALSE);
          sender->users++;
        }
    }
}

/* What only one account sends through is its own. What none does any more goes to an
 * account of its address, to be removed with it. */
static PostinoVaultEntry *
find_owner (GPtrArray *entries, const Half *sender)
{
  for (guint i = 0; i < entries->len; i++)
    {
      PostinoVaultEntry *entry = entries->pdata[i];

      if (sender->users == 0 ? entry->incoming != NULL && entry->outgoing != NULL
                                 && have_same_address (entry->account->address, sender->address)
                             : entry->outgoing == sender->item)
        return entry;
    }

  return NULL;
}

static void
read_senders (GPtrArray *entries, const GPtrArray *halves)
{
  for (guint i = 0; i < halves->len; i++)
    {
      const Half *half = halves->pdata[i];

      if (half->id != NULL || receives (half) || half->users > 1)
        continue;
      PostinoVaultEntry *entry = find_owner (entries, half);
      if (entry != NULL)
        g_ptr_array_add (entry->own, g_object_ref (half->item));
      else
        place (entries, half);
    }
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const PostinoSavedAccount *left = (*(PostinoVaultEntry *const *) a)->account;
  const PostinoSavedAccount *right = (*(PostinoVaultEntry *const *) b)->account;
  g_autofree char *left_address = postino_address_to_string (left->address);
  g_autofree char *right_address = postino_address_to_string (right->address);
  int order = g_utf8_collate (left_address, right_address);

  return order != 0 ? order : strcmp (left->id, right->id);
}

static GPtrArray *
read_entries (GList *items)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  g_autoptr (GPtrArray) halves = g_ptr_array_new_with_free_func ((GDestroyNotify) half_free);

  for (GList *l = items; l != NULL; l = l->next)
    {
      Half *half = half_new (l->data);

      if (half != NULL)
        g_ptr_array_add (halves, half);
    }
  for (guint i = 0; i < halves->len; i++)
    if (((const Half *) halves->pdata[i])->id != NULL)
      place (entries, halves->pdata[i]);
  read_receivers (entries, halves);
  read_senders (entries, halves);
  g_ptr_array_sort (entries, compare_entries);

  return entries;
}

GPtrArray *
postino_vault_entries_load (SecretService *service, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GHashTable) query = secret_attributes_build (&postino_vault_schema, NULL);
  GList *found = secret_service_search_sync (service, &postino_vault_schema, query,
                                             SECRET_SEARCH_ALL, cancellable, &local_error);
  GPtrArray *entries = local_error == NULL ? read_entries (found) : NULL;

  g_list_free_full (found, g_object_unref);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return entries;
}

const PostinoVaultEntry *
postino_vault_entries_find (GPtrArray *entries, const char *id)
{
  return find (entries, id);
}

const PostinoVaultEntry *
postino_vault_entries_find_replaced (GPtrArray *entries, const PostinoAccount *account)
{
  const PostinoVaultEntry *best = NULL;
  int most = -1;

  for (guint i = 0; i < entries->len; i++)
    {
      const PostinoVaultEntry *entry = entries->pdata[i];
      const PostinoServer *incoming = entry->account->incoming;
      int likeness = incoming != NULL ? compare_likeness (incoming, account->incoming) : 0;

      if (have_same_address (entry->account->address, account->address)
          && (incoming == NULL || incoming->protocol == account->incoming->protocol)
          && likeness > most)
        {
          best = entry;
          most = likeness;
        }
    }

  return best;
}
