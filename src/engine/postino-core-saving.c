/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saving and forgetting: the keyring first, then the programs that have the account.
 * What happens to those is news, and keeps nobody from having saved or forgotten it.
 */
#define G_LOG_DOMAIN "postino-engine"

#include "postino-core-backend-private.h"

#include "postino-rounds.h"
#include "postino-vault.h"

/* The program may have no window, and be about to end, by now. */
static void
release (gpointer application)
{
  g_application_release (application);
  g_object_unref (application);
}

void
postino_core_backend_keep_running (GTask *task)
{
  GApplication *application = g_application_get_default ();

  g_return_if_fail (application != NULL);

  g_application_hold (application);
  g_object_set_data_full (G_OBJECT (task), "hold", g_object_ref (application), release);
}

typedef struct
{
  PostinoAccount *account;
  PostinoSecret *passwords[2];
  PostinoNews *news; /* once it is saved */
} Saving;

static void
saving_free (Saving *self)
{
  postino_account_free (self->account);
  for (int side = 0; side < 2; side++)
    g_clear_pointer (&self->passwords[side], postino_secret_unref);
  postino_news_free (self->news);
  g_free (self);
}

static Saving *
saving_new (const PostinoAccount *account, PostinoSecret *incoming, PostinoSecret *outgoing)
{
  Saving *self = g_new0 (Saving, 1);

  self->account = postino_account_copy (account);
  self->passwords[0] = incoming != NULL ? postino_secret_ref (incoming) : NULL;
  self->passwords[1] = outgoing != NULL ? postino_secret_ref (outgoing) : NULL;
  return self;
}

static void
return_news (GTask *task, PostinoNews *news)
{
  g_task_return_pointer (task, news, (GDestroyNotify) postino_news_free);
  g_object_unref (task);
}

static void
on_saved_remembered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Saving *saving = g_task_get_task_data (task);

  postino_core_backend_record_finish (POSTINO_CORE_BACKEND (source), result);
  return_news (task, g_steal_pointer (&saving->news));
}

/* Nothing is saved before both servers work. */
static void
on_updated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Saving *saving = g_task_get_task_data (task);

  saving->news = postino_rounds_finish (result);
  postino_core_backend_record (g_task_get_source_object (task), saving->news->id, POSTINO_CAUSE_OK,
                               POSTINO_CAUSE_OK, on_saved_remembered, task);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  const PostinoCoreBackend *self = g_task_get_source_object (task);
  const Saving *saving = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *id = postino_vault_save_finish (result, &error);

  if (id == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
    }
  else
    postino_rounds_update_async (saving->account, id, saving->passwords, self->ca_file, on_updated,
                                 task);
}

static void
core_save_async (PostinoBackend *backend,
                 const PostinoAccount *account,
                 const char *id,
                 PostinoSecret *incoming_password,
                 PostinoSecret *outgoing_password,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  GTask *task = g_task_new (backend, cancellable, callback, user_data);

  /* What is saved is saved, also when it was cancelled then. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, core_save_async);
  postino_core_backend_keep_running (task);
  g_task_set_task_data (task, saving_new (account, incoming_password, outgoing_password),
                        (GDestroyNotify) saving_free);
  postino_vault_save_async (account, id, incoming_password, outgoing_password, cancellable,
                            on_saved, task);
}

static PostinoNews *
finish_news (PostinoBackend *backend, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, backend), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_taken_back (GObject *source, GAsyncResult *result, gpointer user_data)
{
  return_news (user_data, postino_rounds_finish (result));
}

/* What was handed on of the last account of an address is of no use without it. */
static void
on_rest_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  const PostinoSavedAccount *account = g_task_get_task_data (task);
  g_autoptr (GPtrArray) rest = postino_vault_list_finish (result, NULL);

  if (rest == NULL || postino_saved_account_is_among (rest, account->address, NULL))
    return_news (task, postino_news_new (NULL));
  else
    postino_rounds_take_back_async (account->address, on_taken_back, task);
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  const PostinoSavedAccount *account = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GError) history_error = NULL;

  if (!postino_vault_forget_finish (result, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  if (!postino_history_forget (account->id, &history_error))
    g_info ("A result cannot be forgotten: %s", history_error->message);
  postino_core_backend_load_history (g_task_get_source_object (task));
  postino_vault_list_async (FALSE, NULL, on_rest_listed, task);
}

static void
core_forget_async (PostinoBackend *backend,
                   const PostinoSavedAccount *account,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task = g_task_new (backend, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, core_forget_async);
  postino_core_backend_keep_running (task);
  g_task_set_task_data (task, postino_saved_account_copy (account),
                        (GDestroyNotify) postino_saved_account_free);
  postino_vault_forget_async (account->id, cancellable, on_forgotten, task);
}

void
postino_core_backend_add_saving (PostinoBackendInterface *iface)
{
  iface->save_async = core_save_async;
  iface->save_finish = finish_news;
  iface->forget_async = core_forget_async;
  iface->forget_finish = finish_news;
}
