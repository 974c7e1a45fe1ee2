/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-sleep.h"

#include <time.h>

#define LOOK_MS 1000

/* A server may well be there still after a shorter one. */
#define SHORTEST_MS 3000

struct _PostinoSleep
{
  gint64 slept_ms; /* since the computer was started */
  guint source_id;
  PostinoSleepFunc func;
  gpointer user_data;
};

static gint64
to_ms (clockid_t clock)
{
  struct timespec now = {0};

  clock_gettime (clock, &now);
  return (gint64) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static gint64
measure (void)
{
  return to_ms (CLOCK_BOOTTIME) - to_ms (CLOCK_MONOTONIC);
}

static gboolean
on_look (gpointer user_data)
{
  PostinoSleep *self = user_data;
  gint64 slept_ms = measure ();
  gint64 before = self->slept_ms;

  self->slept_ms = slept_ms;
  if (slept_ms - before >= SHORTEST_MS)
    self->func (self->user_data);

  return G_SOURCE_CONTINUE;
}

PostinoSleep *
postino_sleep_watch (PostinoSleepFunc func, gpointer user_data)
{
  PostinoSleep *self = g_new0 (PostinoSleep, 1);

  self->func = func;
  self->user_data = user_data;
  self->slept_ms = measure ();
  self->source_id = g_timeout_add (LOOK_MS, on_look, self);

  return self;
}

void
postino_sleep_free (PostinoSleep *self)
{
  if (self == NULL)
    return;

  g_source_remove (self->source_id);
  g_free (self);
}
