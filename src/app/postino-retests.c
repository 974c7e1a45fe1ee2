/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One at a time: providers close the door to those who knock too often, and a person
 * can follow one.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-retests.h"

struct _PostinoRetests
{
  GObject parent_instance;

  PostinoAccountList *list; /* weak: gone when the window is closed */
  PostinoBackend *backend;
  GQueue waiting; /* of PostinoAccountRow: the one that is tested first */
  gboolean many;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoRetests, postino_retests, G_TYPE_OBJECT)

gboolean
postino_retests_is_waiting (PostinoRetests *self)
{
  return !g_queue_is_empty (&self->waiting);
}

gboolean
postino_retests_is_of_many (PostinoRetests *self)
{
  return self->many;
}

void
postino_retests_clear (PostinoRetests *self)
{
  PostinoAccountRow *row;

  while ((row = g_queue_pop_head (&self->waiting)) != NULL)
    {
      if (self->list != NULL)
        postino_account_list_show_last (self->list, row);
      g_object_unref (row);
    }
}

static void
add (PostinoRetests *self, PostinoAccountRow *row)
{
  const PostinoSavedAccount *account = postino_account_row_get_account (row);

  if (account->incoming == NULL || account->outgoing == NULL)
    return;
  postino_account_row_show_waiting (row);
  g_queue_push_tail (&self->waiting, g_object_ref (row));
}

void
postino_retests_add (PostinoRetests *self, PostinoAccountRow *row)
{
  self->many = FALSE;
  add (self, row);
}

void
postino_retests_add_all (PostinoRetests *self)
{
  PostinoAccountRow *row;

  postino_retests_clear (self);
  self->many = TRUE;
  for (guint i = 0; (row = postino_account_list_get_row (self->list, i)) != NULL; i++)
    add (self, row);
}

static void
on_backend_step (PostinoBackend *backend, int side, int stage, int state, PostinoRetests *self)
{
  if (postino_retests_is_waiting (self))
    postino_account_row_show_step (self->waiting.head->data, side, stage, state);
}

static void
on_backend_server_done (PostinoBackend *backend,
                        int side,
                        const PostinoReport *report,
                        const PostinoDiagnosis *diagnosis,
                        PostinoRetests *self)
{
  if (postino_retests_is_waiting (self))
    postino_account_row_show_side (self->waiting.head->data, side, diagnosis);
}

static void test_next (PostinoRetests *self, GTask *task, PostinoAccountRow *last);

static void
on_retested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PostinoRetests *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostinoCheckResult) outcome =
    postino_backend_retest_finish (POSTINO_BACKEND (source), result, &error);
  g_autoptr (PostinoAccountRow) row = g_queue_pop_head (&self->waiting);

  /* Whatever keeps one from being tested keeps all. */
  if (outcome == NULL || self->list == NULL)
    postino_retests_clear (self);
  if (row != NULL && self->list != NULL)
    postino_account_list_show_last (self->list, row);
  if (row != NULL && self->list != NULL && error != NULL
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    postino_account_row_set_note (row, error->message);
  test_next (self, task, row);
}

static void
test_next (PostinoRetests *self, GTask *task, PostinoAccountRow *last)
{
  PostinoAccountRow *row = g_queue_peek_head (&self->waiting);

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (row == NULL)
    {
      g_task_return_pointer (task, last != NULL ? g_object_ref (last) : NULL, g_object_unref);
      g_object_unref (task);
      return;
    }

  postino_account_row_begin (row);
  postino_account_row_set_busy (row, TRUE);
  postino_backend_retest_async (self->backend, postino_account_row_get_account (row),
                                g_task_get_cancellable (task), on_retested, task);
}

void
postino_retests_run_async (PostinoRetests *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, postino_retests_run_async);
  test_next (self, task, NULL);
}

PostinoAccountRow *
postino_retests_run_finish (PostinoRetests *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
postino_retests_finalize (GObject *object)
{
  PostinoRetests *self = POSTINO_RETESTS (object);

  g_queue_clear_full (&self->waiting, g_object_unref);
  g_clear_weak_pointer (&self->list);
  g_clear_object (&self->backend);

  G_OBJECT_CLASS (postino_retests_parent_class)->finalize (object);
}

static void
postino_retests_class_init (PostinoRetestsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = postino_retests_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", POSTINO_TYPE_RETESTS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
postino_retests_init (PostinoRetests *self)
{
  g_queue_init (&self->waiting);
}

PostinoRetests *
postino_retests_new (PostinoAccountList *list, PostinoBackend *backend)
{
  PostinoRetests *self = g_object_new (POSTINO_TYPE_RETESTS, NULL);

  g_set_weak_pointer (&self->list, list);
  self->backend = g_object_ref (backend);
  g_signal_connect_object (backend, "step", G_CALLBACK (on_backend_step), self, 0);
  g_signal_connect_object (backend, "server-done", G_CALLBACK (on_backend_server_done), self, 0);
  return self;
}
