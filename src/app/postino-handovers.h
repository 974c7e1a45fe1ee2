/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the pages need to hand an account on: which programs there are, what would
 * change, and the ways there and back. Tests and the gallery have their own.
 */
#pragma once

#include "postino-handover.h"
#include "postino-mail-program.h"
#include "postino-news.h"
#include "postino-qr.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_HANDOVERS (postino_handovers_get_type ())
G_DECLARE_INTERFACE (PostinoHandovers, postino_handovers, POSTINO, HANDOVERS, GObject)

/**
 * PostinoHandoversInterface:
 * @find_target: see postino_handovers_find_target()
 * @find_programs_async: see postino_handovers_find_programs_async()
 * @find_programs_finish: see postino_handovers_find_programs_finish()
 * @plan: see postino_handovers_plan()
 * @encode: see postino_handovers_encode()
 * @list: see postino_handovers_list()
 * @list_of_address: see postino_handovers_list_of_address()
 * @apply_async: see postino_handovers_apply_async()
 * @apply_finish: see postino_handovers_apply_finish()
 * @undo_async: see postino_handovers_undo_async()
 * @undo_finish: see postino_handovers_undo_finish()
 * @launch: see postino_handovers_launch()
 */
struct _PostinoHandoversInterface
{
  GTypeInterface parent_iface;

  const PostinoTarget *(*find_target) (PostinoHandovers *self, const char *id);
  void (*find_programs_async) (PostinoHandovers *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
  GPtrArray *(*find_programs_finish) (PostinoHandovers *self, GAsyncResult *result, GError **error);
  PostinoHandover *(*plan) (PostinoHandovers *self,
                            const PostinoTarget *target,
                            const PostinoAccount *account,
                            GError **error);
  PostinoQr *(*encode) (PostinoHandovers *self, const PostinoHandover *plan, GError **error);
  GPtrArray *(*list) (PostinoHandovers *self, const PostinoAccount *account);
  GPtrArray *(*list_of_address) (PostinoHandovers *self, const PostinoAddress *address);
  void (*apply_async) (PostinoHandovers *self,
                       PostinoHandover *plan,
                       const char *id,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  gboolean (*apply_finish) (PostinoHandovers *self, GAsyncResult *result, GError **error);
  void (*undo_async) (PostinoHandovers *self,
                      const PostinoTarget *target,
                      const PostinoAddress *address,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  gboolean (*undo_finish) (PostinoHandovers *self, GAsyncResult *result, GError **error);
  gboolean (*launch) (PostinoHandovers *self,
                      GAppInfo *app,
                      GAppLaunchContext *context,
                      GError **error);
};

/**
 * postino_handovers_find_target:
 * @self: the implementation
 * @id: a target's name
 *
 * Returns: (transfer none) (nullable): the target, see postino_target_find()
 */
const PostinoTarget *postino_handovers_find_target (PostinoHandovers *self, const char *id);

void postino_handovers_find_programs_async (PostinoHandovers *self,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);

/**
 * postino_handovers_find_programs_finish:
 * @self: the implementation
 * @result: the result
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type PostinoMailProgram): the mail programs that are
 *   here, the one that links open first
 */
GPtrArray *postino_handovers_find_programs_finish (PostinoHandovers *self,
                                                   GAsyncResult *result,
                                                   GError **error);

/**
 * postino_handovers_plan:
 * @self: the implementation
 * @target: where an account goes
 * @account: the account
 * @error: #PostinoHandoverError, or why a file cannot be read
 *
 * Changes nothing.
 *
 * Returns: (transfer full): what would be done, or %NULL
 */
PostinoHandover *postino_handovers_plan (PostinoHandovers *self,
                                         const PostinoTarget *target,
                                         const PostinoAccount *account,
                                         GError **error);

/**
 * postino_handovers_encode:
 * @self: the implementation
 * @plan: a plan for an account
 * @error: %POSTINO_HANDOVER_ERROR_UNFIT when the settings are too long
 *
 * Returns: (transfer full): a code of the account's settings for a phone, or %NULL
 */
PostinoQr *
postino_handovers_encode (PostinoHandovers *self, const PostinoHandover *plan, GError **error);

/**
 * postino_handovers_list:
 * @self: the implementation
 * @account: an account
 *
 * Returns: (transfer full) (element-type PostinoTarget): where this account was handed to
 */
GPtrArray *postino_handovers_list (PostinoHandovers *self, const PostinoAccount *account);

/**
 * postino_handovers_list_of_address:
 * @self: the implementation
 * @address: an address
 *
 * Returns: (transfer full) (element-type PostinoTarget): where any account of it was
 *   handed to
 */
GPtrArray *
postino_handovers_list_of_address (PostinoHandovers *self, const PostinoAddress *address);

/**
 * postino_handovers_apply_async:
 * @self: the implementation
 * @plan: (transfer full): what is done
 * @id: the saved account, whose password the keyring has
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 */
void postino_handovers_apply_async (PostinoHandovers *self,
                                    PostinoHandover *plan,
                                    const char *id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/**
 * postino_handovers_apply_finish:
 * @self: the implementation
 * @result: the result
 * @error: #PostinoHandoverError, #PostinoVaultError, or why a file could not be written
 *
 * Returns: whether the account is there
 */
gboolean
postino_handovers_apply_finish (PostinoHandovers *self, GAsyncResult *result, GError **error);

void postino_handovers_undo_async (PostinoHandovers *self,
                                   const PostinoTarget *target,
                                   const PostinoAddress *address,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * postino_handovers_undo_finish:
 * @self: the implementation
 * @result: the result
 * @error: #PostinoHandoverError, or why it could not be taken back
 *
 * Returns: whether what was handed on is gone from there
 */
gboolean
postino_handovers_undo_finish (PostinoHandovers *self, GAsyncResult *result, GError **error);

/**
 * postino_handovers_launch:
 * @self: the implementation
 * @app: a program
 * @context: how the desktop learns that it starts
 * @error: why it does not start
 *
 * Returns: whether it is on its way
 */
gboolean postino_handovers_launch (PostinoHandovers *self,
                                   GAppInfo *app,
                                   GAppLaunchContext *context,
                                   GError **error);

G_END_DECLS
