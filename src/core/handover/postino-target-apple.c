/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A configuration profile for iPhone, iPad and Mac: a property list with one mail
 * account (https://developer.apple.com/documentation/devicemanagement/mail). Not signed,
 * and without a password: the device asks for it.
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-targets.h"

#define CONTENT_TYPE "com.apple.mail.managed"

static void
append_string (GString *plist, const char *key, const char *value)
{
  g_autofree char *text = g_markup_escape_text (value, -1);

  g_string_append_printf (plist, "<key>%s</key><string>%s</string>\n", key, text);
}

static void
append_int (GString *plist, const char *key, guint value)
{
  g_string_append_printf (plist, "<key>%s</key><integer>%u</integer>\n", key, value);
}

static void
append_bool (GString *plist, const char *key, gboolean value)
{
  g_string_append_printf (plist, "<key>%s</key><%s/>\n", key, value ? "true" : "false");
}

/* What each payload begins with. Installed again, it replaces the one before. */
static void
append_payload (GString *plist, const PostinoHandover *self, const char *type, const char *role)
{
  g_autofree char *uuid = postino_handover_make_uuid (self, role);
  g_autofree char *identifier = g_strconcat (APP_ID, ".", role, ".", uuid, NULL);

  append_string (plist, "PayloadType", type);
  append_int (plist, "PayloadVersion", 1);
  append_string (plist, "PayloadIdentifier", identifier);
  append_string (plist, "PayloadUUID", uuid);
  append_string (plist, "PayloadDisplayName", self->address);
}

static void
append_server (GString *plist, const char *side, const PostinoServer *server)
{
  gboolean signs_in = postino_handover_signs_in (server);
  g_autofree char *host = g_strconcat (side, "MailServerHostName", NULL);
  g_autofree char *port = g_strconcat (side, "MailServerPortNumber", NULL);
  g_autofree char *tls = g_strconcat (side, "MailServerUseSSL", NULL);
  g_autofree char *auth = g_strconcat (side, "MailServerAuthentication", NULL);
  g_autofree char *username = g_strconcat (side, "MailServerUsername", NULL);

  append_string (plist, host, server->host);
  append_int (plist, port, server->port);
  append_bool (plist, tls, server->security != POSTINO_SECURITY_NONE);
  append_string (plist, auth, signs_in ? "EmailAuthPassword" : "EmailAuthNone");
  if (signs_in)
    append_string (plist, username, server->username);
}

static void
append_mail (GString *plist, const PostinoHandover *self)
{
  const PostinoAccount *account = self->account;

  g_string_append (plist, "<dict>\n");
  append_payload (plist, self, CONTENT_TYPE, "mail");
  append_string (plist, "EmailAccountDescription", self->address);
  append_string (plist, "EmailAccountName", account->name);
  append_string (plist, "EmailAccountType",
                 account->incoming->protocol == POSTINO_PROTOCOL_POP3 ? "EmailTypePOP"
                                                                      : "EmailTypeIMAP");
  append_string (plist, "EmailAddress", self->address);
  append_server (plist, "Incoming", account->incoming);
  append_server (plist, "Outgoing", account->outgoing);
  /* The same name at both servers has the same password, but for very odd providers. */
  append_bool (plist, "OutgoingPasswordSameAsIncomingPassword",
               g_strcmp0 (account->incoming->username, account->outgoing->username) == 0);
  g_string_append (plist, "</dict>\n");
}

gboolean
postino_target_apple_write (PostinoHandover *self, GError **error)
{
  g_autofree char *label = postino_handover_make_label (self);
  g_autofree char *name = g_strconcat (label, ".mobileconfig", NULL);

  if (!postino_handover_refuse_pinned (self, error))
    return FALSE;

  GString *plist = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                 "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
                                 "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
                                 "<plist version=\"1.0\">\n<dict>\n");
  append_payload (plist, self, "Configuration", "profile");
  g_string_append (plist, "<key>PayloadContent</key>\n<array>\n");
  append_mail (plist, self);
  g_string_append (plist, "</array>\n</dict>\n</plist>\n");

  return postino_handover_set_document (self, name, plist);
}
