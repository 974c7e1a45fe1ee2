/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SRV records for mail (RFC 6186; "submissions" from RFC 8314 section 5.1), as they
 * stand in a zone file (RFC 1035 section 5.1).
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-targets.h"

#include <glib/gi18n-lib.h>

/* Seconds. */
#define TTL 3600

static const struct
{
  PostinoProtocol protocol;
  PostinoSecurity security;
  const char *label;
} services[] = {
  {POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_TLS, "_imaps"},
  {POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_STARTTLS, "_imap"},
  {POSTINO_PROTOCOL_POP3, POSTINO_SECURITY_TLS, "_pop3s"},
  {POSTINO_PROTOCOL_POP3, POSTINO_SECURITY_STARTTLS, "_pop3"},
  {POSTINO_PROTOCOL_SMTP, POSTINO_SECURITY_TLS, "_submissions"},
  {POSTINO_PROTOCOL_SMTP, POSTINO_SECURITY_STARTTLS, "_submission"},
};

/* A record names a host, and has no word for a connection in plain text. */
static gboolean
check (const PostinoHandover *self, const PostinoServer *server, GError **error)
{
  g_autofree char *ascii = postino_domain_to_ascii (server->host);

  if (server->security == POSTINO_SECURITY_NONE)
    return postino_handover_refuse (
      self, _ ("{host} is reached without encryption, which DNS has no words for."), server, error);
  if (ascii == NULL || g_hostname_is_ip_address (ascii))
    return postino_handover_refuse (
      self, _ ("{host} is no name. DNS leads from a domain to a server’s name only."), server,
      error);

  return TRUE;
}

static void
append_record (GString *zone, const PostinoHandover *self, const PostinoServer *server)
{
  g_autofree char *host = postino_domain_to_ascii (server->host);

  for (gsize i = 0; i < G_N_ELEMENTS (services); i++)
    if (services[i].protocol == server->protocol && services[i].security == server->security)
      g_string_append_printf (zone, "%s._tcp.%s. %d IN SRV 0 1 %u %s.\n", services[i].label,
                              self->account->address->domain_ascii, TTL, server->port, host);
}

gboolean
postino_target_srv_write (PostinoHandover *self, GError **error)
{
  const PostinoAccount *account = self->account;
  g_autofree char *name = g_strconcat (account->address->domain_ascii, ".srv.zone", NULL);

  if (!check (self, account->incoming, error) || !check (self, account->outgoing, error)
      || !postino_handover_refuse_pinned (self, error))
    return FALSE;

  GString *zone = g_string_new (NULL);
  append_record (zone, self, account->incoming);
  append_record (zone, self, account->outgoing);
  return postino_handover_set_document (self, name, zone);
}
