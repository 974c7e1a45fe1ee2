/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One stage is under way at a time. Each begins once and ends once; only a stage
 * that passed and is come back to may fail afterwards.
 */
#define G_LOG_DOMAIN "postino-probe"

#include "postino-steps.h"

struct _PostinoSteps
{
  GArray *steps;
  PostinoStepsFunc func;
  gpointer user_data;

  gint64 start;
  PostinoStage stage;
  gboolean running;
};

PostinoSteps *
postino_steps_new (GArray *steps, PostinoStepsFunc func, gpointer user_data)
{
  PostinoSteps *self = g_new0 (PostinoSteps, 1);

  self->steps = g_array_ref (steps);
  self->func = func;
  self->user_data = user_data;
  self->start = g_get_monotonic_time ();

  return self;
}

void
postino_steps_free (PostinoSteps *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->steps);
  g_free (self);
}

static PostinoStep *
find (PostinoSteps *self, PostinoStage stage)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      PostinoStep *step = &g_array_index (self->steps, PostinoStep, i);

      if (step->stage == stage)
        return step;
    }

  return NULL;
}

static void
finish (PostinoSteps *self, gboolean passed)
{
  PostinoStep *step = find (self, self->stage);

  g_return_if_fail (step != NULL);

  self->running = FALSE;
  step->elapsed_ms = postino_steps_get_elapsed (self) - step->start_ms;
  step->passed = passed;
  self->func (self->stage, passed ? POSTINO_STEP_PASSED : POSTINO_STEP_FAILED, self->user_data);
}

void
postino_steps_enter (PostinoSteps *self, PostinoStage stage)
{
  PostinoStep step = {.stage = stage, .start_ms = postino_steps_get_elapsed (self)};

  if (self->running && self->stage == stage)
    return;

  postino_steps_pass (self);
  self->stage = stage;
  if (stage == POSTINO_STAGE_DONE || find (self, stage) != NULL)
    return;

  g_array_append_val (self->steps, step);
  self->running = TRUE;
  self->func (stage, POSTINO_STEP_RUNNING, self->user_data);
}

void
postino_steps_pass (PostinoSteps *self)
{
  if (self->running)
    finish (self, TRUE);
}

void
postino_steps_fail (PostinoSteps *self)
{
  if (self->running)
    finish (self, FALSE);
}

void
postino_steps_end (PostinoSteps *self, PostinoStage stage, gboolean passed)
{
  if (passed)
    {
      postino_steps_enter (self, POSTINO_STAGE_DONE);
      self->func (POSTINO_STAGE_DONE, POSTINO_STEP_PASSED, self->user_data);
      return;
    }

  /* Back to a stage that had passed: the one under way did not. */
  if (self->stage != stage && find (self, stage) != NULL)
    postino_steps_fail (self);
  postino_steps_enter (self, stage);
  if (find (self, stage) != NULL)
    finish (self, FALSE);
}

PostinoStage
postino_steps_get_stage (PostinoSteps *self)
{
  return self->stage;
}

guint
postino_steps_get_elapsed (PostinoSteps *self)
{
  return (guint) ((g_get_monotonic_time () - self->start) / 1000);
}
