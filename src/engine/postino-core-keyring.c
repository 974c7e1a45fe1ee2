/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The saved accounts: the keyring has them, the history what their tests said.
 * Whatever cannot be remembered is worth a line in the log and no more.
 */
#define G_LOG_DOMAIN "postino-engine"

#include "config.h"

#include "postino-core-backend-private.h"

#include "postino-vault.h"

#include <glib/gi18n.h>

/* What came out of a test, on its way into the history. */
typedef struct
{
  char *id;
  PostinoCause incoming;
  PostinoCause outgoing;
  PostinoTraits *traits[2];
} Record;

static void
record_free (Record *self)
{
  for (int side = 0; side < 2; side++)
    postino_traits_free (self->traits[side]);
  g_free (self->id);
  g_free (self);
}

void
postino_core_backend_load_history (PostinoCoreBackend *self)
{
  g_clear_pointer (&self->history, postino_history_free);
  self->history = postino_history_load (NULL);
}

static gboolean
postino_core_backend_may_have_accounts (PostinoBackend *backend)
{
  PostinoCoreBackend *self = POSTINO_CORE_BACKEND (backend);

  postino_core_backend_load_history (self);
  return !postino_history_is_empty (self->history);
}

static gboolean
postino_core_backend_get_last_result (PostinoBackend *backend,
                                      const char *id,
                                      PostinoLastResult *result)
{
  PostinoCoreBackend *self = POSTINO_CORE_BACKEND (backend);

  if (self->history == NULL)
    postino_core_backend_load_history (self);
  return postino_history_look_up (self->history, id, result);
}

static char *
postino_core_backend_describe_changes (PostinoBackend *backend, const char *id)
{
  PostinoCoreBackend *self = POSTINO_CORE_BACKEND (backend);

  if (self->history == NULL)
    postino_core_backend_load_history (self);

  g_autoptr (GPtrArray) incoming =
    postino_history_find_changes (self->history, id, POSTINO_SIDE_INCOMING);
  g_autoptr (GPtrArray) outgoing =
    postino_history_find_changes (self->history, id, POSTINO_SIDE_OUTGOING);
  return postino_changes_describe (incoming, outgoing);
}

/* Writing may wait for the disk. */
static void
record_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Record *record = task_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *changes[2];

  if (!postino_history_record (record->id, record->incoming, record->outgoing, record->traits,
                               changes, &error))
    g_info ("A result cannot be remembered: %s", error->message);
  for (int side = 0; side < 2; side++)
    g_ptr_array_unref (changes[side]);
  g_task_return_boolean (task, TRUE);
}

void
postino_core_backend_record (PostinoCoreBackend *self,
                             const char *id,
                             PostinoCause incoming,
                             PostinoCause outgoing,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Record *data = g_new0 (Record, 1);

  *data = (Record){.id = g_strdup (id), .incoming = incoming, .outgoing = outgoing};
  for (int side = 0; side < 2; side++)
    data->traits[side] = g_steal_pointer (&self->traits[side]);
  g_task_set_source_tag (task, postino_core_backend_record);
  postino_core_backend_keep_running (task);
  g_task_set_task_data (task, data, (GDestroyNotify) record_free);
  g_task_run_in_thread (task, record_thread);
}

void
postino_core_backend_record_finish (PostinoCoreBackend *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  postino_core_backend_load_history (self);
}

static void
on_remembered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  postino_core_backend_record_finish (POSTINO_CORE_BACKEND (source), result);
}

static void
postino_core_backend_remember (PostinoBackend *backend,
                               const char *id,
                               PostinoCause incoming,
                               PostinoCause outgoing)
{
  postino_core_backend_record (POSTINO_CORE_BACKEND (backend), id, incoming, outgoing,
                               on_remembered, NULL);
}

static void
postino_core_backend_list_async (PostinoBackend *backend,
                                 gboolean unlock,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  postino_vault_list_async (unlock, cancellable, callback, user_data);
}

static GPtrArray *
postino_core_backend_list_finish (PostinoBackend *backend, GAsyncResult *result, GError **error)
{
  postino_core_backend_load_history (POSTINO_CORE_BACKEND (backend));
  return postino_vault_list_finish (result, error);
}

