/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A provider's file of our own (docs/providers.md), read back by the code that reads
 * drop-ins before it is given away.
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-provider-file.h"
#include "postino-targets.h"

#include <glib/gi18n-lib.h>

static void
add_server (GKeyFile *file, const PostinoHandover *self, const PostinoServer *server)
{
  const char *group = server->protocol == POSTINO_PROTOCOL_SMTP ? "Outgoing 1" : "Incoming 1";
  gboolean encrypted = (server->auth & POSTINO_AUTH_PASSWORD_ENCRYPTED) != 0
                       && (server->auth & POSTINO_AUTH_PASSWORD_CLEARTEXT) == 0;
  const char *auth = encrypted ? "password-encrypted;" : "password-cleartext;";

  g_key_file_set_string (file, group, "Protocol",
                         postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, (int) server->protocol));
  g_key_file_set_string (file, group, "Host", server->host);
  g_key_file_set_integer (file, group, "Port", server->port);
  g_key_file_set_string (file, group, "Security",
                         postino_enum_to_nick (POSTINO_TYPE_SECURITY, (int) server->security));
  if (postino_handover_signs_in (server))
    {
      g_autofree char *username = postino_handover_make_username (self, server);
      g_key_file_set_string (file, group, "Username", username);
    }
  g_key_file_set_value (file, group, "Auth", postino_handover_signs_in (server) ? auth : "none;");
}

static gboolean
check (const PostinoHandover *self,
       const char *name,
       const char *text,
       gsize length,
       GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PostinoProviderFile) read =
    postino_provider_file_parse (name, text, length, TRUE, problems);

  if (read != NULL)
    return TRUE;

  return postino_handover_refuse (self, problems->len > 0 ? problems->pdata[0] : "", NULL, error);
}

gboolean
postino_target_provider_write (PostinoHandover *self, GError **error)
{
  const PostinoAddress *address = self->account->address;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *name = g_strconcat (address->domain_ascii, POSTINO_PROVIDER_SUFFIX, NULL);
  g_autofree char *domains = g_strconcat (address->domain_ascii, ";", NULL);
  gsize length;

  if (!postino_handover_refuse_pinned (self, error))
    return FALSE;

  g_key_file_set_string (file, "Provider", "Id", address->domain_ascii);
  g_key_file_set_string (file, "Provider", "Name", address->domain);
  g_key_file_set_value (file, "Provider", "Domains", domains);
  g_key_file_set_string (file, "Provider", "Policy", "password");
  add_server (file, self, self->account->incoming);
  add_server (file, self, self->account->outgoing);

  g_autofree char *text = g_key_file_to_data (file, &length, NULL);
  return check (self, name, text, length, error)
         && postino_handover_set_document (self, name, g_string_new_len (text, (gssize) length));
}
