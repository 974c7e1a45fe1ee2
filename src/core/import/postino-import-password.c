/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The passwords of other programs, where these let others have them: Online Accounts gives
 * them over the bus, Evolution's data server keeps them in items that say whose they are
 * (https://gnome.pages.gitlab.gnome.org/evolution-data-server/libedataserver/).
 */
#define G_LOG_DOMAIN "postino-import"

#include "postino-goa.h"
#include "postino-import-private.h"
#include "postino-import.h"
#include "postino-vault-service.h"

#include <libsecret/secret.h>
#include <string.h>

static const SecretSchema evolution_schema = {
  "org.gnome.Evolution.Data.Source",
  SECRET_SCHEMA_DONT_MATCH_NAME, /* as the data server itself looks for them */
  {
    {"e-source-uid", SECRET_SCHEMA_ATTRIBUTE_STRING},
    {NULL, 0},
  },
};

typedef struct
{
  PostinoFoundAccount *account;
  PostinoSecret *passwords[2];
} Lookup;

static void
lookup_free (Lookup *self)
{
  postino_found_account_free (self->account);
  for (int side = 0; side < 2; side++)
    g_clear_pointer (&self->passwords[side], postino_secret_unref);
  g_free (self);
}

/* libsecret's own memory is not paged, nor is ours. */
static PostinoSecret *
read_item (SecretItem *item)
{
  g_autoptr (SecretValue) value = secret_item_get_secret (item);
  gsize length = 0;
  const char *text = value != NULL ? secret_value_get (value, &length) : NULL;

  if (text == NULL || length == 0 || length > POSTINO_SECRET_MAX_PASSWORD
      || memchr (text, '\0', length) != NULL)
    return NULL;

  return postino_secret_new_len (text, length);
}

static PostinoSecret *
find_item (SecretService *service, const char *uid, GCancellable *cancellable)
{
  g_autoptr (GHashTable) attributes =
    secret_attributes_build (&evolution_schema, "e-source-uid", uid, NULL);
  GList *items = secret_service_search_sync (service, &evolution_schema, attributes,
                                             SECRET_SEARCH_UNLOCK | SECRET_SEARCH_LOAD_SECRETS,
                                             cancellable, NULL);
  PostinoSecret *secret = items != NULL ? read_item (items->data) : NULL;

  g_list_free_full (items, g_object_unref);
  return secret;
}

static void
look_up_evolution (Lookup *self, GCancellable *cancellable)
{
  const PostinoFoundAccount *account = self->account;
  g_autoptr (SecretService) service = postino_vault_service_open (cancellable, NULL);

  for (int side = 0; service != NULL && side < 2; side++)
    {
      if (account->keys[side] != NULL)
        self->passwords[side] = find_item (service, account->keys[side], cancellable);
      if (account->shared_key != NULL && self->passwords[side] == NULL)
        self->passwords[side] = find_item (service, account->shared_key, cancellable);
    }
}

static void
look_up_goa (Lookup *self, GCancellable *cancellable)
{
  for (int side = 0; side < 2; side++)
    if (self->account->keys[side] != NULL)
      self->passwords[side] = postino_goa_dup_password (self->account->keys[side], side == 1,
                                                        POSTINO_IMPORT_TIMEOUT_MS, cancellable);
}

/* A program asks for the password for sending only where it is another one. */
static void
share (Lookup *self)
{
  for (int side = 0; side < 2; side++)
    if (self->passwords[side] == NULL && self->passwords[1 - side] != NULL)
      self->passwords[side] = postino_secret_ref (self->passwords[1 - side]);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Lookup *self = data;

  if (self->account->program == POSTINO_PROGRAM_EVOLUTION)
    look_up_evolution (self, cancellable);
  else if (self->account->program == POSTINO_PROGRAM_ONLINE_ACCOUNTS)
    look_up_goa (self, cancellable);
  share (self);
  g_task_return_boolean (task, TRUE);
}

void
postino_import_lookup_async (const PostinoFoundAccount *account,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (account != NULL);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Lookup *self = g_new0 (Lookup, 1);

  self->account = postino_found_account_copy (account);
  g_task_set_source_tag (task, postino_import_lookup_async);
  g_task_set_task_data (task, self, (GDestroyNotify) lookup_free);
  g_task_run_in_thread (task, run);
}

gboolean
postino_import_lookup_finish (GAsyncResult *result, PostinoSecret *passwords[2], GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  Lookup *self = g_task_get_task_data (G_TASK (result));

  passwords[0] = passwords[1] = NULL;
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  for (int side = 0; side < 2; side++)
    passwords[side] = g_steal_pointer (&self->passwords[side]);
  return TRUE;
}