static void
on_result_remembered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostinoCheckResult *outcome = g_object_steal_data (G_OBJECT (task), "outcome");

  postino_core_backend_record_finish (POSTINO_CORE_BACKEND (source), result);
  g_task_return_pointer (task, outcome, (GDestroyNotify) postino_check_result_free);
}

static void
on_retested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostinoCoreBackend *self = POSTINO_CORE_BACKEND (source);
  const PostinoSavedAccount *account = g_task_get_task_data (task);
  GError *error = NULL;
  PostinoCheckResult *outcome =
    postino_core_backend_check_finish (POSTINO_BACKEND (self), result, &error);

  if (outcome == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  postino_check_result_forget_passwords (outcome);
  g_object_set_data_full (G_OBJECT (task), "outcome", outcome,
                          (GDestroyNotify) postino_check_result_free);
  postino_core_backend_record (self, account->id, outcome->diagnosis->incoming->cause,
                               outcome->diagnosis->outgoing->cause, on_result_remembered,
                               g_steal_pointer (&task));
}

static void
start_retest (PostinoCoreBackend *self, GTask *task, PostinoSecret *const passwords[2])
{
  const PostinoSavedAccount *saved = g_task_get_task_data (task);
  g_autoptr (PostinoAccount) account = postino_saved_account_to_account (saved);
  g_autoptr (PostinoProvider) provider =
    postino_providers_lookup_domain (self->providers, saved->address->domain_ascii);
  g_autoptr (PostinoCheck) check =
    postino_check_new (account, provider, passwords[0], passwords[1]);

  postino_check_set_repair (check, FALSE);
  postino_core_backend_run_check (self, check, g_task_get_cancellable (task), on_retested, task);
}

static void
on_passwords_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostinoSecret *passwords[2];
  GError *error = NULL;

  if (!postino_vault_lookup_finish (result, passwords, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  start_retest (g_task_get_source_object (task), g_object_ref (task), passwords);
  for (int side = 0; side < 2; side++)
    g_clear_pointer (&passwords[side], postino_secret_unref);
}

static void
postino_core_backend_retest_async (PostinoBackend *backend,
                                   const PostinoSavedAccount *account,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (backend, cancellable, callback, user_data);

  g_task_set_source_tag (task, postino_core_backend_retest_async);
  g_task_set_task_data (task, postino_saved_account_copy (account),
                        (GDestroyNotify) postino_saved_account_free);
  if (account->incoming == NULL || account->outgoing == NULL)
    {
      g_task_return_new_error (
        task, POSTINO_VAULT_ERROR, POSTINO_VAULT_ERROR_GONE,
        _ ("Only one of its two servers is in the keyring. Set the account up again."));
      g_object_unref (task);
    }
  else
    postino_vault_lookup_async (account->id, cancellable, on_passwords_read, task);
}

static PostinoCheckResult *
postino_core_backend_retest_finish (PostinoBackend *backend, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, backend), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
postino_core_backend_read_passwords_async (PostinoBackend *backend,
                                           const char *id,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  postino_vault_lookup_async (id, cancellable, callback, user_data);
}

static gboolean
postino_core_backend_read_passwords_finish (PostinoBackend *backend,
                                            GAsyncResult *result,
                                            PostinoSecret *passwords[2],
                                            GError **error)
{
  return postino_vault_lookup_finish (result, passwords, error);
}

void
postino_core_backend_add_keyring (PostinoBackendInterface *iface)
{
  iface->may_have_accounts = postino_core_backend_may_have_accounts;
  iface->list_async = postino_core_backend_list_async;
  iface->list_finish = postino_core_backend_list_finish;
  iface->get_last_result = postino_core_backend_get_last_result;
  iface->describe_changes = postino_core_backend_describe_changes;
  iface->retest_async = postino_core_backend_retest_async;
  iface->retest_finish = postino_core_backend_retest_finish;
  iface->read_passwords_async = postino_core_backend_read_passwords_async;
  iface->read_passwords_finish = postino_core_backend_read_passwords_finish;
  iface->remember = postino_core_backend_remember;
}
