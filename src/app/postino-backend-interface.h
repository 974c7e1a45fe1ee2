/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For those who implement PostinoBackend: the engine, and what stands in for it in the
 * gallery.
 */
#pragma once

#include "postino-backend.h"

G_BEGIN_DECLS

/**
 * PostinoBackendInterface:
 *
 * Each of them is what the function of its name in postino-backend.h says.
 */
struct _PostinoBackendInterface
{
  GTypeInterface parent_iface;

  const GPtrArray *(*configure) (PostinoBackend *self,
                                 const PostinoBackendOptions *options,
                                 GError **error);
  PostinoSettings *(*look_up) (PostinoBackend *self, const PostinoAddress *address);
  PostinoExplanation *(*explain) (PostinoBackend *self,
                                  const char *text,
                                  const PostinoAddress *address);
  void (*discover_async) (PostinoBackend *self,
                          const PostinoAddress *address,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
  PostinoSettings *(*discover_finish) (PostinoBackend *self, GAsyncResult *result, GError **error);
  void (*check_async) (PostinoBackend *self,
                       const PostinoAccount *account,
                       const PostinoSettings *found,
                       PostinoSecret *incoming_password,
                       PostinoSecret *outgoing_password,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  PostinoCheckResult *(*check_finish) (PostinoBackend *self, GAsyncResult *result, GError **error);
  void (*travel_async) (PostinoBackend *self,
                        const PostinoCheckResult *works,
                        PostinoSecret *incoming_password,
                        PostinoSecret *outgoing_password,
                        const PostinoLetter *letter,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  PostinoTrip *(*travel_finish) (PostinoBackend *self,
                                 GAsyncResult *result,
                                 PostinoLetter **letter,
                                 GError **error);
  void (*save_async) (PostinoBackend *self,
                      const PostinoAccount *account,
                      const char *id,
                      PostinoSecret *incoming_password,
                      PostinoSecret *outgoing_password,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  PostinoNews *(*save_finish) (PostinoBackend *self, GAsyncResult *result, GError **error);

  gboolean (*may_have_accounts) (PostinoBackend *self);
  void (*list_async) (PostinoBackend *self,
                      gboolean unlock,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  GPtrArray *(*list_finish) (PostinoBackend *self, GAsyncResult *result, GError **error);
  gboolean (*get_last_result) (PostinoBackend *self, const char *id, PostinoLastResult *result);
  char *(*describe_changes) (PostinoBackend *self, const char *id);
  void (*retest_async) (PostinoBackend *self,
                        const PostinoSavedAccount *account,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  PostinoCheckResult *(*retest_finish) (PostinoBackend *self, GAsyncResult *result, GError **error);
  void (*read_passwords_async) (PostinoBackend *self,
                                const char *id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
  gboolean (*read_passwords_finish) (PostinoBackend *self,
                                     GAsyncResult *result,
                                     PostinoSecret *passwords[2],
                                     GError **error);
  void (*remember) (PostinoBackend *self,
                    const char *id,
                    PostinoCause incoming,
                    PostinoCause outgoing);
  void (*forget_async) (PostinoBackend *self,
                        const PostinoSavedAccount *account,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  PostinoNews *(*forget_finish) (PostinoBackend *self, GAsyncResult *result, GError **error);

  void (*find_async) (PostinoBackend *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  gboolean (*find_finish) (PostinoBackend *self, GAsyncResult *result, GError **error);
  GPtrArray *(*get_found) (PostinoBackend *self);
  void (*open_found_async) (PostinoBackend *self,
                            const char *id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
  PostinoFoundAccount *(*open_found_finish) (PostinoBackend *self,
                                             GAsyncResult *result,
                                             PostinoSecret *passwords[2],
                                             GError **error);
};

/* The signals of postino-backend.h. */
void postino_backend_emit_source (PostinoBackend *self, int source, int state);
void postino_backend_emit_step (PostinoBackend *self,
                                PostinoSide side,
                                PostinoStage stage,
                                PostinoStepState state);
void
postino_backend_emit_line (PostinoBackend *self, PostinoSide side, int direction, const char *text);
void postino_backend_emit_attempt (PostinoBackend *self,
                                   PostinoSide side,
                                   const PostinoServer *server,
                                   const PostinoDiagnosis *diagnosis,
                                   const char *text);
void postino_backend_emit_server_done (PostinoBackend *self,
                                       PostinoSide side,
                                       const PostinoReport *report,
                                       const PostinoDiagnosis *diagnosis);
void postino_backend_emit_trip (PostinoBackend *self, int state, double position);

G_END_DECLS
