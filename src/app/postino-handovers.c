/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-handovers.h"

G_DEFINE_INTERFACE (PostinoHandovers, postino_handovers, G_TYPE_OBJECT)

#define GET_IFACE(self) POSTINO_HANDOVERS_GET_IFACE (self)

static void
postino_handovers_default_init (PostinoHandoversInterface *iface)
{
}

const PostinoTarget *
postino_handovers_find_target (PostinoHandovers *self, const char *id)
{
  g_return_val_if_fail (POSTINO_IS_HANDOVERS (self), NULL);

  return GET_IFACE (self)->find_target (self, id);
}

void
postino_handovers_find_programs_async (PostinoHandovers *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_return_if_fail (POSTINO_IS_HANDOVERS (self));

  GET_IFACE (self)->find_programs_async (self, cancellable, callback, user_data);
}

GPtrArray *
postino_handovers_find_programs_finish (PostinoHandovers *self,
                                        GAsyncResult *result,
                                        GError **error)
{
  g_return_val_if_fail (POSTINO_IS_HANDOVERS (self), NULL);

  return GET_IFACE (self)->find_programs_finish (self, result, error);
}

PostinoHandover *
postino_handovers_plan (PostinoHandovers *self,
                        const PostinoTarget *target,
                        const PostinoAccount *account,
                        GError **error)
{
  g_return_val_if_fail (POSTINO_IS_HANDOVERS (self), NULL);

  return GET_IFACE (self)->plan (self, target, account, error);
}

PostinoQr *
postino_handovers_encode (PostinoHandovers *self, const PostinoHandover *plan, GError **error)
{
  g_return_val_if_fail (POSTINO_IS_HANDOVERS (self), NULL);

  return GET_IFACE (self)->encode (self, plan, error);
}

GPtrArray *
postino_handovers_list (PostinoHandovers *self, const PostinoAccount *account)
{
  g_return_val_if_fail (POSTINO_IS_HANDOVERS (self), NULL);

  return GET_IFACE (self)->list (self, account);
}

GPtrArray *
postino_handovers_list_of_address (PostinoHandovers *self, const PostinoAddress *address)
{
  g_return_val_if_fail (POSTINO_IS_HANDOVERS (self), NULL);

  return GET_IFACE (self)->list_of_address (self, address);
}

void
postino_handovers_apply_async (PostinoHandovers *self,
                               PostinoHandover *plan,
                               const char *id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (POSTINO_IS_HANDOVERS (self));

  GET_IFACE (self)->apply_async (self, plan, id, cancellable, callback, user_data);
}

gboolean
postino_handovers_apply_finish (PostinoHandovers *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (POSTINO_IS_HANDOVERS (self), FALSE);

  return GET_IFACE (self)->apply_finish (self, result, error);
}

void
postino_handovers_undo_async (PostinoHandovers *self,
                              const PostinoTarget *target,
                              const PostinoAddress *address,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (POSTINO_IS_HANDOVERS (self));

  GET_IFACE (self)->undo_async (self, target, address, cancellable, callback, user_data);
}

gboolean
postino_handovers_undo_finish (PostinoHandovers *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (POSTINO_IS_HANDOVERS (self), FALSE);

  return GET_IFACE (self)->undo_finish (self, result, error);
}

gboolean
postino_handovers_launch (PostinoHandovers *self,
                          GAppInfo *app,
                          GAppLaunchContext *context,
                          GError **error)
{
  g_return_val_if_fail (POSTINO_IS_HANDOVERS (self), FALSE);

  return GET_IFACE (self)->launch (self, app, context, error);
}
