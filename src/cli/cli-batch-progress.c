/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-batch-progress.h"

#include "postino-text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define DRAW_MS 250
#define BAR_MIN 10
#define BAR_MAX 30

/* The rate is that of the last while: how much of it each drawing forgets. */
#define FORGET 0.05

struct _CliBatchProgress
{
  guint total;
  guint done;
  guint problems;
  guint drawn; /* what was done at the last drawing */
  gint64 at;
  double rate;
  guint timer;
};

/* Seconds, minutes or hours: whatever says it in a small number. */
static char *
describe_time (double seconds)
{
  if (seconds < 100)
    return g_strdup_printf (_ ("%.0f s left"), ceil (seconds));
  if (seconds < 100 * 60)
    return g_strdup_printf (_ ("%.0f min left"), ceil (seconds / 60));

  return g_strdup_printf (_ ("%.0f h left"), ceil (seconds / 3600));
}

static char *
draw_bar (guint done, guint total, guint width)
{
  guint full = total > 0 ? (guint) ((guint64) MIN (done, total) * width / total) : 0;
  g_autofree char *left = g_strnfill (full, '#');
  g_autofree char *right = g_strnfill (width - full, '.');

  return g_strdup_printf ("[%s%s] ", left, right);
}

static char *
describe_numbers (guint done, guint total, guint problems)
{
  g_autofree char *count = g_strdup_printf ("%u", done);
  g_autofree char *all = g_strdup_printf ("%u", total);
  g_autofree char *bad = g_strdup_printf ("%u", problems);
  const char *text = total > 0 ? _ ("{done} of {total}, {problems} with a problem")
                               : _ ("{done} done, {problems} with a problem");

  return postino_text_fill (text, "done", count, "total", all, "problems", bad, NULL);
}

char *
cli_batch_progress_describe (guint done, guint total, guint problems, double rate, guint columns)
{
  GString *text = g_string_new (NULL);
  g_autofree char *numbers = describe_numbers (done, total, problems);

  g_string_append (text, numbers);
  if (rate > 0)
    g_string_append_printf (text, _ (", %.1f a second"), rate);
  if (rate > 0 && total > done)
    {
      g_autofree char *left = describe_time ((total - done) / rate);
      g_string_append_printf (text, ", %s", left);
    }

  glong length = g_utf8_strlen (text->str, -1);
  glong room = (glong) columns - length - 4;
  if (total > 0 && room >= BAR_MIN)
    {
      g_autofree char *bar = draw_bar (done, total, (guint) MIN (room, BAR_MAX));
      g_string_prepend (text, bar);
    }
  else if (length >= (glong) columns)
    g_string_truncate (
      text, (gsize) (g_utf8_offset_to_pointer (text->str, (glong) columns - 1) - text->str));

  return g_string_free (text, FALSE);
}

static guint
get_columns (void)
{
  struct winsize size;

  if (ioctl (STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 20)
    return 80;

  return size.ws_col;
}

static void
measure (CliBatchProgress *self)
{
  gint64 now = g_get_monotonic_time ();
  double seconds = (double) (now - self->at) / G_USEC_PER_SEC;
  double rate = seconds > 0 ? (self->done - self->drawn) / seconds : 0;

  self->rate = self->rate <= 0 ? rate : self->rate * (1 - FORGET) + rate * FORGET;
  self->drawn = self->done;
  self->at = now;
}

static gboolean
on_draw (gpointer user_data)
{
  CliBatchProgress *self = user_data;

  measure (self);
  g_autofree char *text = cli_batch_progress_describe (self->done, self->total, self->problems,
                                                       self->rate, get_columns ());
  g_printerr ("\r%s\033[K", text);
  return G_SOURCE_CONTINUE;
}

gboolean
cli_batch_progress_is_shown (void)
{
  return isatty (STDERR_FILENO);
}

CliBatchProgress *
cli_batch_progress_new (guint total, guint done)
{
  CliBatchProgress *self = g_new0 (CliBatchProgress, 1);

  self->total = total;
  self->done = done;
  self->drawn = done;
  self->at = g_get_monotonic_time ();
  if (cli_batch_progress_is_shown ())
    self->timer = g_timeout_add (DRAW_MS, on_draw, self);

  return self;
}

void
cli_batch_progress_free (CliBatchProgress *self)
{
  if (self == NULL)
    return;

  if (self->timer != 0)
    g_printerr ("\r\033[K");
  g_clear_handle_id (&self->timer, g_source_remove);
  g_free (self);
}

void
cli_batch_progress_set (CliBatchProgress *self, guint done, guint problems)
{
  self->done = done;
  self->problems = problems;
}
