/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whoever sits in a hotel has not typed anything wrong. That is said only where no
 * mail server has spoken.
 */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-network.h"

/* Servers hand on mail to each other there (RFC 6409 section 3.1). */
#define SERVERS_PORT 25

static gboolean
is_at_servers_port (const PostinoServer *server)
{
  return server->protocol == POSTINO_PROTOCOL_SMTP && server->port == SERVERS_PORT;
}

static gboolean
has_mail_port (const PostinoServer *server)
{
  return is_at_servers_port (server)
         || server->port == postino_server_default_port (server->protocol, POSTINO_SECURITY_TLS)
         || server->port
              == postino_server_default_port (server->protocol, POSTINO_SECURITY_STARTTLS);
}

gboolean
postino_network_is_web_page (const PostinoReport *report)
{
  static const char *const starts[] = {"HTTP/", "<html", "<!doc"};
  gsize size = 0;
  const char *bytes =
    report->first_bytes != NULL ? g_bytes_get_data (report->first_bytes, &size) : NULL;

  if (report->finding != POSTINO_FINDING_WRONG_SERVICE || size < 5)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (g_ascii_strncasecmp (bytes, starts[i], 5) == 0)
      return TRUE;

  return FALSE;
}

PostinoSituation
postino_network_read_web_page (const PostinoReport *report)
{
  return has_mail_port (report->server) ? POSTINO_SITUATION_WEB_SERVER
                                        : POSTINO_SITUATION_WRONG_PROTOCOL;
}

PostinoSituation
postino_network_read_silence (const PostinoReport *report)
{
  return is_at_servers_port (report->server) ? POSTINO_SITUATION_SERVERS_PORT_SILENT
                                             : POSTINO_SITUATION_CONNECTION_TIMED_OUT;
}

PostinoSituation
postino_network_read_missing_sign_in (const PostinoReport *report)
{
  return is_at_servers_port (report->server) ? POSTINO_SITUATION_SERVERS_PORT
                                             : POSTINO_SITUATION_AUTH_NOT_OFFERED;
}

PostinoSituation
postino_network_read_unreachable (const PostinoReport *report)
{
  return report->ipv6_first && !report->tried_ipv4
             && g_error_matches (report->error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE)
           ? POSTINO_SITUATION_IPV6_ONLY
           : POSTINO_SITUATION_UNREACHABLE;
}

/* The servers of Postino's list have papers for their names. Elsewhere two with one
 * certificate for another name are rather a hosting company's. */
static gboolean
show_one_strange_certificate (const PostinoReport *report, const PostinoReport *other)
{
  if (report->server->source != POSTINO_SOURCE_BUNDLED
      || other->server->source != POSTINO_SOURCE_BUNDLED || report->tls == NULL
      || other->tls == NULL || report->tls->sha256 == NULL)
    return FALSE;

  return g_strcmp0 (report->tls->sha256, other->tls->sha256) == 0
         && g_ascii_strcasecmp (report->server->host, other->server->host) != 0
         && (report->certificate_errors & G_TLS_CERTIFICATE_BAD_IDENTITY) != 0
         && (other->certificate_errors & G_TLS_CERTIFICATE_BAD_IDENTITY) != 0;
}

/* The words of a portal for a situation that one explains. Something on this computer
 * itself is explained already. */
static PostinoSituation
get_portal (PostinoSituation situation)
{
  switch (situation)
    {
    case POSTINO_SITUATION_BRIDGE_NOT_RUNNING:
    case POSTINO_SITUATION_NOTHING_HERE:
    case POSTINO_SITUATION_BRIDGE_CERTIFICATE:
    case POSTINO_SITUATION_SECURITY_PROGRAM:
      return situation;
    default:
      break;
    }

  switch (postino_situation_get_cause (situation))
    {
    case POSTINO_CAUSE_DNS_FAILURE:
      return POSTINO_SITUATION_PORTAL_NO_LOOKUPS;
    case POSTINO_CAUSE_CONNECTION_REFUSED:
      return POSTINO_SITUATION_PORTAL_REFUSES;
    case POSTINO_CAUSE_CONNECTION_TIMED_OUT:
      return POSTINO_SITUATION_PORTAL_SILENT;
    case POSTINO_CAUSE_UNREACHABLE:
      return POSTINO_SITUATION_PORTAL_NO_WAY;
    case POSTINO_CAUSE_WRONG_PROTOCOL:
      return POSTINO_SITUATION_PORTAL_PAGE;
    case POSTINO_CAUSE_CERTIFICATE_UNTRUSTED:
      return POSTINO_SITUATION_PORTAL_UNTRUSTED;
    case POSTINO_CAUSE_CERTIFICATE_WRONG_HOST:
      return POSTINO_SITUATION_PORTAL_OTHER_NAME;
    default:
      return situation;
    }
}

PostinoSituation
postino_network_find_portal (PostinoSituation situation,
                             const PostinoReport *report,
                             const PostinoReport *other)
{
  if (other->stage >= POSTINO_STAGE_LOGIN)
    return situation;

  if (report->network == POSTINO_NETWORK_PORTAL
      || (postino_network_is_web_page (report) && postino_network_is_web_page (other)))
    return get_portal (situation);
  if (situation == POSTINO_SITUATION_CERTIFICATE_WRONG_HOST
      && show_one_strange_certificate (report, other))
    return get_portal (situation);

  return situation;
}
