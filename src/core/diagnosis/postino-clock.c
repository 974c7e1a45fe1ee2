/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-clock.h"

GDateTime *
postino_clock_get_server_time (const PostinoReport *incoming,
                               const PostinoReport *outgoing,
                               GDateTime *web_time)
{
  GDateTime *said = incoming->server_time != NULL ? incoming->server_time : outgoing->server_time;

  if (said == NULL || web_time == NULL)
    return said != NULL ? said : web_time;

  return ABS (g_date_time_difference (said, web_time)) <= G_TIME_SPAN_DAY ? said : NULL;
}

gboolean
postino_clock_is_right (GDateTime *now, GDateTime *server_time)
{
  return server_time != NULL && ABS (g_date_time_difference (now, server_time)) <= G_TIME_SPAN_DAY;
}

gboolean
postino_clock_is_after (const PostinoReport *report, GDateTime *now)
{
  GDateTime *end = report->tls != NULL ? report->tls->not_after : NULL;

  return end != NULL && g_date_time_compare (now, end) > 0;
}

gboolean
postino_clock_is_before (const PostinoReport *report, GDateTime *now)
{
  GDateTime *begin = report->tls != NULL ? report->tls->not_before : NULL;

  return begin != NULL && g_date_time_compare (now, begin) < 0;
}

PostinoSituation
postino_clock_read (PostinoSituation situation,
                    const PostinoReport *report,
                    GDateTime *now,
                    GDateTime *server_time)
{
  if (server_time == NULL || report->tls == NULL || postino_clock_is_right (now, server_time)
      || postino_clock_is_after (report, server_time)
      || postino_clock_is_before (report, server_time))
    return situation;

  switch (situation)
    {
    case POSTINO_SITUATION_CERTIFICATE_EXPIRED:
      return POSTINO_SITUATION_CLOCK_AHEAD_OF_SERVER;
    case POSTINO_SITUATION_CERTIFICATE_NOT_YET_VALID:
      return POSTINO_SITUATION_CLOCK_BEHIND_SERVER;
    default:
      return situation;
    }
}
