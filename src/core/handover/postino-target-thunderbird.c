/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Thunderbird: an enterprise policy whose preferences are defaults, so that a profile
 * that has accounts keeps them, and a new one begins with this one
 * (https://thunderbird.github.io/policy-templates/, "Preferences"). Thunderbird asks for
 * the password and keeps it itself.
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-handover-json.h"
#include "postino-targets.h"

/* Values of mail.server.*.socketType and mail.smtpserver.*.try_ssl. */
enum
{
  SOCKET_PLAIN = 0,
  SOCKET_STARTTLS = 2,
  SOCKET_TLS = 3,
};

/* Values of authMethod: none, a password that TLS hides, and one that is hashed. A policy takes 0
 * and 1 for no and yes, and an account whose method is "yes" is asked for its password. Of any
 * other number it keeps the lower 32 bits, which are 1 here. (SOCKET_PLAIN is Thunderbird's
 * default, which it turns to when it finds "no".) */
#define AUTH_NONE               (G_GINT64_CONSTANT (0x100000000) + 1)
#define AUTH_PASSWORD_CLEARTEXT 3
#define AUTH_PASSWORD_ENCRYPTED 4

static void
begin_preference (JsonBuilder *builder, const char *prefix, const char *name)
{
  g_autofree char *full = g_strconcat (prefix, name, NULL);

  json_builder_set_member_name (builder, full);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "Value");
}

static void
end_preference (JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "Status");
  json_builder_add_string_value (builder, "default");
  json_builder_end_object (builder);
}

static void
add_string (JsonBuilder *builder, const char *prefix, const char *name, const char *value)
{
  begin_preference (builder, prefix, name);
  json_builder_add_string_value (builder, value);
  end_preference (builder);
}

static void
add_int (JsonBuilder *builder, const char *prefix, const char *name, gint64 value)
{
  begin_preference (builder, prefix, name);
  json_builder_add_int_value (builder, value);
  end_preference (builder);
}

static void
add_true (JsonBuilder *builder, const char *prefix, const char *name)
{
  begin_preference (builder, prefix, name);
  json_builder_add_boolean_value (builder, TRUE);
  end_preference (builder);
}

static int
get_socket_type (PostinoSecurity security)
{
  switch (security)
    {
    case POSTINO_SECURITY_TLS:
      return SOCKET_TLS;
    case POSTINO_SECURITY_STARTTLS:
      return SOCKET_STARTTLS;
    case POSTINO_SECURITY_NONE:
    default:
      return SOCKET_PLAIN;
    }
}

static gint64
get_auth_method (const PostinoServer *server)
{
  if (!postino_handover_signs_in (server))
    return AUTH_NONE;
  if ((server->auth & POSTINO_AUTH_PASSWORD_ENCRYPTED) != 0
      && (server->auth & POSTINO_AUTH_PASSWORD_CLEARTEXT) == 0)
    return AUTH_PASSWORD_ENCRYPTED;

  return AUTH_PASSWORD_CLEARTEXT;
}

static void
add_server (JsonBuilder *builder, const char *prefix, const PostinoServer *server, gboolean smtp)
{
  add_string (builder, prefix, "hostname", server->host);
  add_int (builder, prefix, "port", server->port);
  add_int (builder, prefix, smtp ? "try_ssl" : "socketType", get_socket_type (server->security));
  add_int (builder, prefix, "authMethod", get_auth_method (server));
  if (postino_handover_signs_in (server))
    add_string (builder, prefix, smtp ? "username" : "userName", server->username);
}

/* What Thunderbird sets in an account that it has made itself. Without it, it would wait to be
 * told before it looks for mail, and take what it has fetched over POP3 off the server. */
static void
add_habits (JsonBuilder *builder, const char *prefix, PostinoProtocol protocol)
{
  add_true (builder, prefix, "login_at_startup");
  add_true (builder, prefix, "check_new_mail");
  if (protocol == POSTINO_PROTOCOL_POP3)
    {
      add_true (builder, prefix, "download_on_biff");
      add_true (builder, prefix, "leave_on_server");
    }
}

/* The same, for what is sent and written: else it would go to "Local Folders", and be on this
 * computer alone. A folder's address is that of its server, without the port. */
static void
add_folders (JsonBuilder *builder, const char *prefix, const PostinoServer *server)
{
  static const char *const folders[][3] = {
    {"fcc_folder", "fcc_folder_picker_mode", "Sent"},
    {"draft_folder", "drafts_folder_picker_mode", "Drafts"},
    {"stationery_folder", "tmpl_folder_picker_mode", "Templates"},
  };
  const char *scheme = server->protocol == POSTINO_PROTOCOL_IMAP ? "imap" : "mailbox";
  g_autofree char *user = g_uri_escape_string (server->username, "*", FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *uri =
        g_strdup_printf ("%s://%s@%s/%s", scheme, user, server->host, folders[i][2]);
      add_string (builder, prefix, folders[i][0], uri);
      add_string (builder, prefix, folders[i][1], "0");
    }
}

/* Names that no profile has of its own. No default server for sending is named: a profile that
 * has servers, but no default yet, would take it for one of its own, and not send. */
static void
add_preferences (JsonBuilder *builder, const PostinoHandover *self)
{
  const PostinoAccount *account = self->account;
  gboolean imap = account->incoming->protocol == POSTINO_PROTOCOL_IMAP;

  add_string (builder, "mail.accountmanager.", "accounts", "accountpostino");
  add_string (builder, "mail.accountmanager.", "defaultaccount", "accountpostino");
  add_string (builder, "mail.account.accountpostino.", "server", "serverpostino");
  add_string (builder, "mail.account.accountpostino.", "identities", "idpostino");
  add_string (builder, "mail.identity.idpostino.", "fullName", account->name);
  add_string (builder, "mail.identity.idpostino.", "useremail", self->address);
  add_string (builder, "mail.identity.idpostino.", "smtpServer", "smtppostino");
  add_folders (builder, "mail.identity.idpostino.", account->incoming);
  add_string (builder, "mail.server.serverpostino.", "type", imap ? "imap" : "pop3");
  add_string (builder, "mail.server.serverpostino.", "name", self->address);
  add_server (builder, "mail.server.serverpostino.", account->incoming, FALSE);
  add_habits (builder, "mail.server.serverpostino.", account->incoming->protocol);
  add_string (builder, "mail.", "smtpservers", "smtppostino");
  add_server (builder, "mail.smtpserver.smtppostino.", account->outgoing, TRUE);
}

gboolean
postino_target_thunderbird_write (PostinoHandover *self, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!postino_handover_refuse_pinned (self, error))
    return FALSE;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "policies");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "Preferences");
  json_builder_begin_object (builder);
  add_preferences (builder, self);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  return postino_handover_set_json (self, "policies.json", builder);
}
