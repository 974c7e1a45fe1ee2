/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-discovery"

#include "postino-web-clock.h"

#define KEY "postino-web-clock"

typedef struct
{
  GTimeSpan ahead;
  gboolean disputed;
} WebClock;

static gboolean
is_within_certificate (GDateTime *date, GTlsCertificate *certificate)
{
  g_autoptr (GDateTime) begin = g_tls_certificate_get_not_valid_before (certificate);
  g_autoptr (GDateTime) end = g_tls_certificate_get_not_valid_after (certificate);

  return begin != NULL && end != NULL && g_date_time_compare (date, begin) >= 0
         && g_date_time_compare (date, end) <= 0;
}

static GDateTime *
read_date (SoupMessage *message)
{
  GTlsCertificate *certificate = soup_message_get_tls_peer_certificate (message);
  const char *text =
    soup_message_headers_get_one (soup_message_get_response_headers (message), "Date");
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  if (date == NULL || certificate == NULL || !is_within_certificate (date, certificate))
    return NULL;

  return g_steal_pointer (&date);
}

void
postino_web_clock_note (SoupSession *session, SoupMessage *message)
{
  WebClock *known = g_object_get_data (G_OBJECT (session), KEY);
  g_autoptr (GDateTime) date = read_date (message);

  if (date == NULL)
    return;

  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  GTimeSpan ahead = g_date_time_difference (date, now);
  if (known != NULL)
    {
      known->disputed = known->disputed || ABS (known->ahead - ahead) > G_TIME_SPAN_DAY;
      return;
    }

  known = g_new0 (WebClock, 1);
  known->ahead = ahead;
  g_object_set_data_full (G_OBJECT (session), KEY, known, g_free);
}

GTimeSpan
postino_web_clock_get (SoupSession *session)
{
  const WebClock *known = g_object_get_data (G_OBJECT (session), KEY);

  return known != NULL && !known->disputed ? known->ahead : POSTINO_AHEAD_UNKNOWN;
}
