/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The part of the fake backend that has to do with saved accounts.
 */
#include "fake-backend-private.h"

#include "postino-vault.h"

static gboolean
fake_may_have_accounts (PostinoBackend *backend)
{
  return fake_accounts_get (FAKE_BACKEND (backend)->accounts)->len > 0;
}

static gboolean
fake_get_last_result (PostinoBackend *backend, const char *id, PostinoLastResult *result)
{
  return fake_accounts_get_last (FAKE_BACKEND (backend)->accounts, id, result);
}

static char *
fake_describe_changes (PostinoBackend *backend, const char *id)
{
  return g_strdup (fake_accounts_get_changes (FAKE_BACKEND (backend)->accounts, id));
}

static void
fake_remember (PostinoBackend *backend, const char *id, PostinoCause in, PostinoCause out)
{
  fake_accounts_remember (FAKE_BACKEND (backend)->accounts, id, in, out);
}

static gpointer
copy_account (gconstpointer account, gpointer user_data)
{
  return postino_saved_account_copy (account);
}

/* A task that is to be returned from after a step. */
static GTask *
start (PostinoBackend *backend,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data,
       GSourceFunc end)
{
  GTask *task = g_task_new (backend, cancellable, callback, user_data);
  guint step_ms = FAKE_BACKEND (backend)->step_ms;

  g_timeout_add_full (G_PRIORITY_DEFAULT, MIN (step_ms, 1000), end, task, g_object_unref);
  return task;
}

static gboolean
on_listed (gpointer user_data)
{
  GTask *task = user_data;
  FakeBackend *self = g_task_get_source_object (task);
  gboolean unlock = GPOINTER_TO_INT (g_task_get_task_data (task));

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (self->locked && !unlock)
    {
      g_task_return_new_error (task, POSTINO_VAULT_ERROR, POSTINO_VAULT_ERROR_LOCKED,
                               "The keyring is still locked.");
      return G_SOURCE_REMOVE;
    }

  GPtrArray *copy = g_ptr_array_copy (fake_accounts_get (self->accounts), copy_account, NULL);
  g_ptr_array_set_free_func (copy, (GDestroyNotify) postino_saved_account_free);
  self->locked = FALSE;
  g_task_return_pointer (task, copy, (GDestroyNotify) g_ptr_array_unref);
  return G_SOURCE_REMOVE;
}

static void
fake_list_async (PostinoBackend *backend,
                 gboolean unlock,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  GTask *task = start (backend, cancellable, callback, user_data, on_listed);

  g_task_set_task_data (task, GINT_TO_POINTER (unlock), NULL);
}

static gpointer
finish_pointer (PostinoBackend *backend, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static GPtrArray *
fake_list_finish (PostinoBackend *backend, GAsyncResult *result, GError **error)
{
  return finish_pointer (backend, result, error);
}

static void
on_retested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FakeBackend *self = FAKE_BACKEND (source);
  GError *error = NULL;
  PostinoCheckResult *outcome =
    postino_backend_check_finish (POSTINO_BACKEND (source), result, &error);

  if (outcome == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  fake_accounts_remember (self->accounts, g_task_get_task_data (task),
                          outcome->diagnosis->incoming->cause, outcome->diagnosis->outgoing->cause);
  g_task_return_pointer (task, outcome, (GDestroyNotify) postino_check_result_free);
}

static void
fake_retest_async (PostinoBackend *backend,
                   const PostinoSavedAccount *saved,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task = g_task_new (backend, cancellable, callback, user_data);
  g_autoptr (PostinoAccount) account = postino_saved_account_to_account (saved);

  g_task_set_task_data (task, g_strdup (saved->id), g_free);
  postino_backend_check_async (backend, account, NULL, NULL, NULL, cancellable, on_retested, task);
}

static PostinoCheckResult *
fake_retest_finish (PostinoBackend *backend, GAsyncResult *result, GError **error)
{
  return finish_pointer (backend, result, error);
}

static gboolean
on_done (gpointer user_data)
{
  GTask *task = user_data;

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

static void
fake_read_passwords_async (PostinoBackend *backend,
                           const char *id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  start (backend, cancellable, callback, user_data, on_done);
}

static gboolean
fake_read_passwords_finish (PostinoBackend *backend,
                            GAsyncResult *result,
                            PostinoSecret *passwords[2],
                            GError **error)
{
  gboolean read = g_task_propagate_boolean (G_TASK (result), error);

  for (int side = 0; side < 2; side++)
    passwords[side] = read ? postino_secret_new ("correct horse") : NULL;
  return read;
}

static gboolean
on_forgotten (gpointer user_data)
{
  GTask *task = user_data;
  FakeBackend *self = g_task_get_source_object (task);
  PostinoNews *news = postino_news_new (NULL);

  for (guint i = 0; i < self->given->len; i++)
    postino_news_add (news, self->given->pdata[i], self->refusal);
  g_ptr_array_set_size (self->given, 0);
  g_task_return_pointer (task, news, (GDestroyNotify) postino_news_free);
  return G_SOURCE_REMOVE;
}

static void
fake_forget_async (PostinoBackend *backend,
                   const PostinoSavedAccount *account,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  fake_accounts_forget (FAKE_BACKEND (backend)->accounts, account->id);
  start (backend, cancellable, callback, user_data, on_forgotten);
}

static PostinoNews *
fake_forget_finish (PostinoBackend *backend, GAsyncResult *result, GError **error)
{
  return finish_pointer (backend, result, error);
}

void
fake_backend_add_keyring (PostinoBackendInterface *iface)
{
  iface->may_have_accounts = fake_may_have_accounts;
  iface->get_last_result = fake_get_last_result;
  iface->describe_changes = fake_describe_changes;
  iface->remember = fake_remember;
  iface->list_async = fake_list_async;
  iface->list_finish = fake_list_finish;
  iface->retest_async = fake_retest_async;
  iface->retest_finish = fake_retest_finish;
  iface->read_passwords_async = fake_read_passwords_async;
  iface->read_passwords_finish = fake_read_passwords_finish;
  iface->forget_async = fake_forget_async;
  iface->forget_finish = fake_forget_finish;
}

void
fake_backend_set_accounts (FakeBackend *self, const char *kind)
{
  fake_accounts_fill (self->accounts, kind);
}

GPtrArray *
fake_backend_get_accounts (FakeBackend *self)
{
  return fake_accounts_get (self->accounts);
}

void
fake_backend_set_locked (FakeBackend *self, gboolean locked)
{
  self->locked = locked;
}
