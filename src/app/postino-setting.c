/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-setting.h"

#include <glib/gi18n.h>

static const char *
describe_protocol (PostinoProtocol protocol)
{
  switch (protocol)
    {
    case POSTINO_PROTOCOL_IMAP:
      return "IMAP";
    case POSTINO_PROTOCOL_POP3:
      return "POP3";
    case POSTINO_PROTOCOL_SMTP:
    default:
      return "SMTP";
    }
}

static const char *
describe_security (PostinoSecurity security)
{
  switch (security)
    {
    case POSTINO_SECURITY_TLS:
      return "TLS";
    case POSTINO_SECURITY_STARTTLS:
      return "STARTTLS";
    case POSTINO_SECURITY_NONE:
    default:
      return C_ ("encryption", "None");
    }
}

static void
setting_free (gpointer data)
{
  PostinoSetting *self = data;

  g_free (self->value);
  g_free (self);
}

static void
add (GPtrArray *settings, const char *title, char *value)
{
  PostinoSetting *self = g_new (PostinoSetting, 1);

  *self = (PostinoSetting){title, value};
  g_ptr_array_add (settings, self);
}

GPtrArray *
postino_setting_list (const PostinoServer *server)
{
  GPtrArray *settings = g_ptr_array_new_with_free_func (setting_free);

  add (settings, _ ("Server"),
       g_strdup_printf ("%s (%s)", server->host, describe_protocol (server->protocol)));
  add (settings, _ ("Port"), g_strdup_printf ("%u", server->port));
  add (settings, _ ("Encryption"), g_strdup (describe_security (server->security)));
  add (settings, _ ("User name"),
       g_strdup (server->username != NULL ? server->username : C_ ("user name", "None")));

  return settings;
}

static void
append_server (GString *text, const char *title, const PostinoServer *server)
{
  g_autoptr (GPtrArray) settings = postino_setting_list (server);

  g_string_append_printf (text, "\n%s\n", title);
  for (guint i = 0; i < settings->len; i++)
    {
      const PostinoSetting *setting = settings->pdata[i];

      g_string_append_printf (text, "  %s: %s\n", setting->title, setting->value);
    }
}

char *
postino_setting_to_text (const PostinoAccount *account)
{
  g_autofree char *address = postino_address_to_string (account->address);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s <%s>\n", account->name, address);
  append_server (text, _ ("Receiving"), account->incoming);
  append_server (text, _ ("Sending"), account->outgoing);

  return g_string_free (text, FALSE);
}
