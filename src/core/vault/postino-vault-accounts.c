/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is done with the accounts that are saved: each is one story in a worker
 * thread, as saving is.
 */
#define G_LOG_DOMAIN "postino-vault"

#include "config.h"

#include "postino-vault-entry.h"
#include "postino-vault-error.h"
#include "postino-vault-service.h"
#include "postino-vault.h"

#include <glib/gi18n-lib.h>

static void
return_error (GTask *task, GError *cause)
{
  GError *error = NULL;

  if (g_error_matches (cause, POSTINO_VAULT_ERROR, POSTINO_VAULT_ERROR_GONE))
    error = cause;
  else
    /* Translators: {words} is what the keyring itself said, mostly in English. */
    postino_vault_take_error (&error, cause, g_task_get_cancellable (task),
                              _ ("The keyring does not show what it holds. It says: {words}"));
  g_task_return_error (task, error);
}

static void
start (gpointer tag,
       gpointer data,
       GDestroyNotify data_free,
       GTaskThreadFunc thread,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, data, data_free);
  g_task_run_in_thread (task, thread);
  g_object_unref (task);
}

/* A locked keyring that shows nothing may hold accounts all the same. */
static GPtrArray *
load (SecretService *service, gboolean unlock, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) entries = postino_vault_entries_load (service, cancellable, error);
  gboolean locked = FALSE;

  if (entries == NULL)
    return NULL;
  if (entries->len == 0 && !postino_vault_service_is_locked (service, &locked, cancellable, error))
    return NULL;
  if (!locked)
    return g_steal_pointer (&entries);
  if (!unlock)
    {
      g_set_error_literal (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "Nobody is asked");
      return NULL;
    }

  return postino_vault_service_unlock (service, cancellable, error)
           ? postino_vault_entries_load (service, cancellable, error)
           : NULL;
}

static void
list_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  gboolean *unlock = task_data;
  GError *error = NULL;
  g_autoptr (SecretService) service = postino_vault_service_open (cancellable, &error);
  g_autoptr (GPtrArray) entries =
    service != NULL ? load (service, *unlock, cancellable, &error) : NULL;

  if (entries == NULL)
    {
      return_error (task, error);
      return;
    }

  GPtrArray *accounts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) postino_saved_account_free);
  for (guint i = 0; i < entries->len; i++)
    {
      const PostinoVaultEntry *entry = entries->pdata[i];

      g_ptr_array_add (accounts, postino_saved_account_copy (entry->account));
    }
  g_task_return_pointer (task, accounts, (GDestroyNotify) g_ptr_array_unref);
}

/* Which account, and whether a person may be asked to unlock the keyring. */
typedef struct
{
  char *id;
  gboolean unlock;
} Question;

static Question *
question_new (const char *id, gboolean unlock)
{
  Question *self = g_new0 (Question, 1);

  self->id = g_strdup (id);
  self->unlock = unlock;
  return self;
}

static void
question_free (gpointer data)
{
  Question *self = data;

  g_free (self->id);
  g_free (self);
}

/* With no entry but without an error where there is no such account. */
static gboolean
find (SecretService *service,
      const Question *question,
      GPtrArray **entries,
      const PostinoVaultEntry **entry,
      GCancellable *cancellable,
      GError **error)
{
  *entries = load (service, question->unlock, cancellable, error);
  *entry = *entries != NULL ? postino_vault_entries_find (*entries, question->id) : NULL;

  return *entries != NULL;
}

typedef struct
{
  PostinoSecret *secrets[2];
} Passwords;

static void
passwords_free (Passwords *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->secrets); i++)
    g_clear_pointer (&self->secrets[i], postino_secret_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Passwords, passwords_free)

/* @secret stays %NULL where nobody signs in. */
static gboolean
read_secret (SecretItem *item,
             const PostinoServer *server,
             PostinoSecret **secret,
             GCancellable *cancellable,
             GError **error)
{
  if (item == NULL || server->username == NULL)
    return TRUE;
  if (!secret_item_load_secret_sync (item, cancellable, error))
    return FALSE;

  SecretValue *value = secret_item_get_secret (item);
  if (value == NULL)
    {
      g_set_error_literal (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "There is no secret");
      return FALSE;
    }

  gsize length;
  const char *bytes = secret_value_get (value, &length);
  *secret = postino_secret_new_len (bytes, length);
  secret_value_unref (value);
  return TRUE;
}

