/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each question has a deadline of its own: who hangs holds up nobody else.
 */
#define G_LOG_DOMAIN "postino-discovery"

#include "postino-question.h"

/* How long an answer is waited for, in ms. */
#define DEADLINE_MS 3500

static gboolean
on_deadline (gpointer user_data)
{
  PostinoQuestion *self = user_data;

  self->deadline_id = 0;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

PostinoQuestion *
postino_question_new (PostinoSource source, PostinoRank best, guint order, const char *where)
{
  PostinoQuestion *self = g_new0 (PostinoQuestion, 1);

  self->source = source;
  self->best = best;
  self->order = order;
  self->where = g_strdup (where);
  self->cancellable = g_cancellable_new ();
  self->pending = TRUE;
  self->deadline_id = g_timeout_add (DEADLINE_MS, on_deadline, self);

  return self;
}

void
postino_question_free (PostinoQuestion *self)
{
  g_clear_handle_id (&self->deadline_id, g_source_remove);
  g_object_unref (self->cancellable);
  g_free (self->where);
  g_free (self);
}

void
postino_question_end (PostinoQuestion *self)
{
  self->pending = FALSE;
  g_clear_handle_id (&self->deadline_id, g_source_remove);
}

void
postino_question_stop (PostinoQuestion *self)
{
  g_clear_handle_id (&self->deadline_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}

PostinoRank
postino_questions_get_best_to_come (const GPtrArray *questions)
{
  PostinoRank best = POSTINO_RANK_NONE;

  for (guint i = 0; i < questions->len; i++)
    {
      const PostinoQuestion *question = questions->pdata[i];

      if (question->pending)
        best = MIN (best, question->best);
    }

  return best;
}

PostinoSourceState
postino_questions_get_state (const GPtrArray *questions, PostinoSource source)
{
  gboolean pending = FALSE;

  for (guint i = 0; i < questions->len; i++)
    {
      const PostinoQuestion *question = questions->pdata[i];

      if (question->source != source)
        continue;
      if (question->answered)
        return POSTINO_SOURCE_ANSWERED;
      pending |= question->pending;
    }

  return pending ? POSTINO_SOURCE_ASKED : POSTINO_SOURCE_KNOWS_NOTHING;
}
