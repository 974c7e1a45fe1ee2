/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sheet for every program that no stable way leads to, KMail among them.
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-settings-sheet.h"
#include "postino-targets.h"

#include <glib/gi18n-lib.h>

static const char *
get_security (PostinoSecurity security)
{
  switch (security)
    {
    case POSTINO_SECURITY_TLS:
      return "SSL/TLS";
    case POSTINO_SECURITY_STARTTLS:
      return "STARTTLS";
    case POSTINO_SECURITY_NONE:
    default:
      return C_ ("encryption", "none");
    }
}

static const char *
get_protocol (PostinoProtocol protocol)
{
  const char *names[] = {"IMAP", "POP3", "SMTP"};

  return names[protocol];
}

static void
append_line (GString *text, const char *label, const char *value)
{
  g_string_append_printf (text, "  %s: %s\n", label, value);
}

static void
append_long (GString *text, const char *title, const PostinoServer *server)
{
  g_autofree char *port = g_strdup_printf ("%u", server->port);

  g_string_append_printf (text, "\n%s (%s)\n", title, get_protocol (server->protocol));
  append_line (text, _ ("Server"), server->host);
  append_line (text, _ ("Port"), port);
  append_line (text, _ ("Encryption"), get_security (server->security));
  append_line (text, _ ("User name"),
               postino_handover_signs_in (server) ? server->username : C_ ("user name", "none"));
  if (server->pinned != NULL)
    append_line (text, _ ("Certificate (SHA-256)"), server->pinned);
}

static void
append_short (GString *text, const PostinoServer *server)
{
  g_string_append_printf (text, "%s %s:%u %s", get_protocol (server->protocol), server->host,
                          server->port, get_security (server->security));
  if (postino_handover_signs_in (server))
    g_string_append_printf (text, " %s", server->username);
  g_string_append_c (text, '\n');
}

GString *
postino_settings_sheet_make (const PostinoHandover *self, gboolean is_short)
{
  const PostinoAccount *account = self->account;
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n", self->address);
  if (is_short)
    {
      append_short (text, account->incoming);
      append_short (text, account->outgoing);
      return text;
    }

  g_string_append_printf (text, "%s: %s\n", _ ("Name"), account->name);
  append_long (text, _ ("Receiving"), account->incoming);
  append_long (text, _ ("Sending"), account->outgoing);
  g_string_append_printf (text, "\n%s\n",
                          _ ("The password is not on this sheet. Type it when you are asked."));
  return text;
}

gboolean
postino_target_sheet_write (PostinoHandover *self, GError **error)
{
  g_autofree char *label = postino_handover_make_label (self);
  g_autofree char *name = g_strconcat (label, ".txt", NULL);

  return postino_handover_set_document (self, name, postino_settings_sheet_make (self, FALSE));
}
