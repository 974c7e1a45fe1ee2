/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Of what was seen, nothing is rewritten here but the finding: errors and bytes stay as
 * they came.
 */
#define G_LOG_DOMAIN "postino-probe"

#include "postino-hindsight.h"

#include "postino-host.h"
#include "postino-server-time.h"
#include "postino-service.h"
#include "postino-tls-evidence.h"

#include <string.h>

/* Whether the report says no more than that nothing could be reached. */
static gboolean
is_out_of_reach (const PostinoReport *report)
{
  if (report->stage > POSTINO_STAGE_CONNECT)
    return FALSE;

  return report->finding == POSTINO_FINDING_TIMED_OUT
         || (report->error != NULL && report->error->domain == G_RESOLVER_ERROR)
         || g_error_matches (report->error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE)
         || g_error_matches (report->error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE);
}

static gboolean
is_offline (const PostinoReport *report)
{
  return is_out_of_reach (report) && !postino_host_is_local (report->server->host)
         && !g_network_monitor_get_network_available (g_network_monitor_get_default ());
}

/* Text came where TLS is due, whether the handshake failed of it or waits for more. */
static gboolean
is_text_for_tls (const PostinoReport *report)
{
  return report->server->security == POSTINO_SECURITY_TLS && report->stage == POSTINO_STAGE_TLS
         && (report->finding == POSTINO_FINDING_PLAIN_TEXT
             || report->finding == POSTINO_FINDING_TIMED_OUT)
         && postino_bytes_are_text (report->first_bytes);
}

/* The beginning of a greeting that is not whole yet counts for the wanted protocol. */
static gboolean
is_own_greeting (const PostinoReport *report)
{
  gsize size = 0;
  const char *bytes = g_bytes_get_data (report->first_bytes, &size);
  PostinoService service = postino_service_recognise (bytes, size);

  if (service != POSTINO_SERVICE_UNKNOWN)
    return service == postino_service_of_protocol (report->server->protocol);

  switch (report->server->protocol)
    {
    case POSTINO_PROTOCOL_POP3:
      return bytes[0] == '+' || bytes[0] == '-';
    case POSTINO_PROTOCOL_SMTP:
      return size < 4 && g_ascii_isdigit (bytes[0]);
    case POSTINO_PROTOCOL_IMAP:
    default:
      return bytes[0] == '*';
    }
}

static PostinoFinding
find (const PostinoReport *report)
{
  if (is_offline (report))
    return POSTINO_FINDING_OFFLINE;
  if (is_text_for_tls (report))
    return is_own_greeting (report) ? POSTINO_FINDING_PLAIN_TEXT : POSTINO_FINDING_WRONG_SERVICE;

  return report->finding;
}

/* Whoever has heard the server's first words needs nobody to say what the network is like. */
static PostinoNetwork
ask_for_network (const PostinoReport *report)
{
  if (report->finding == POSTINO_FINDING_NONE || report->finding == POSTINO_FINDING_UNCONFIRMED
      || report->stage > POSTINO_STAGE_GREETING || postino_host_is_local (report->server->host))
    return POSTINO_NETWORK_UNKNOWN;

  switch (g_network_monitor_get_connectivity (g_network_monitor_get_default ()))
    {
    case G_NETWORK_CONNECTIVITY_LOCAL:
      return POSTINO_NETWORK_NONE;
    case G_NETWORK_CONNECTIVITY_LIMITED:
      return POSTINO_NETWORK_LIMITED;
    case G_NETWORK_CONNECTIVITY_PORTAL:
      return POSTINO_NETWORK_PORTAL;
    case G_NETWORK_CONNECTIVITY_FULL:
      return POSTINO_NETWORK_FULL;
    default:
      return POSTINO_NETWORK_UNKNOWN;
    }
}

static GDateTime *
find_server_time (const PostinoReport *report)
{
  gsize size = 0;
  const char *bytes =
    report->first_bytes != NULL ? g_bytes_get_data (report->first_bytes, &size) : NULL;

  return postino_server_time_parse (bytes, size);
}

void
postino_hindsight_fill (PostinoReport *report)
{
  g_return_if_fail (report != NULL && report->server_time == NULL);

  report->finding = find (report);
  report->network = ask_for_network (report);
  report->server_time = find_server_time (report);
}
