/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The errands of the page with the saved accounts: how each begins, and what its end means.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-accounts-page-private.h"

#include "compat.h"
#include "postino-forget.h"
#include "postino-vault.h"

/* Every errand ends here: @good says whether to go on to the next page. */
static void
end (GTask *task, gboolean good)
{
  g_task_return_boolean (task, good);
  g_object_unref (task);
}

/* %NULL once the window is closed. */
static PostinoBackend *
get_backend (GTask *task)
{
  return postino_page_get_backend (g_task_get_source_object (task));
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
show_unread (PostinoAccountsPage *self, const GError *error, gboolean was_asked)
{
  gboolean locked = g_error_matches (error, POSTINO_VAULT_ERROR, POSTINO_VAULT_ERROR_LOCKED);

  postino_accounts_page_show_phase (
    self, locked && !was_asked ? POSTINO_ACCOUNTS_LOCKED : POSTINO_ACCOUNTS_CLOSED, error->message);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PostinoAccountsPage *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  PostinoBackend *backend = get_backend (task);
  g_autoptr (GPtrArray) accounts =
    backend != NULL ? postino_backend_list_finish (backend, result, &error) : NULL;

  if (accounts != NULL)
    postino_accounts_page_show_accounts (self, accounts);
  else if (error != NULL && !is_cancelled (error))
    show_unread (self, error, self->errand == ERRAND_UNLOCK);
  if (backend != NULL && !is_cancelled (error))
    postino_accounts_page_announce (self);
  end (task, FALSE);
}

static void
on_tested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PostinoAccountsPage *self = g_task_get_source_object (task);
  g_autoptr (PostinoAccountRow) last =
    postino_retests_run_finish (POSTINO_RETESTS (source), result);

  if (get_backend (task) != NULL && postino_page_is_active (POSTINO_PAGE (self)))
    {
      if (postino_retests_is_of_many (self->tests))
        postino_accounts_page_announce (self);
      else if (last != NULL)
        postino_account_row_focus (last);
    }
  end (task, FALSE);
}

static void
note_trouble (PostinoAccountsPage *self, const GError *error)
{
  PostinoAccountRow *row = postino_account_list_find (self->list, self->account->id);

  if (row == NULL || is_cancelled (error))
    return;
  postino_account_row_set_note (row, error->message);
  postino_account_row_focus (row);
}

static void
take_saved (PostinoAccountsPage *self, PostinoSecret *passwords[2])
{
  PostinoPage *page = POSTINO_PAGE (self);
  PostinoSettings *known =
    postino_backend_look_up (postino_page_get_backend (page), self->account->address);

  postino_setup_take_saved (postino_page_get_setup (page), self->account, known, passwords);
  g_signal_emit_by_name (self, "opened", self->to_test);
}

static void
on_passwords_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PostinoAccountsPage *self = g_task_get_source_object (task);
  PostinoBackend *backend = get_backend (task);
  PostinoSecret *passwords[2] = {NULL, NULL};
  g_autoptr (GError) error = NULL;
  gboolean read =
    backend != NULL && postino_backend_read_passwords_finish (backend, result, passwords, &error);

  if (read && postino_page_is_active (POSTINO_PAGE (self)))
    take_saved (self, passwords);
  else if (error != NULL)
    note_trouble (self, error);
  for (int side = 0; side < 2; side++)
    g_clear_pointer (&passwords[side], postino_secret_unref);
  end (task, FALSE);
}

static void
tell_forgotten (PostinoAccountsPage *self, const PostinoNews *news)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *text = postino_forget_describe (self->account, news);

  if (news->trouble->len > 0)
    postino_compat_dialog_present (
      postino_forget_trouble_new (GTK_WINDOW (root), self->account, news), GTK_WINDOW (root));
  else
    postino_page_toast (POSTINO_PAGE (self), text);
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PostinoAccountsPage *self = g_task_get_source_object (task);
  PostinoBackend *backend = get_backend (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostinoNews) news =
    backend != NULL ? postino_backend_forget_finish (backend, result, &error) : NULL;

  if (news != NULL)
    {
      tell_forgotten (self, news);
      self->next = ERRAND_READ;
    }
  else if (error != NULL)
    note_trouble (self, error);
  end (task, FALSE);
}

void
postino_accounts_page_do_errand (PostinoPage *page,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  PostinoAccountsPage *self = POSTINO_ACCOUNTS_PAGE (page);
  PostinoBackend *backend = postino_page_get_backend (page);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, postino_accounts_page_do_errand);
  if (self->next == ERRAND_NONE
      && (self->phase == POSTINO_ACCOUNTS_LOCKED || self->phase == POSTINO_ACCOUNTS_CLOSED))
    self->next = ERRAND_UNLOCK;
  self->errand = self->next;
  self->next = ERRAND_NONE;

  switch (self->errand)
    {
    case ERRAND_READ:
    case ERRAND_UNLOCK:
      if (self->phase != POSTINO_ACCOUNTS_LISTED)
        postino_accounts_page_show_phase (self, POSTINO_ACCOUNTS_READING, NULL);
      postino_backend_list_async (backend, self->errand == ERRAND_UNLOCK, cancellable, on_read,
                                  task);
      break;
    case ERRAND_TEST:
      postino_retests_run_async (self->tests, cancellable, on_tested, task);
      break;
    case ERRAND_OPEN:
      postino_backend_read_passwords_async (backend, self->account->id, cancellable,
                                            on_passwords_read, task);
      break;
    case ERRAND_FORGET:
      postino_backend_forget_async (backend, self->account, cancellable, on_forgotten, task);
      break;
    case ERRAND_NONE:
    default:
      end (task, TRUE);
    }
}
