/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The part of the fake backend that has to do with the accounts of other programs. An
 * account of Thunderbird has no password to give, any other has one.
 */
#include "fake-backend-private.h"

static PostinoServer *
new_server (PostinoProtocol protocol, const char *address)
{
  gboolean sends = protocol == POSTINO_PROTOCOL_SMTP;

  return postino_server_new (protocol, sends ? "smtp.example.org" : "imap.example.org", 0,
                             sends ? POSTINO_SECURITY_STARTTLS : POSTINO_SECURITY_TLS, address);
}

static void
add (FakeBackend *self, PostinoProgram program, const char *place, const char *address)
{
  PostinoFoundAccount *account = postino_found_account_new (
    program, place, address, "Ada Lovelace", new_server (POSTINO_PROTOCOL_IMAP, address),
    new_server (POSTINO_PROTOCOL_SMTP, address));

  account->in_browser = program == POSTINO_PROGRAM_ONLINE_ACCOUNTS;
  g_ptr_array_add (self->found, account);
}

void
fake_backend_set_found (FakeBackend *self, const char *kind)
{
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_found_account_free);

  if (g_str_equal (kind, "some"))
    {
      add (self, POSTINO_PROGRAM_EVOLUTION, NULL, "ada@example.org");
      add (self, POSTINO_PROGRAM_THUNDERBIRD, "Work", "send-only@example.org");
      add (self, POSTINO_PROGRAM_THUNDERBIRD, NULL, "ada@example.org");
    }
  else if (g_str_equal (kind, "long"))
    add (self, POSTINO_PROGRAM_THUNDERBIRD, "A profile with quite a long name",
         "augusta.ada.king-noel.countess.of.lovelace@analytical-engine.example.org");
  else if (g_str_equal (kind, "browser"))
    {
      add (self, POSTINO_PROGRAM_ONLINE_ACCOUNTS, NULL, "ada@browser.example");
      add (self, POSTINO_PROGRAM_ONLINE_ACCOUNTS, NULL, "browser-only@browser.example");
    }
}

static void
fake_find_async (PostinoBackend *backend,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (backend, cancellable, callback, user_data);

  g_task_return_boolean (task, TRUE);
}

static gboolean
fake_find_finish (PostinoBackend *backend, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static GPtrArray *
fake_get_found (PostinoBackend *backend)
{
  return FAKE_BACKEND (backend)->found;
}

static void
fake_open_found_async (PostinoBackend *backend,
                       const char *id,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (backend, cancellable, callback, user_data);
  GPtrArray *found = FAKE_BACKEND (backend)->found;

  for (guint i = 0; i < found->len; i++)
    if (postino_found_account_is_called (found->pdata[i], id))
      {
        g_task_return_pointer (task, postino_found_account_copy (found->pdata[i]),
                               (GDestroyNotify) postino_found_account_free);
        return;
      }
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "It is gone.");
}

static PostinoFoundAccount *
fake_open_found_finish (PostinoBackend *backend,
                        GAsyncResult *result,
                        PostinoSecret *passwords[2],
                        GError **error)
{
  PostinoFoundAccount *account = g_task_propagate_pointer (G_TASK (result), error);

  passwords[0] = passwords[1] = NULL;
  for (int side = 0; side < 2 && account != NULL; side++)
    if (account->in_browser)
      passwords[side] = postino_secret_new_token ("ya29.token", 10);
    else if (account->program != POSTINO_PROGRAM_THUNDERBIRD)
      passwords[side] = postino_secret_new ("correct horse");
  return account;
}

void
fake_backend_add_found (PostinoBackendInterface *iface)
{
  iface->find_async = fake_find_async;
  iface->find_finish = fake_find_finish;
  iface->get_found = fake_get_found;
  iface->open_found_async = fake_open_found_async;
  iface->open_found_finish = fake_open_found_finish;
}
