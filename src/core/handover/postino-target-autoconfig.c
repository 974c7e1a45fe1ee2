/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mozilla's autoconfig format, "config-v1.1.xml": the file that an administrator puts
 * at https://autoconfig.DOMAIN/mail/config-v1.1.xml
 * (draft-ietf-mailmaint-autoconfig).
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-targets.h"

static const char *
get_socket_type (PostinoSecurity security)
{
  switch (security)
    {
    case POSTINO_SECURITY_TLS:
      return "SSL";
    case POSTINO_SECURITY_STARTTLS:
      return "STARTTLS";
    case POSTINO_SECURITY_NONE:
    default:
      return "plain";
    }
}

static const char *
get_authentication (const PostinoServer *server)
{
  if (!postino_handover_signs_in (server))
    return "none";
  if ((server->auth & POSTINO_AUTH_PASSWORD_ENCRYPTED) != 0
      && (server->auth & POSTINO_AUTH_PASSWORD_CLEARTEXT) == 0)
    return "password-encrypted";

  return "password-cleartext";
}

static void
append_element (GString *xml, const char *indent, const char *name, const char *value)
{
  g_autofree char *text = g_markup_escape_text (value, -1);

  g_string_append_printf (xml, "%s<%s>%s</%s>\n", indent, name, text, name);
}

static void
append_server (GString *xml, const PostinoHandover *self, const PostinoServer *server)
{
  const char *element =
    server->protocol == POSTINO_PROTOCOL_SMTP ? "outgoingServer" : "incomingServer";
  g_autofree char *port = g_strdup_printf ("%u", server->port);

  g_string_append_printf (xml, "    <%s type=\"%s\">\n", element,
                          postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, (int) server->protocol));
  append_element (xml, "      ", "hostname", server->host);
  append_element (xml, "      ", "port", port);
  append_element (xml, "      ", "socketType", get_socket_type (server->security));
  if (postino_handover_signs_in (server))
    {
      g_autofree char *username = postino_handover_make_username (self, server);
      append_element (xml, "      ", "username", username);
    }
  append_element (xml, "      ", "authentication", get_authentication (server));
  g_string_append_printf (xml, "    </%s>\n", element);
}

gboolean
postino_target_autoconfig_write (PostinoHandover *self, GError **error)
{
  const PostinoAccount *account = self->account;
  const char *domain = account->address->domain_ascii;
  g_autoptr (GString) xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                          "<clientConfig version=\"1.1\">\n");

  if (!postino_handover_refuse_pinned (self, error))
    return FALSE;

  g_string_append_printf (xml, "  <emailProvider id=\"%s\">\n", domain);
  append_element (xml, "    ", "domain", domain);
  append_element (xml, "    ", "displayName", account->address->domain);
  append_element (xml, "    ", "displayShortName", account->address->domain);
  append_server (xml, self, account->incoming);
  append_server (xml, self, account->outgoing);
  g_string_append (xml, "  </emailProvider>\n</clientConfig>\n");

  return postino_handover_set_document (self, "config-v1.1.xml", g_steal_pointer (&xml));
}
