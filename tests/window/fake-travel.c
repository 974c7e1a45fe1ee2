/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plays a message on its way step by step with timers, as the real thing would.
 */
#include "fake-backend-private.h"
#include "fake-trip.h"

/* A message under way. */
typedef struct
{
  PostinoCheckResult *works;
  PostinoLetter *letter;
  gboolean again;
  guint step;
  GSource *watch; /* of the cancellable */
} Play;

static void
play_free (Play *play)
{
  postino_check_result_free (play->works);
  g_clear_pointer (&play->letter, postino_letter_free);
  g_clear_pointer (&play->watch, g_source_unref);
  g_free (play);
}

static const struct
{
  PostinoTripState state;
  double position;
} steps[] = {
  {POSTINO_TRIP_SENDING, 0},   {POSTINO_TRIP_ACCEPTED, 0.5}, {POSTINO_TRIP_WAITING, 0.5},
  {POSTINO_TRIP_WAITING, 0.6}, {POSTINO_TRIP_WAITING, 0.7},
};

static gboolean
on_trip_tick (gpointer user_data)
{
  GTask *task = user_data;
  Play *play = g_task_get_task_data (task);
  const char *scenario = play->works->account->address->local_part;
  gboolean waits = g_str_equal (scenario, "waits");

  if (g_task_get_completed (task))
    return G_SOURCE_REMOVE; /* cancelled */
  if (play->step == 1 && play->letter == NULL)
    play->letter = postino_letter_new (play->works->account->address);
  if (play->step < G_N_ELEMENTS (steps) || waits)
    {
      guint step = MIN (play->step, G_N_ELEMENTS (steps) - 1);

      play->step++;
      postino_backend_emit_trip (g_task_get_source_object (task), (int) steps[step].state,
                                 steps[step].position);
      return G_SOURCE_CONTINUE;
    }

  g_source_destroy (play->watch);
  g_task_return_pointer (task, fake_trip_new (play->works, play->again ? "arrived" : scenario),
                         (GDestroyNotify) postino_trip_free);
  return G_SOURCE_REMOVE;
}

static void
fake_travel_async (PostinoBackend *backend,
                   const PostinoCheckResult *works,
                   PostinoSecret *incoming_password,
                   PostinoSecret *outgoing_password,
                   const PostinoLetter *letter,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task = g_task_new (backend, cancellable, callback, user_data);
  Play *play = g_new0 (Play, 1);

  /* As the real thing, it cannot do without. */
  g_assert (incoming_password != NULL && outgoing_password != NULL);
  play->works = postino_check_result_copy (works);
  play->letter = letter != NULL ? postino_letter_copy (letter) : NULL;
  play->again = letter != NULL;
  play->step = letter != NULL ? 2 : 0;
  g_task_set_task_data (task, play, (GDestroyNotify) play_free);
  play->watch = fake_backend_watch (task);
  g_timeout_add_full (G_PRIORITY_DEFAULT, FAKE_BACKEND (backend)->step_ms, on_trip_tick, task,
                      g_object_unref);
}

static PostinoTrip *
fake_travel_finish (PostinoBackend *backend,
                    GAsyncResult *result,
                    PostinoLetter **letter,
                    GError **error)
{
  const Play *play = g_task_get_task_data (G_TASK (result));

  *letter = play->letter != NULL ? postino_letter_copy (play->letter) : NULL;
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
fake_backend_add_travel (PostinoBackendInterface *iface)
{
  iface->travel_async = fake_travel_async;
  iface->travel_finish = fake_travel_finish;
}
