/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The interface between the pages and the core.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-backend-interface.h"

enum
{
  SIGNAL_SOURCE,
  SIGNAL_STEP,
  SIGNAL_LINE,
  SIGNAL_ATTEMPT,
  SIGNAL_SERVER_DONE,
  SIGNAL_TRIP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (PostinoBackend, postino_backend, G_TYPE_OBJECT)

static void
postino_backend_default_init (PostinoBackendInterface *iface)
{
  GType type = G_TYPE_FROM_INTERFACE (iface);

  signals[SIGNAL_SOURCE] = g_signal_new ("source", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  signals[SIGNAL_STEP] = g_signal_new ("step", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_INT, G_TYPE_INT);
  signals[SIGNAL_LINE] = g_signal_new ("line", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_INT, G_TYPE_STRING);
  signals[SIGNAL_ATTEMPT] = g_signal_new (
    "attempt", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4, G_TYPE_INT,
    POSTINO_TYPE_SERVER | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_POINTER, G_TYPE_STRING);
  signals[SIGNAL_SERVER_DONE] =
    g_signal_new ("server-done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                  G_TYPE_INT, POSTINO_TYPE_REPORT | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_POINTER);
  signals[SIGNAL_TRIP] = g_signal_new ("trip", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_DOUBLE);
}

const GPtrArray *
postino_backend_configure (PostinoBackend *self,
                           const PostinoBackendOptions *options,
                           GError **error)
{
  g_return_val_if_fail (POSTINO_IS_BACKEND (self), NULL);

  return POSTINO_BACKEND_GET_IFACE (self)->configure (self, options, error);
}

PostinoSettings *
postino_backend_look_up (PostinoBackend *self, const PostinoAddress *address)
{
  g_return_val_if_fail (POSTINO_IS_BACKEND (self), NULL);

  return POSTINO_BACKEND_GET_IFACE (self)->look_up (self, address);
}

PostinoExplanation *
postino_backend_explain (PostinoBackend *self, const char *text, const PostinoAddress *address)
{
  g_return_val_if_fail (POSTINO_IS_BACKEND (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  return POSTINO_BACKEND_GET_IFACE (self)->explain (self, text, address);
}

void
postino_backend_discover_async (PostinoBackend *self,
                                const PostinoAddress *address,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (POSTINO_IS_BACKEND (self));

  POSTINO_BACKEND_GET_IFACE (self)->discover_async (self, address, cancellable, callback,
                                                    user_data);
}

PostinoSettings *
postino_backend_discover_finish (PostinoBackend *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (POSTINO_IS_BACKEND (self), NULL);

  return POSTINO_BACKEND_GET_IFACE (self)->discover_finish (self, result, error);
}

void
postino_backend_check_async (PostinoBackend *self,
                             const PostinoAccount *account,
                             const PostinoSettings *found,
                             PostinoSecret *incoming_password,
                             PostinoSecret *outgoing_password,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (POSTINO_IS_BACKEND (self));

  POSTINO_BACKEND_GET_IFACE (self)->check_async (
    self, account, found, incoming_password, outgoing_password, cancellable, callback, user_data);
}

PostinoCheckResult *
postino_backend_check_finish (PostinoBackend *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (POSTINO_IS_BACKEND (self), NULL);

  return POSTINO_BACKEND_GET_IFACE (self)->check_finish (self, result, error);
}

void
postino_backend_travel_async (PostinoBackend *self,
                              const PostinoCheckResult *works,
                              PostinoSecret *incoming_password,
                              PostinoSecret *outgoing_password,
                              const PostinoLetter *letter,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (POSTINO_IS_BACKEND (self));
  g_return_if_fail (works != NULL);

  POSTINO_BACKEND_GET_IFACE (self)->travel_async (self, works, incoming_password, outgoing_password,
                                                  letter, cancellable, callback, user_data);
}

PostinoTrip *
postino_backend_travel_finish (PostinoBackend *self,
                               GAsyncResult *result,
                               PostinoLetter **letter,
                               GError **error)
{
  g_return_val_if_fail (POSTINO_IS_BACKEND (self), NULL);

  return POSTINO_BACKEND_GET_IFACE (self)->travel_finish (self, result, letter, error);
}

void
postino_backend_save_async (PostinoBackend *self,
                            const PostinoAccount *account,
                            const char *id,
                            PostinoSecret *incoming_password,
                            PostinoSecret *outgoing_password,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (POSTINO_IS_BACKEND (self));

  POSTINO_BACKEND_GET_IFACE (self)->save_async (
    self, account, id, incoming_password, outgoing_password, cancellable, callback, user_data);
}

PostinoNews *
postino_backend_save_finish (PostinoBackend *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (POSTINO_IS_BACKEND (self), NULL);

  return POSTINO_BACKEND_GET_IFACE (self)->save_finish (self, result, error);
}

gboolean
postino_backend_may_have_accounts (PostinoBackend *self)
{
  g_return_val_if_fail (POSTINO_IS_BACKEND (self), FALSE);

  return POSTINO_BACKEND_GET_IFACE (self)->may_have_accounts (self);
}

void
postino_backend_list_async (PostinoBackend *self,
                            gboolean unlock,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (POSTINO_IS_BACKEND (self));

  POSTINO_BACKEND_GET_IFACE (self)->list_async (self, unlock, cancellable, callback, user_data);
}

GPtrArray *
postino_backend_list_finish (PostinoBackend *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (POSTINO_IS_BACKEND (self), NULL);

  return POSTINO_BACKEND_GET_IFACE (self)->list_finish (self, result, error);
}

gboolean
postino_backend_get_last_result (PostinoBackend *self, const char *id, PostinoLastResult *result)
{
  g_return_val_if_fail (POSTINO_IS_BACKEND (self), FALSE);

  return POSTINO_BACKEND_GET_IFACE (self)->get_last_result (self, id, result);
}

char *
postino_backend_describe_changes (PostinoBackend *self, const char *id)
{
  g_return_val_if_fail (POSTINO_IS_BACKEND (self), NULL);

  return POSTINO_BACKEND_GET_IFACE (self)->describe_changes (self, id);
}

void
postino_backend_retest_async (PostinoBackend *self,
                              const PostinoSavedAccount *account,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (POSTINO_IS_BACKEND (self));

  POSTINO_BACKEND_GET_IFACE (self)->retest_async (self, account, cancellable, callback, user_data);
}

PostinoCheckResult *
postino_backend_retest_finish (PostinoBackend *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (POSTINO_IS_BACKEND (self), NULL);

  return POSTINO_BACKEND_GET_IFACE (self)->retest_finish (self, result, error);
}

void
postino_backend_read_passwords_async (PostinoBackend *self,
                                      const char *id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_return_if_fail (POSTINO_IS_BACKEND (self));

  POSTINO_BACKEND_GET_IFACE (self)->read_passwords_async (self, id, cancellable, callback,
                                                          user_data);
}

gboolean
postino_backend_read_passwords_finish (PostinoBackend *self,
                                       GAsyncResult *result,
                                       PostinoSecret *passwords[2],
                                       GError **error)
{
  g_return_val_if_fail (POSTINO_IS_BACKEND (self), FALSE);

  return POSTINO_BACKEND_GET_IFACE (self)->read_passwords_finish (self, result, passwords, error);
}

void
postino_backend_remember (PostinoBackend *self,
                          const char *id,
                          PostinoCause incoming,
                          PostinoCause outgoing)
{
  g_return_if_fail (POSTINO_IS_BACKEND (self));

  POSTINO_BACKEND_GET_IFACE (self)->remember (self, id, incoming, outgoing);
}

void
postino_backend_forget_async (PostinoBackend *self,
                              const PostinoSavedAccount *account,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (POSTINO_IS_BACKEND (self));

  POSTINO_BACKEND_GET_IFACE (self)->forget_async (self, account, cancellable, callback, user_data);
}

PostinoNews *
postino_backend_forget_finish (PostinoBackend *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (POSTINO_IS_BACKEND (self), NULL);

  return POSTINO_BACKEND_GET_IFACE (self)->forget_finish (self, result, error);
}

void
postino_backend_find_async (PostinoBackend *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (POSTINO_IS_BACKEND (self));

  POSTINO_BACKEND_GET_IFACE (self)->find_async (self, cancellable, callback, user_data);
}

gboolean
postino_backend_find_finish (PostinoBackend *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (POSTINO_IS_BACKEND (self), FALSE);

  return POSTINO_BACKEND_GET_IFACE (self)->find_finish (self, result, error);
}

GPtrArray *
postino_backend_get_found (PostinoBackend *self)
{
  g_return_val_if_fail (POSTINO_IS_BACKEND (self), NULL);

  return POSTINO_BACKEND_GET_IFACE (self)->get_found (self);
}

const char *
postino_backend_get_sign_in (PostinoBackend *self, const PostinoAddress *address)
{
  g_autofree char *text = address != NULL ? postino_address_to_string (address) : NULL;
  GPtrArray *found = postino_backend_get_found (self);

  for (guint i = 0; text != NULL && i < found->len; i++)
    {
      const PostinoFoundAccount *account = found->pdata[i];

      if (account->program == POSTINO_PROGRAM_ONLINE_ACCOUNTS && account->in_browser
          && postino_found_account_is_called (account, text))
        return account->id;
    }

  return NULL;
}

void
postino_backend_open_found_async (PostinoBackend *self,
                                  const char *id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (POSTINO_IS_BACKEND (self));

  POSTINO_BACKEND_GET_IFACE (self)->open_found_async (self, id, cancellable, callback, user_data);
}

PostinoFoundAccount *
postino_backend_open_found_finish (PostinoBackend *self,
                                   GAsyncResult *result,
                                   PostinoSecret *passwords[2],
                                   GError **error)
{
  g_return_val_if_fail (POSTINO_IS_BACKEND (self), NULL);

  return POSTINO_BACKEND_GET_IFACE (self)->open_found_finish (self, result, passwords, error);
}

void
postino_backend_emit_source (PostinoBackend *self, int source, int state)
{
  g_signal_emit (self, signals[SIGNAL_SOURCE], 0, source, state);
}

void
postino_backend_emit_step (PostinoBackend *self,
                           PostinoSide side,
                           PostinoStage stage,
                           PostinoStepState state)
{
  g_signal_emit (self, signals[SIGNAL_STEP], 0, side, stage, state);
}

void
postino_backend_emit_line (PostinoBackend *self, PostinoSide side, int direction, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_LINE], 0, side, direction, text);
}

void
postino_backend_emit_attempt (PostinoBackend *self,
                              PostinoSide side,
                              const PostinoServer *server,
                              const PostinoDiagnosis *diagnosis,
                              const char *text)
{
  g_signal_emit (self, signals[SIGNAL_ATTEMPT], 0, side, server, diagnosis, text);
}

void
postino_backend_emit_server_done (PostinoBackend *self,
                                  PostinoSide side,
                                  const PostinoReport *report,
                                  const PostinoDiagnosis *diagnosis)
{
  g_signal_emit (self, signals[SIGNAL_SERVER_DONE], 0, side, report, diagnosis);
}

void
postino_backend_emit_trip (PostinoBackend *self, int state, double position)
{
  g_signal_emit (self, signals[SIGNAL_TRIP], 0, state, position);
}
