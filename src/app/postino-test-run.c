/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-test-run.h"

struct _PostinoTestRun
{
  GObject parent_instance;

  PostinoTestState *state; /* (unowned) */
  guint second_id;         /* while there is one */
};

enum
{
  SIGNAL_PROGRESS,
  SIGNAL_SIDE_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoTestRun, postino_test_run, G_TYPE_OBJECT)

static void
on_step (PostinoBackend *backend, int side, int stage, int state, PostinoTestRun *self)
{
  if (self->state == NULL)
    return;
  postino_progress_step (self->state->progress[side], stage, state);
  g_signal_emit (self, signals[SIGNAL_PROGRESS], 0);
}

static void
on_line (PostinoBackend *backend, int side, int direction, const char *text, PostinoTestRun *self)
{
  if (self->state == NULL)
    return;
  postino_progress_add_line (self->state->progress[side], direction, text);
  g_signal_emit (self, signals[SIGNAL_PROGRESS], 0);
}

static void
on_attempt (PostinoBackend *backend,
            int side,
            const PostinoServer *server,
            const PostinoDiagnosis *diagnosis,
            const char *text,
            PostinoTestRun *self)
{
  if (self->state == NULL)
    return;
  postino_progress_try (self->state->progress[side], server, diagnosis, text);
  g_signal_emit (self, signals[SIGNAL_PROGRESS], 0);
}

static void
on_server_done (PostinoBackend *backend,
                int side,
                const PostinoReport *report,
                const PostinoDiagnosis *diagnosis,
                PostinoTestRun *self)
{
  if (self->state == NULL)
    return;
  postino_progress_end (self->state->progress[side], report, diagnosis);
  g_signal_emit (self, signals[SIGNAL_SIDE_ENDED], 0, side);
}

static gboolean
on_second (gpointer user_data)
{
  PostinoTestRun *self = user_data;

  for (PostinoSide side = 0; side < 2; side++)
    postino_progress_tick (self->state->progress[side], g_get_monotonic_time ());
  g_signal_emit (self, signals[SIGNAL_PROGRESS], 0);
  return G_SOURCE_CONTINUE;
}

void
postino_test_run_set_state (PostinoTestRun *self, PostinoTestState *state)
{
  g_return_if_fail (POSTINO_IS_TEST_RUN (self));

  g_clear_handle_id (&self->second_id, g_source_remove);
  self->state = state;
  if (state != NULL)
    self->second_id = g_timeout_add_seconds (1, on_second, self);
}

static void
postino_test_run_dispose (GObject *object)
{
  postino_test_run_set_state (POSTINO_TEST_RUN (object), NULL);

  G_OBJECT_CLASS (postino_test_run_parent_class)->dispose (object);
}

static void
postino_test_run_class_init (PostinoTestRunClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = postino_test_run_dispose;

  signals[SIGNAL_PROGRESS] = g_signal_new ("progress", POSTINO_TYPE_TEST_RUN, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SIDE_ENDED] = g_signal_new ("side-ended", POSTINO_TYPE_TEST_RUN, G_SIGNAL_RUN_LAST,
                                             0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
postino_test_run_init (PostinoTestRun *self)
{
}

PostinoTestRun *
postino_test_run_new (PostinoBackend *backend)
{
  g_return_val_if_fail (POSTINO_IS_BACKEND (backend), NULL);

  PostinoTestRun *self = g_object_new (POSTINO_TYPE_TEST_RUN, NULL);

  g_signal_connect_object (backend, "step", G_CALLBACK (on_step), self, 0);
  g_signal_connect_object (backend, "line", G_CALLBACK (on_line), self, 0);
  g_signal_connect_object (backend, "attempt", G_CALLBACK (on_attempt), self, 0);
  g_signal_connect_object (backend, "server-done", G_CALLBACK (on_server_done), self, 0);
  return self;
}
