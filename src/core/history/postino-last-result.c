/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Near times are said as a person would say them; what is further away has a date.
 */
#define G_LOG_DOMAIN "postino-history"

#include "config.h"

#include "postino-last-result.h"

#include "postino-text.h"

#include <glib/gi18n-lib.h>

#define MOMENT_SECONDS 60

/* Which day something was on, as seen from the clock. */
typedef enum
{
  TODAY,
  YESTERDAY,
  EARLIER,
} Day;

gboolean
postino_last_result_is_good (const PostinoLastResult *self)
{
  return self->incoming == POSTINO_CAUSE_OK && self->outgoing == POSTINO_CAUSE_OK;
}

static char *
describe_cause (const char *template,
                PostinoCause cause,
                const PostinoServer *server,
                const PostinoContext *context)
{
  g_autoptr (PostinoDiagnosis) diagnosis = postino_diagnose_remembered (cause, server, context);

  return postino_text_fill (template, "what", diagnosis->headline, NULL);
}

char *
postino_last_result_describe_incoming (const PostinoLastResult *self,
                                       const PostinoServer *server,
                                       const PostinoContext *context)
{
  if (self->incoming == POSTINO_CAUSE_OK)
    return g_strdup (_ ("Receiving works"));

  /* Translators: {what} is a sentence that says what is so. */
  return describe_cause (_ ("Receiving: {what}"), self->incoming, server, context);
}

char *
postino_last_result_describe_outgoing (const PostinoLastResult *self,
                                       const PostinoServer *server,
                                       const PostinoContext *context)
{
  if (self->outgoing == POSTINO_CAUSE_OK)
    return g_strdup (_ ("Sending works"));

  /* Translators: {what} is a sentence that says what is so. */
  return describe_cause (_ ("Sending: {what}"), self->outgoing, server, context);
}

static gboolean
is_same_day (GDateTime *a, GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b)
         && g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

static Day
get_day (GDateTime *when, GDateTime *now)
{
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (now, -1);

  if (is_same_day (when, now))
    return TODAY;
  return is_same_day (when, yesterday) ? YESTERDAY : EARLIER;
}

/* One of the templates, by #Day, with its {time} or {date}. */
static char *
describe (const char *const templates[], GDateTime *when, GDateTime *now)
{
  g_autofree char *time = g_date_time_format (when, "%H:%M");
  g_autofree char *date = postino_text_from_date (when);

  return postino_text_fill (templates[get_day (when, now)], "time", time, "date", date, NULL);
}

static char *
describe_tested (GDateTime *when, GDateTime *now)
{
  const char *const templates[] = {
    [TODAY] = _ ("Tested today at {time}."),
    [YESTERDAY] = _ ("Tested yesterday at {time}."),
    [EARLIER] = _ ("Tested on {date}."),
  };
  GTimeSpan ago = g_date_time_difference (now, when) / G_TIME_SPAN_SECOND;

  return ago >= 0 && ago < MOMENT_SECONDS ? g_strdup (_ ("Tested just now."))
                                          : describe (templates, when, now);
}

static char *
describe_worked (GDateTime *when, GDateTime *now)
{
  const char *const templates[] = {
    [TODAY] = _ ("It last worked today at {time}."),
    [YESTERDAY] = _ ("It last worked yesterday at {time}."),
    [EARLIER] = _ ("It last worked on {date}."),
  };

  return describe (templates, when, now);
}

/* %NULL for a time that no calendar has. */
static GDateTime *
to_time (gint64 seconds, GDateTime *now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);

  return utc != NULL ? g_date_time_to_timezone (utc, g_date_time_get_timezone (now)) : NULL;
}

char *
postino_last_result_describe_time (const PostinoLastResult *self, GDateTime *now)
{
  g_autoptr (GDateTime) tested = to_time (self->tested, now);
  g_autoptr (GDateTime) worked = to_time (self->worked, now);
  g_autofree char *first = tested != NULL ? describe_tested (tested, now) : g_strdup ("");

  if (worked == NULL || self->worked == 0 || postino_last_result_is_good (self))
    return g_steal_pointer (&first);

  g_autofree char *second = describe_worked (worked, now);
  return g_strconcat (first, " ", second, NULL);
}
