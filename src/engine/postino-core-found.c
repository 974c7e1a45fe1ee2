/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The accounts of other programs, for the pages.
 */
#define G_LOG_DOMAIN "postino-engine"

#include "config.h"

#include "postino-core-backend-private.h"

#include "postino-goa-sign-in.h"
#include "postino-import.h"
#include "postino-text.h"

#include <glib/gi18n.h>

#define SIGN_IN_TIMEOUT_MS 30000

typedef struct
{
  PostinoFoundAccount *account;
  PostinoSecret *passwords[2];
} Opened;

static void
opened_free (Opened *self)
{
  postino_found_account_free (self->account);
  for (int side = 0; side < 2; side++)
    g_clear_pointer (&self->passwords[side], postino_secret_unref);
  g_free (self);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostinoCoreBackend *self = g_task_get_source_object (task);
  GError *error = NULL;
  GPtrArray *found = postino_import_find_finish (result, &error);

  if (found == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = found;
  g_task_return_boolean (task, TRUE);
}

static void
postino_core_backend_find_async (PostinoBackend *backend,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (backend, cancellable, callback, user_data);

  g_task_set_source_tag (task, postino_core_backend_find_async);
  postino_import_find_async (cancellable, on_found, task);
}

static gboolean
postino_core_backend_find_finish (PostinoBackend *backend, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, backend), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static GPtrArray *
postino_core_backend_get_found (PostinoBackend *backend)
{
  return POSTINO_CORE_BACKEND (backend)->found;
}

static const PostinoFoundAccount *
find (PostinoCoreBackend *self, const char *id)
{
  for (guint i = 0; i < self->found->len; i++)
    {
      const PostinoFoundAccount *account = self->found->pdata[i];

      if (g_str_equal (account->id, id))
        return account;
    }

  return NULL;
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Opened *opened = g_task_get_task_data (task);
  GError *error = NULL;

  if (postino_import_lookup_finish (result, opened->passwords, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Its token is for the servers that it names itself. */
static gboolean
may_have_token (const PostinoGoaAccount *online, const PostinoFoundAccount *account)
{
  return postino_goa_account_offers (online, account->incoming)
         && (account->outgoing == NULL || postino_goa_account_offers (online, account->outgoing));
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Opened *opened = g_task_get_task_data (task);
  g_autoptr (PostinoGoaAccount) online = NULL;
  GError *error = NULL;
  g_autoptr (PostinoSecret) token = postino_goa_sign_in_finish (result, &online, &error);

  if (token == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (!may_have_token (online, opened->account))
    {
      g_autofree char *text = postino_text_fill (
        _ ("Online Accounts names other servers than {program}. Test its own account instead."),
        "program", postino_program_get_name (opened->account->program), NULL);

      g_task_return_new_error (task, POSTINO_GOA_ERROR, POSTINO_GOA_ERROR_NONE, "%s", text);
      return;
    }

  for (int side = 0; side < 2; side++)
    opened->passwords[side] = postino_secret_ref (token);
  g_task_return_boolean (task, TRUE);
}

static void
postino_core_backend_open_found_async (PostinoBackend *backend,
                                       const char *id,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (backend, cancellable, callback, user_data);
  const PostinoFoundAccount *account = find (POSTINO_CORE_BACKEND (backend), id);

  g_task_set_source_tag (task, postino_core_backend_open_found_async);
  if (account == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s",
                               _ ("This account is not there any more."));
      return;
    }

  Opened *opened = g_new0 (Opened, 1);
  opened->account = postino_found_account_copy (account);
  g_task_set_task_data (task, opened, (GDestroyNotify) opened_free);
  if (account->in_browser)
    postino_goa_sign_in_async (account->address, SIGN_IN_TIMEOUT_MS, cancellable, on_signed_in,
                               g_steal_pointer (&task));
  else
    postino_import_lookup_async (account, cancellable, on_looked_up, g_steal_pointer (&task));
}

static PostinoFoundAccount *
postino_core_backend_open_found_finish (PostinoBackend *backend,
                                        GAsyncResult *result,
                                        PostinoSecret *passwords[2],
                                        GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, backend), NULL);

  Opened *opened = g_task_get_task_data (G_TASK (result));

  passwords[0] = passwords[1] = NULL;
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  for (int side = 0; side < 2; side++)
    passwords[side] = g_steal_pointer (&opened->passwords[side]);
  return g_steal_pointer (&opened->account);
}

void
postino_core_backend_add_found (PostinoBackendInterface *iface)
{
  iface->find_async = postino_core_backend_find_async;
  iface->find_finish = postino_core_backend_find_finish;
  iface->get_found = postino_core_backend_get_found;
  iface->open_found_async = postino_core_backend_open_found_async;
  iface->open_found_finish = postino_core_backend_open_found_finish;
}
