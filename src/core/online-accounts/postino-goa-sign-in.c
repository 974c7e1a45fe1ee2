/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One story in a worker thread, as in the vault.
 */
#define G_LOG_DOMAIN "postino-online-accounts"

#include "config.h"

#include "postino-goa-sign-in.h"
#include "postino-text.h"

#include <glib/gi18n-lib.h>

#define LIST_TIMEOUT_MS 5000

typedef struct
{
  PostinoAddress *address;
  guint timeout_ms;
  PostinoGoaAccount *account;
} SignIn;

static void
sign_in_free (SignIn *self)
{
  postino_address_free (self->address);
  postino_goa_account_free (self->account);
  g_free (self);
}

/* Of several, one that mail is switched on for. */
static const PostinoGoaAccount *
choose (GPtrArray *accounts, const PostinoAddress *address)
{
  const PostinoGoaAccount *chosen = NULL;

  for (guint i = 0; i < accounts->len; i++)
    {
      const PostinoGoaAccount *account = accounts->pdata[i];
      g_autofree char *text = postino_address_to_string (account->address);
      gboolean is_whole = account->incoming != NULL && account->outgoing != NULL;

      if (account->has_token && (is_whole || account->mail_off)
          && postino_address_is_spelled (address, text) && (chosen == NULL || is_whole))
        chosen = account;
    }

  return chosen;
}

static void
set_error (GError **error, PostinoGoaError code, const char *template, const SignIn *self)
{
  g_autofree char *address = postino_address_to_string (self->address);
  g_autofree char *text = postino_text_fill (template, "address", address, NULL);

  g_set_error_literal (error, POSTINO_GOA_ERROR, code, text);
}

static gboolean
find (SignIn *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) accounts =
    postino_goa_list (MIN (self->timeout_ms, LIST_TIMEOUT_MS), cancellable, error);

  if (accounts == NULL)
    return FALSE;

  const PostinoGoaAccount *account = choose (accounts, self->address);
  if (account == NULL)
    {
      set_error (error, POSTINO_GOA_ERROR_NONE,
                 _ ("{address} is not in Online Accounts, or signs in there with a password."),
                 self);
      return FALSE;
    }

  self->account = postino_goa_account_copy (account);
  if (!account->mail_off)
    return TRUE;
  set_error (error, POSTINO_GOA_ERROR_MAIL_OFF,
             _ ("{address} is in Online Accounts, but mail is switched off for it there. Open "
                "Online Accounts in the desktop's settings, choose this account, and switch "
                "Mail on."),
             self);
  return FALSE;
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SignIn *self = data;
  gint64 end = g_get_monotonic_time () + (gint64) self->timeout_ms * 1000;
  GError *error = NULL;
  PostinoSecret *token = NULL;

  if (find (self, cancellable, &error))
    token = postino_goa_dup_token (self->account, end, cancellable, &error);

  if (token != NULL)
    g_task_return_pointer (task, token, (GDestroyNotify) postino_secret_unref);
  else
    g_task_return_error (task, error);
}

void
postino_goa_sign_in_async (const PostinoAddress *address,
                           guint timeout_ms,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (address != NULL && timeout_ms > 0);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  SignIn *self = g_new0 (SignIn, 1);

  self->address = postino_address_copy (address);
  self->timeout_ms = timeout_ms;
  g_task_set_source_tag (task, postino_goa_sign_in_async);
  g_task_set_task_data (task, self, (GDestroyNotify) sign_in_free);
  g_task_run_in_thread (task, run);
}

PostinoSecret *
postino_goa_sign_in_finish (GAsyncResult *result, PostinoGoaAccount **account, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  SignIn *self = g_task_get_task_data (G_TASK (result));
  PostinoSecret *token = g_task_propagate_pointer (G_TASK (result), error);

  if (account != NULL)
    *account = g_steal_pointer (&self->account);
  return token;
}

gboolean
postino_goa_account_offers (const PostinoGoaAccount *self, const PostinoServer *server)
{
  g_return_val_if_fail (self != NULL && server != NULL, FALSE);

  const PostinoServer *own =
    server->protocol == POSTINO_PROTOCOL_SMTP ? self->outgoing : self->incoming;
  if (own == NULL || own->protocol != server->protocol)
    return FALSE;

  g_autofree char *host = postino_domain_to_ascii (server->host);
  g_autofree char *known = postino_domain_to_ascii (own->host);
  return host != NULL && g_strcmp0 (host, known) == 0;
}
