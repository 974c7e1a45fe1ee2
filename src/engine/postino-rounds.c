/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-engine"

#include "postino-rounds.h"

typedef struct
{
  GPtrArray *targets;
  guint next;
  PostinoNews *news;
  PostinoAccount *account; /* that is handed on again, or %NULL */
  PostinoAddress *address; /* that is taken back, or %NULL */
  PostinoSecret *passwords[2];
  char *ca_file;
  PostinoHandover *plan; /* that is carried out */
} Round;

static void
round_free (Round *self)
{
  g_ptr_array_unref (self->targets);
  postino_news_free (self->news);
  g_clear_pointer (&self->account, postino_account_free);
  g_clear_pointer (&self->address, postino_address_free);
  for (int side = 0; side < 2; side++)
    g_clear_pointer (&self->passwords[side], postino_secret_unref);
  g_free (self->ca_file);
  postino_handover_free (self->plan);
  g_free (self);
}

static void take_turn (GTask *task);

static void
end_turn (GTask *task, const GError *error)
{
  Round *self = g_task_get_task_data (task);

  postino_news_add (self->news, self->targets->pdata[self->next],
                    error != NULL ? error->message : NULL);
  g_clear_pointer (&self->plan, postino_handover_free);
  self->next++;
  take_turn (task);
}

static void
on_applied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  postino_handover_apply_finish (result, &error);
  end_turn (user_data, error);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  postino_handover_undo_finish (result, &error);
  end_turn (user_data, error);
}

static void
update (GTask *task, const PostinoTarget *target)
{
  Round *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->plan = postino_handover_plan (target, self->account, self->ca_file, &error);
  if (self->plan == NULL)
    end_turn (task, error);
  else
    postino_handover_apply_async (self->plan, self->passwords[0], self->passwords[1], NULL,
                                  on_applied, task);
}

static void
take_turn (GTask *task)
{
  Round *self = g_task_get_task_data (task);

  if (self->next == self->targets->len)
    {
      g_task_return_pointer (task, g_steal_pointer (&self->news),
                             (GDestroyNotify) postino_news_free);
      g_object_unref (task);
    }
  else if (self->account != NULL)
    update (task, self->targets->pdata[self->next]);
  else
    postino_handover_undo_async (self->targets->pdata[self->next], self->address, NULL, on_undone,
                                 task);
}

static GTask *
new_task (GPtrArray *targets,
          const char *id,
          gpointer tag,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Round *self = g_new0 (Round, 1);

  self->targets = targets;
  self->news = postino_news_new (id);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, self, (GDestroyNotify) round_free);
  return task;
}

void
postino_rounds_update_async (const PostinoAccount *account,
                             const char *id,
                             PostinoSecret *const passwords[2],
                             const char *ca_file,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = new_task (postino_handover_list_of_account (account), id,
                          postino_rounds_update_async, callback, user_data);
  Round *self = g_task_get_task_data (task);

  self->account = postino_account_copy (account);
  self->ca_file = g_strdup (ca_file);
  for (int side = 0; side < 2; side++)
    self->passwords[side] = passwords[side] != NULL ? postino_secret_ref (passwords[side]) : NULL;
  take_turn (task);
}

void
postino_rounds_take_back_async (const PostinoAddress *address,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = new_task (postino_handover_list (address), NULL, postino_rounds_take_back_async,
                          callback, user_data);
  Round *self = g_task_get_task_data (task);

  self->address = postino_address_copy (address);
  take_turn (task);
}

PostinoNews *
postino_rounds_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
