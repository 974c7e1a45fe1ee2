/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-probe"

#include "postino-alarm.h"

#include "postino-place.h"

struct _PostinoAlarm
{
  GSource *timer;
  guint wait_ms;
  gboolean rung;
  GCancellable *reading;
  GCancellable *outer;
  gulong outer_handler;
};

PostinoAlarm *
postino_alarm_new (void)
{
  return g_new0 (PostinoAlarm, 1);
}

static void
clear_timer (PostinoAlarm *self)
{
  postino_place_clear (&self->timer);
  self->wait_ms = 0;
}

static void
clear_reading (PostinoAlarm *self)
{
  if (self->outer != NULL)
    g_cancellable_disconnect (self->outer, self->outer_handler);
  g_clear_object (&self->outer);
  g_clear_object (&self->reading);
}

void
postino_alarm_free (PostinoAlarm *self)
{
  if (self == NULL)
    return;

  clear_timer (self);
  clear_reading (self);
  g_free (self);
}

static gboolean
on_timer_over (gpointer user_data)
{
  PostinoAlarm *self = user_data;

  clear_timer (self);
  postino_alarm_ring (self);
  return G_SOURCE_REMOVE;
}

void
postino_alarm_set (PostinoAlarm *self, gboolean anew, guint wait_ms)
{
  if (!anew && wait_ms == self->wait_ms && self->timer != NULL)
    return;

  clear_timer (self);
  if (wait_ms == 0)
    return;

  self->wait_ms = wait_ms;
  postino_place_start (&self->timer, g_timeout_source_new (wait_ms), on_timer_over, self);
}

/* Before anything is read, there is nothing to bring back: the next read does not begin. */
void
postino_alarm_ring (PostinoAlarm *self)
{
  self->rung = TRUE;
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
}

static void
on_outer_cancelled (GCancellable *outer, gpointer reading)
{
  g_cancellable_cancel (reading);
}

GCancellable *
postino_alarm_begin_reading (PostinoAlarm *self, GCancellable *cancellable)
{
  if (self->wait_ms == 0 && !self->rung)
    return cancellable;

  clear_reading (self);
  self->reading = g_cancellable_new ();
  if (cancellable != NULL)
    {
      self->outer = g_object_ref (cancellable);
      self->outer_handler = g_cancellable_connect (cancellable, G_CALLBACK (on_outer_cancelled),
                                                   g_object_ref (self->reading), g_object_unref);
    }
  if (self->rung)
    g_cancellable_cancel (self->reading);

  return self->reading;
}

gboolean
postino_alarm_end_reading (PostinoAlarm *self)
{
  gboolean rung = self->rung;

  clear_reading (self);
  self->rung = FALSE;
  return rung;
}
