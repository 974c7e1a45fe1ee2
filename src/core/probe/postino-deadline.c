/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One timer, set anew for each stage: to the end of its share, or to the end of
 * everything where that comes first. The clock stands still while the computer sleeps:
 * what is left of the time is left after it, and then it is over.
 */
#define G_LOG_DOMAIN "postino-probe"

#include "postino-deadline.h"

#include "postino-place.h"

struct _PostinoDeadline
{
  guint total_ms;
  gint64 end;
  guint connecting_ms;
  GSource *timer;
  PostinoDeadlineFunc func;
  gpointer user_data;
};

/* The deadline may be freed by what it calls. */
static gboolean
on_timer_over (gpointer user_data)
{
  PostinoDeadline *self = user_data;
  PostinoDeadlineFunc func = self->func;

  func (self->user_data);
  return G_SOURCE_REMOVE;
}

static void
set_timer (PostinoDeadline *self, gint64 at)
{
  GSource *timer = g_timeout_source_new (0);

  g_source_set_ready_time (timer, at);
  postino_place_start (&self->timer, timer, on_timer_over, self);
}

PostinoDeadline *
postino_deadline_new (guint total_ms, PostinoDeadlineFunc func, gpointer user_data)
{
  PostinoDeadline *self = g_new0 (PostinoDeadline, 1);

  g_return_val_if_fail (func != NULL, NULL);

  self->total_ms = total_ms;
  self->connecting_ms = G_MAXUINT;
  self->end = g_get_monotonic_time () + (gint64) total_ms * 1000;
  self->func = func;
  self->user_data = user_data;
  set_timer (self, self->end);

  return self;
}

void
postino_deadline_free (PostinoDeadline *self)
{
  if (self == NULL)
    return;

  postino_place_clear (&self->timer);
  g_free (self);
}

void
postino_deadline_limit_connecting (PostinoDeadline *self, guint limit_ms)
{
  g_return_if_fail (self != NULL);

  self->connecting_ms = limit_ms;
}

void
postino_deadline_enter (PostinoDeadline *self, PostinoStage stage)
{
  g_return_if_fail (self != NULL);

  guint share_ms = postino_deadline_get_share (self->total_ms, stage);
  if (stage == POSTINO_STAGE_CONNECT)
    share_ms = MIN (share_ms, self->connecting_ms);

  set_timer (self, MIN (self->end, g_get_monotonic_time () + (gint64) share_ms * 1000));
}

guint
postino_deadline_get_share (guint total_ms, PostinoStage stage)
{
  guint least = MIN (total_ms, POSTINO_DEADLINE_LEAST_SHARE_MS);

  switch (stage)
    {
    case POSTINO_STAGE_LOOKUP:
      return MAX (total_ms / 3, least);
    case POSTINO_STAGE_CONNECT:
      return MAX (total_ms / 2, least);
    case POSTINO_STAGE_TLS:
    case POSTINO_STAGE_GREETING:
    case POSTINO_STAGE_LOGIN:
    case POSTINO_STAGE_MAILBOX:
    case POSTINO_STAGE_SENDER:
    case POSTINO_STAGE_DONE:
    default:
      return total_ms;
    }
}
