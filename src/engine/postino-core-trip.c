/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The round trip: the page has the passwords, and the core does the rest.
 */
#define G_LOG_DOMAIN "postino-engine"

#include "postino-core-backend-private.h"

/* A trip that another one has replaced is still carried to its end, unseen. */
static void
on_trip_progress (PostinoRoundTrip *trip, int state, double position, PostinoCoreBackend *self)
{
  if (trip == self->trip)
    postino_backend_emit_trip (POSTINO_BACKEND (self), state, position);
}

static void
on_trip_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostinoCoreBackend *self = g_task_get_source_object (task);
  PostinoRoundTrip *trip = POSTINO_ROUND_TRIP (source);
  GError *error = NULL;
  PostinoTrip *outcome = postino_round_trip_run_finish (trip, result, &error);

  g_task_set_task_data (task, postino_round_trip_dup_letter (trip),
                        (GDestroyNotify) postino_letter_free);
  if (trip == self->trip)
    g_clear_object (&self->trip);
  if (outcome != NULL)
    g_task_return_pointer (task, outcome, (GDestroyNotify) postino_trip_free);
  else
    g_task_return_error (task, error);
}

static void
postino_core_backend_travel_async (PostinoBackend *backend,
                                   const PostinoCheckResult *works,
                                   PostinoSecret *incoming_password,
                                   PostinoSecret *outgoing_password,
                                   const PostinoLetter *letter,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  PostinoCoreBackend *self = POSTINO_CORE_BACKEND (backend);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (PostinoRoundTrip) trip =
    postino_round_trip_new (works->account, works->provider, incoming_password, outgoing_password);

  g_task_set_source_tag (task, postino_core_backend_travel_async);
  /* What was sent counts, even when it is cancelled a moment before it is known. */
  g_task_set_check_cancellable (task, FALSE);
  postino_round_trip_set_trust (trip, self->trust);
  if (self->trip_limit_ms > 0)
    postino_round_trip_set_limit (trip, self->trip_limit_ms);
  if (letter != NULL)
    postino_round_trip_set_letter (trip, letter);
  g_signal_connect_object (trip, "progress", G_CALLBACK (on_trip_progress), self, 0);

  g_set_object (&self->trip, trip);
  postino_round_trip_run_async (trip, cancellable, on_trip_ended, task);
}

static PostinoTrip *
postino_core_backend_travel_finish (PostinoBackend *backend,
                                    GAsyncResult *result,
                                    PostinoLetter **letter,
                                    GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, backend), NULL);

  const PostinoLetter *sent = g_task_get_task_data (G_TASK (result));

  *letter = sent != NULL ? postino_letter_copy (sent) : NULL;
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
postino_core_backend_add_trip (PostinoBackendInterface *iface)
{
  iface->travel_async = postino_core_backend_travel_async;
  iface->travel_finish = postino_core_backend_travel_finish;
}
