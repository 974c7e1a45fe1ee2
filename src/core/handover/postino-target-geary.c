/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Geary: one folder an account, with a key file, and each password in the item that
 * Geary looks for (https://gitlab.gnome.org/GNOME/geary, accounts-manager.vala and
 * secret-mediator.vala).
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-targets.h"

#include <glib/gi18n-lib.h>

#define SCHEMA "org.gnome.Geary"

static const char *
get_security (PostinoSecurity security)
{
  switch (security)
    {
    case POSTINO_SECURITY_TLS:
      return "transport";
    case POSTINO_SECURITY_STARTTLS:
      return "start-tls";
    case POSTINO_SECURITY_NONE:
    default:
      return "none";
    }
}

static void
add_server (PostinoHandover *self, GKeyFile *file, const PostinoServer *server)
{
  gboolean smtp = server->protocol == POSTINO_PROTOCOL_SMTP;
  gboolean signs_in = postino_handover_signs_in (server);
  const char *group = smtp ? "Outgoing" : "Incoming";

  if (signs_in)
    g_key_file_set_string (file, group, "login", server->username);
  g_key_file_set_boolean (file, group, "remember_password", TRUE);
  g_key_file_set_string (file, group, "host", server->host);
  g_key_file_set_integer (file, group, "port", server->port);
  g_key_file_set_string (file, group, "transport_security", get_security (server->security));
  g_key_file_set_string (file, group, "credentials", signs_in ? "custom" : "none");
  if (signs_in)
    postino_handover_add_item (self, SCHEMA, smtp ? "Geary SMTP password" : "Geary IMAP password",
                               smtp, "proto", smtp ? "SMTP" : "IMAP", "host", server->host, "login",
                               server->username, NULL);
}

/* What Geary has written there since, such as a signature and the folders, stays. */
static GKeyFile *
open_file (const char *path)
{
  GKeyFile *file = g_key_file_new ();

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);
  g_key_file_remove_group (file, "Incoming", NULL);
  g_key_file_remove_group (file, "Outgoing", NULL);
  return file;
}

/* RFC 5322 section 3.4: a quoted name before the address. */
static char *
make_sender (const PostinoHandover *self)
{
  g_autofree char *name = postino_text_escape (self->account->name, "\"\\");

  return g_strdup_printf ("\"%s\" <%s>", name, self->address);
}

gboolean
postino_target_geary_write (PostinoHandover *self, GError **error)
{
  const PostinoAccount *account = self->account;

  if (!postino_handover_refuse_but_imap (self, error)
      || !postino_handover_refuse_pinned (self, error))
    return FALSE;

  g_autofree char *label = postino_handover_make_label (self);
  g_autofree char *id = g_strconcat ("postino-", label, NULL);
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "geary", id, NULL);
  g_autofree char *path = g_build_filename (folder, "geary.ini", NULL);
  g_autoptr (GKeyFile) file = open_file (path);
  g_autofree char *sender = make_sender (self);
  const char *const senders[] = {sender};
  g_key_file_set_integer (file, "Metadata", "version", 1);
  g_key_file_set_string (file, "Metadata", "status", "enabled");
  g_key_file_set_string (file, "Account", "service_provider", "other");
  g_key_file_set_string_list (file, "Account", "sender_mailboxes", senders, 1);
  add_server (self, file, account->incoming);
  add_server (self, file, account->outgoing);

  g_autofree char *text = g_key_file_to_data (file, NULL, NULL);
  return postino_handover_add_edit (
           self, postino_file_edit_new_whole (path, self->address, text, 0600, error))
         && postino_handover_add_edit (self, postino_file_edit_new_folder (folder));
}
