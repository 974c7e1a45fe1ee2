/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-cli"

#include "cli-watch-judge.h"

gboolean
cli_watch_judge_proves_network (const PostinoReport *report)
{
  return report->stage >= POSTINO_STAGE_LOGIN
         && (report->certificate_errors == 0 || report->accepted_by_hand);
}

/* Papers for the right name that are out of date are the server's own. */
static gboolean
is_of_own_papers (PostinoCause cause)
{
  return cause == POSTINO_CAUSE_CERTIFICATE_EXPIRED
         || cause == POSTINO_CAUSE_CERTIFICATE_NOT_YET_VALID
         || cause == POSTINO_CAUSE_CERTIFICATE_REVOKED;
}

gboolean
cli_watch_judge_is_clear (const PostinoReport *report, PostinoCause cause, gboolean network)
{
  if (cause == POSTINO_CAUSE_OFFLINE || cause == POSTINO_CAUSE_CANCELLED)
    return FALSE;
  if (cause == POSTINO_CAUSE_OK || report->stage >= POSTINO_STAGE_LOGIN)
    return TRUE;
  if (report->network == POSTINO_NETWORK_NONE || report->network == POSTINO_NETWORK_LIMITED
      || report->network == POSTINO_NETWORK_PORTAL)
    return FALSE;

  return network || is_of_own_papers (cause);
}

/* What passes by itself now and then, or is the network's though others got through. */
static gboolean
is_passing (PostinoCause cause)
{
  switch (cause)
    {
    case POSTINO_CAUSE_HOST_NOT_FOUND:
    case POSTINO_CAUSE_DNS_FAILURE:
    case POSTINO_CAUSE_CONNECTION_REFUSED:
    case POSTINO_CAUSE_CONNECTION_TIMED_OUT:
    case POSTINO_CAUSE_UNREACHABLE:
    case POSTINO_CAUSE_CONNECTION_CLOSED:
    case POSTINO_CAUSE_TIMED_OUT:
    case POSTINO_CAUSE_PROTOCOL_ERROR:
    case POSTINO_CAUSE_TLS_FAILED:
    case POSTINO_CAUSE_CLIENT_BLOCKED:
    case POSTINO_CAUSE_SERVER_UNAVAILABLE:
    case POSTINO_CAUSE_TOO_MANY_CONNECTIONS:
    case POSTINO_CAUSE_SENDING_LIMIT:
      return TRUE;
    default:
      return FALSE;
    }
}

CliWatchNews
cli_watch_judge_side (CliWatchRecord *record, PostinoSide side, PostinoCause cause)
{
  const gboolean known = record->known[side];
  const PostinoCause before = known ? record->causes[side] : POSTINO_CAUSE_OK;

  if (is_passing (cause) && !is_passing (before) && !record->doubted[side])
    {
      record->doubted[side] = TRUE;
      return CLI_WATCH_NEWS_NONE;
    }

  record->doubted[side] = FALSE;
  record->known[side] = TRUE;
  record->causes[side] = cause;
  if (cause == before || (is_passing (cause) && is_passing (before)))
    return CLI_WATCH_NEWS_NONE;

  return cause == POSTINO_CAUSE_OK ? CLI_WATCH_NEWS_GONE : CLI_WATCH_NEWS_APPEARED;
}

/* What the network may have said, which leaves what is known as it is. */
static gboolean
may_be_network (PostinoCause cause)
{
  return cause == POSTINO_CAUSE_OFFLINE || cause == POSTINO_CAUSE_CANCELLED
         || cause == POSTINO_CAUSE_DNS_FAILURE || cause == POSTINO_CAUSE_UNREACHABLE
         || cause == POSTINO_CAUSE_CONNECTION_TIMED_OUT || cause == POSTINO_CAUSE_TIMED_OUT;
}

static gboolean
is_refusal (PostinoCause cause)
{
  switch (cause)
    {
    case POSTINO_CAUSE_TOO_MANY_ATTEMPTS:
    case POSTINO_CAUSE_ACCOUNT_DISABLED:
    case POSTINO_CAUSE_WRONG_CREDENTIALS:
    case POSTINO_CAUSE_USERNAME_FORMAT:
    case POSTINO_CAUSE_APP_PASSWORD_REQUIRED:
    case POSTINO_CAUSE_OAUTH_REQUIRED:
    case POSTINO_CAUSE_BROWSER_SIGN_IN_REQUIRED:
    case POSTINO_CAUSE_PASSWORD_EXPIRED:
    case POSTINO_CAUSE_NOT_AUTHORIZED:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_refused (const PostinoCause causes[2])
{
  return is_refusal (causes[POSTINO_SIDE_INCOMING]) || is_refusal (causes[POSTINO_SIDE_OUTGOING]);
}

void
cli_watch_judge_take_result (CliWatchRecord *record, const PostinoCause causes[2], gint64 tested)
{
  if (tested <= record->seen)
    return;

  for (int side = 0; side < 2; side++)
    if (!may_be_network (causes[side]))
      {
        record->known[side] = TRUE;
        record->causes[side] = causes[side];
        record->doubted[side] = FALSE;
      }
  if (!is_refused (record->causes))
    {
      record->rests = 0;
      record->rests_until = 0;
    }
}

void
cli_watch_judge_rest (CliWatchRecord *record,
                      const PostinoCause causes[2],
                      gboolean clear,
                      gint64 now)
{
  gint64 seconds = CLI_WATCH_FIRST_REST_S;

  if (!is_refused (causes))
    {
      record->rests = clear ? 0 : record->rests;
      record->rests_until = clear ? 0 : record->rests_until;
      return;
    }

  for (guint i = 0; i < record->rests && seconds < CLI_WATCH_MAX_REST_S; i++)
    seconds *= 2;
  record->rests = MIN (record->rests + 1, 30);
  record->rests_until = now + MIN (seconds, CLI_WATCH_MAX_REST_S);
}

gboolean
cli_watch_judge_is_ending (const PostinoReport *report, GDateTime *now)
{
  const PostinoTlsInfo *tls = report->tls;

  if (!cli_watch_judge_proves_network (report) || report->accepted_by_hand || tls == NULL
      || tls->not_after == NULL)
    return FALSE;

  GTimeSpan left = g_date_time_difference (tls->not_after, now);
  GTimeSpan life =
    tls->not_before != NULL ? g_date_time_difference (tls->not_after, tls->not_before) : G_MAXINT64;

  return left > 0 && left < CLI_WATCH_ENDING_DAYS * G_TIME_SPAN_DAY && left < life / 3;
}
