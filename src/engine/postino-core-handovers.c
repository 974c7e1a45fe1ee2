/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The core's hand-overs for the pages. The passwords come from the keyring: after the
 * test, the window has none.
 */
#define G_LOG_DOMAIN "postino-engine"

#include "postino-core-backend-private.h"

#include "postino-find-programs.h"
#include "postino-handovers.h"
#include "postino-vault.h"

static const PostinoTarget *
core_find_target (PostinoHandovers *handovers, const char *id)
{
  return postino_target_find (id);
}

static void
find_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, postino_find_programs (), (GDestroyNotify) g_ptr_array_unref);
}

static void
core_find_programs_async (PostinoHandovers *handovers,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (handovers, cancellable, callback, user_data);

  g_task_set_source_tag (task, core_find_programs_async);
  g_task_run_in_thread (task, find_thread);
}

static GPtrArray *
core_find_programs_finish (PostinoHandovers *handovers, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, handovers), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static PostinoHandover *
core_plan (PostinoHandovers *handovers,
           const PostinoTarget *target,
           const PostinoAccount *account,
           GError **error)
{
  return postino_handover_plan (target, account, POSTINO_CORE_BACKEND (handovers)->ca_file, error);
}

static PostinoQr *
core_encode (PostinoHandovers *handovers, const PostinoHandover *plan, GError **error)
{
  return postino_qr_encode (plan, error);
}

static GPtrArray *
core_list (PostinoHandovers *handovers, const PostinoAccount *account)
{
  return postino_handover_list_of_account (account);
}

static GPtrArray *
core_list_of_address (PostinoHandovers *handovers, const PostinoAddress *address)
{
  return postino_handover_list (address);
}

static void
on_applied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (postino_handover_apply_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
apply (GTask *task, PostinoSecret *const passwords[2])
{
  postino_handover_apply_async (g_task_get_task_data (task), passwords[0], passwords[1],
                                g_task_get_cancellable (task), on_applied, task);
}

static void
on_passwords_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PostinoSecret *passwords[2];
  GError *error = NULL;

  if (!postino_vault_lookup_finish (result, passwords, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  apply (task, passwords);
  for (int side = 0; side < 2; side++)
    g_clear_pointer (&passwords[side], postino_secret_unref);
}

static void
core_apply_async (PostinoHandovers *handovers,
                  PostinoHandover *plan,
                  const char *id,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  GTask *task = g_task_new (handovers, cancellable, callback, user_data);
  PostinoSecret *none[2] = {NULL, NULL};

  /* What is done is done, also when it was cancelled then. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, core_apply_async);
  postino_core_backend_keep_running (task);
  g_task_set_task_data (task, plan, (GDestroyNotify) postino_handover_free);
  if (postino_handover_get_target (plan)->password == POSTINO_TARGET_PASSWORD_KEPT)
    postino_vault_lookup_async (id, cancellable, on_passwords_read, task);
  else
    apply (task, none);
}

static gboolean
finish_boolean (PostinoHandovers *handovers, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, handovers), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (postino_handover_undo_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
core_undo_async (PostinoHandovers *handovers,
                 const PostinoTarget *target,
                 const PostinoAddress *address,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  GTask *task = g_task_new (handovers, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, core_undo_async);
  postino_core_backend_keep_running (task);
  postino_handover_undo_async (target, address, cancellable, on_undone, task);
}

static gboolean
core_launch (PostinoHandovers *handovers, GAppInfo *app, GAppLaunchContext *context, GError **error)
{
  return g_app_info_launch (app, NULL, context, error);
}

void
postino_core_backend_handovers_init (PostinoHandoversInterface *iface)
{
  iface->find_target = core_find_target;
  iface->find_programs_async = core_find_programs_async;
  iface->find_programs_finish = core_find_programs_finish;
  iface->plan = core_plan;
  iface->encode = core_encode;
  iface->list = core_list;
  iface->list_of_address = core_list_of_address;
  iface->apply_async = core_apply_async;
  iface->apply_finish = finish_boolean;
  iface->undo_async = core_undo_async;
  iface->undo_finish = finish_boolean;
  iface->launch = core_launch;
}