/* What is locked has no secret to read: without @unlock that is the error. */
static Passwords *
read_passwords (SecretService *service,
                const PostinoVaultEntry *entry,
                gboolean unlock,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (Passwords) passwords = g_new0 (Passwords, 1);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  const PostinoSavedAccount *account = entry->account;

  if (entry->incoming != NULL)
    g_ptr_array_add (items, entry->incoming);
  if (entry->outgoing != NULL)
    g_ptr_array_add (items, entry->outgoing);
  if ((unlock && !postino_vault_service_unlock_items (service, items, cancellable, error))
      || !read_secret (entry->incoming, account->incoming, &passwords->secrets[0], cancellable,
                       error)
      || !read_secret (entry->outgoing, account->outgoing, &passwords->secrets[1], cancellable,
                       error))
    return NULL;

  return g_steal_pointer (&passwords);
}

static void
lookup_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Question *question = task_data;
  GError *error = NULL;
  g_autoptr (SecretService) service = postino_vault_service_open (cancellable, &error);
  g_autoptr (GPtrArray) entries = NULL;
  const PostinoVaultEntry *entry = NULL;
  Passwords *passwords = NULL;

  if (service != NULL && find (service, question, &entries, &entry, cancellable, &error)
      && entry == NULL)
    error = g_error_new_literal (POSTINO_VAULT_ERROR, POSTINO_VAULT_ERROR_GONE,
                                 _ ("This account is not in the keyring any more."));
  if (entry != NULL)
    passwords = read_passwords (service, entry, question->unlock, cancellable, &error);

  if (passwords != NULL)
    g_task_return_pointer (task, passwords, (GDestroyNotify) passwords_free);
  else
    return_error (task, error);
}

static gboolean
remove_items (SecretService *service, GPtrArray *items, GCancellable *cancellable, GError **error)
{
  if (!postino_vault_service_unlock_items (service, items, cancellable, error)
      || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  /* Not to be stopped: the keyring deletes what it was asked to, whether its answer is waited
   * for or not, and nobody wants half an account. */
  for (guint i = 0; i < items->len; i++)
    if (!secret_item_delete_sync (items->pdata[i], NULL, error))
      return FALSE;

  return TRUE;
}

static void
forget_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (SecretService) service = postino_vault_service_open (cancellable, &error);
  g_autoptr (GPtrArray) entries = NULL;
  const PostinoVaultEntry *entry = NULL;

  if (service != NULL && find (service, task_data, &entries, &entry, cancellable, &error)
      && (entry == NULL || remove_items (service, entry->own, cancellable, &error)))
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, error);
}

void
postino_vault_list_async (gboolean unlock,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  start (postino_vault_list_async, g_memdup2 (&unlock, sizeof unlock), g_free, list_thread,
         cancellable, callback, user_data);
}

GPtrArray *
postino_vault_list_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
postino_vault_lookup_async (const char *id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (id != NULL);

  start (postino_vault_lookup_async, question_new (id, TRUE), question_free, lookup_thread,
         cancellable, callback, user_data);
}

void
postino_vault_lookup_quietly_async (const char *id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_return_if_fail (id != NULL);

  start (postino_vault_lookup_quietly_async, question_new (id, FALSE), question_free, lookup_thread,
         cancellable, callback, user_data);
}

gboolean
postino_vault_lookup_finish (GAsyncResult *result, PostinoSecret *passwords[2], GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  g_autoptr (Passwords) found = g_task_propagate_pointer (G_TASK (result), error);
  for (int i = 0; i < 2; i++)
    passwords[i] = found != NULL ? g_steal_pointer (&found->secrets[i]) : NULL;

  return found != NULL;
}

void
postino_vault_forget_async (const char *id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (id != NULL);

  start (postino_vault_forget_async, question_new (id, TRUE), question_free, forget_thread,
         cancellable, callback, user_data);
}

gboolean
postino_vault_forget_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
