/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looks once a second, and only while the page is busy.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-sleep.h"

#include <glib/gi18n.h>
#include <time.h>

#define LOOK_MS 1000

/* A server may well be there still after a shorter one. */
#define SHORTEST_MS 3000

typedef struct
{
  PostinoPage *page; /* not owned: it owns this */
  gint64 slept_ms;   /* since the computer was started */
  guint source_id;
} Watch;

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
  Watch *self = user_data;
  gint64 before = self->slept_ms;

  self->slept_ms = measure ();
  if (self->slept_ms - before >= SHORTEST_MS)
    {
      postino_page_toast (self->page, _ ("Your computer was asleep: starting again"));
      postino_page_cancel (self->page);
      postino_page_run (self->page);
    }

  return G_SOURCE_CONTINUE;
}

static void
on_busy_changed (PostinoPage *page, GParamSpec *pspec, Watch *self)
{
  g_clear_handle_id (&self->source_id, g_source_remove);
  if (!postino_page_get_busy (page))
    return;
  self->slept_ms = measure ();
  self->source_id = g_timeout_add (LOOK_MS, on_look, self);
}

static void
watch_free (gpointer data, GClosure *closure)
{
  Watch *self = data;

  g_clear_handle_id (&self->source_id, g_source_remove);
  g_free (self);
}

void
postino_sleep_watch (PostinoPage *page)
{
  g_return_if_fail (POSTINO_IS_PAGE (page));

  Watch *self = g_new0 (Watch, 1);

  self->page = page;
  g_signal_connect_data (page, "notify::busy", G_CALLBACK (on_busy_changed), self, watch_free, 0);
}
