/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is new, in sentences.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-watch-private.h"
#include "postino-text.h"

#include <glib/gi18n.h>

static void
add (CliWatchVisit *visit, CliWatchNews news, PostinoSide side, char *text)
{
  CliWatchItem *item = g_new0 (CliWatchItem, 1);

  item->news = news;
  item->side = side;
  item->text = text;
  g_ptr_array_add (visit->news, item);
}

static char *
describe_cause (const CliWatchVisit *visit, PostinoSide side)
{
  const char *template =
    side == POSTINO_SIDE_INCOMING ? _ ("Receiving: {what}") : _ ("Sending: {what}");

  return postino_text_fill (template, "what", visit->result.diagnoses[side]->headline, NULL);
}

static void
look_at_side (CliWatchVisit *visit, PostinoSide side)
{
  CliWatchNews news =
    cli_watch_judge_side (&visit->record, side, visit->result.diagnoses[side]->cause);

  if (news == CLI_WATCH_NEWS_APPEARED)
    add (visit, news, side, describe_cause (visit, side));
  else if (news == CLI_WATCH_NEWS_GONE)
    add (visit, news, side,
         g_strdup (side == POSTINO_SIDE_INCOMING ? _ ("Receiving works again.")
                                                 : _ ("Sending works again.")));
}

/* Two servers with one certificate are one piece of news. */
static gboolean
is_told_already (const CliWatch *self, const CliWatchVisit *visit, PostinoSide side)
{
  const char *sha256 = visit->result.reports[side]->tls->sha256;
  const PostinoReport *other = visit->result.reports[POSTINO_SIDE_INCOMING];

  if (side == POSTINO_SIDE_OUTGOING && other->tls != NULL
      && g_strcmp0 (other->tls->sha256, sha256) == 0)
    return TRUE;

  return cli_watch_memory_has_told (self->memory, visit->account->id, sha256);
}

static void
look_at_certificate (const CliWatch *self, CliWatchVisit *visit, PostinoSide side)
{
  const PostinoReport *report = visit->result.reports[side];
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  if (!cli_watch_judge_is_ending (report, now) || is_told_already (self, visit, side))
    return;

  g_autoptr (GDateTime) end = g_date_time_to_local (report->tls->not_after);
  /* Translators: a date in a sentence, as in “24 November 2026”; see strftime(3). */
  g_autofree char *date = g_date_time_format (end, _ ("%-d %B %Y"));
  add (visit, CLI_WATCH_NEWS_CERTIFICATE, side,
       postino_text_fill (
         _ ("The certificate of {host} runs out on {date}, and is not renewed yet. Ask "
            "whoever runs the server to do so."),
         "host", report->server->host, "date", date, NULL));
}

void
cli_watch_look (CliWatch *self, CliWatchVisit *visit)
{
  const CliResult *result = &visit->result;

  for (int side = 0; side < 2; side++)
    {
      PostinoCause cause = result->diagnoses[side]->cause;

      visit->clear[side] = cli_watch_judge_is_clear (result->reports[side], cause, self->network);
      if (!visit->clear[side])
        continue;
      look_at_side (visit, (PostinoSide) side);
      look_at_certificate (self, visit, (PostinoSide) side);
    }
}
