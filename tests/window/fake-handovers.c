/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The part of the fake backend that has to do with other programs: what is handed on is
 * remembered, and nothing is written.
 */
#include "fake-backend-private.h"

static GAppInfo *
make_app (const char *name)
{
  return g_app_info_create_from_commandline ("true", name, G_APP_INFO_CREATE_NONE, NULL);
}

static void
add (GPtrArray *programs, const char *target, const char *name)
{
  g_autoptr (GAppInfo) app = make_app (name);

  g_ptr_array_add (programs, postino_mail_program_new (postino_target_find (target), name, app));
}

static void
fake_find_programs_async (PostinoHandovers *handovers,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (handovers, cancellable, callback, user_data);
  GPtrArray *programs = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_mail_program_free);

  if (!FAKE_BACKEND (handovers)->no_programs)
    {
      add (programs, "evolution", "Evolution");
      add (programs, "goa", "GNOME Online Accounts");
      add (programs, "geary", "Geary");
      add (programs, "sheet", "Thunderbird");
    }
  g_task_return_pointer (task, programs, (GDestroyNotify) g_ptr_array_unref);
}

static GPtrArray *
fake_find_programs_finish (PostinoHandovers *handovers, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static const PostinoTarget *
fake_find_target (PostinoHandovers *handovers, const char *id)
{
  return postino_target_find (id);
}

static PostinoHandover *
fake_plan (PostinoHandovers *handovers,
           const PostinoTarget *target,
           const PostinoAccount *account,
           GError **error)
{
  return postino_handover_plan (target, account, NULL, error);
}

static PostinoQr *
fake_encode (PostinoHandovers *handovers, const PostinoHandover *plan, GError **error)
{
  return postino_qr_encode (plan, error);
}

static GPtrArray *
fake_list (PostinoHandovers *handovers, const PostinoAccount *account)
{
  return g_ptr_array_copy (FAKE_BACKEND (handovers)->given, NULL, NULL);
}

static GPtrArray *
fake_list_of_address (PostinoHandovers *handovers, const PostinoAddress *address)
{
  return g_ptr_array_copy (FAKE_BACKEND (handovers)->given, NULL, NULL);
}

static gboolean
on_done (gpointer user_data)
{
  GTask *task = user_data;
  FakeBackend *self = g_task_get_source_object (task);
  gpointer target = g_task_get_task_data (task);

  if (self->refusal != NULL)
    g_task_return_new_error (task, POSTINO_HANDOVER_ERROR, POSTINO_HANDOVER_ERROR_REFUSED, "%s",
                             self->refusal);
  else
    {
      if (!g_ptr_array_remove (self->given, target))
        g_ptr_array_add (self->given, target);
      g_task_return_boolean (task, TRUE);
    }

  return G_SOURCE_REMOVE;
}

/* Handed on where it was not, and back where it was. */
static void
turn (PostinoHandovers *handovers,
      const PostinoTarget *target,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  GTask *task = g_task_new (handovers, NULL, callback, user_data);
  const FakeBackend *self = FAKE_BACKEND (handovers);

  g_task_set_task_data (task, (gpointer) target, NULL);
  /* A refusal comes at once, to be looked at. */
  g_timeout_add_full (G_PRIORITY_DEFAULT, self->refusal != NULL ? 0 : self->step_ms, on_done, task,
                      g_object_unref);
}

static void
fake_apply_async (PostinoHandovers *handovers,
                  PostinoHandover *plan,
                  const char *id,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  turn (handovers, postino_handover_get_target (plan), callback, user_data);
  postino_handover_free (plan);
}

static void
fake_undo_async (PostinoHandovers *handovers,
                 const PostinoTarget *target,
                 const PostinoAddress *address,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  turn (handovers, target, callback, user_data);
}

static gboolean
fake_finish (PostinoHandovers *handovers, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* One of them does not start. */
static gboolean
fake_launch (PostinoHandovers *handovers, GAppInfo *app, GAppLaunchContext *context, GError **error)
{
  if (!g_str_equal (g_app_info_get_display_name (app), "Thunderbird"))
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no such file");
  return FALSE;
}

void
fake_backend_handovers_init (PostinoHandoversInterface *iface)
{
  iface->find_target = fake_find_target;
  iface->find_programs_async = fake_find_programs_async;
  iface->find_programs_finish = fake_find_programs_finish;
  iface->plan = fake_plan;
  iface->encode = fake_encode;
  iface->list = fake_list;
  iface->list_of_address = fake_list_of_address;
  iface->apply_async = fake_apply_async;
  iface->apply_finish = fake_finish;
  iface->undo_async = fake_undo_async;
  iface->undo_finish = fake_finish;
  iface->launch = fake_launch;
}

void
fake_backend_set_programs (FakeBackend *self, gboolean programs)
{
  self->no_programs = !programs;
}

void
fake_backend_give (FakeBackend *self, const char *target)
{
  g_ptr_array_set_size (self->given, 0);
  if (target != NULL)
    g_ptr_array_add (self->given, (gpointer) postino_target_find (target));
}

void
fake_backend_set_refusal (FakeBackend *self, const char *message)
{
  g_free (self->refusal);
  self->refusal = g_strdup (message);
}
