/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mbsync (isync): a copy of all mailboxes in a folder of Maildirs. Values stand in
 * double quotes, with a backslash before quotes and backslashes
 * (https://isync.sourceforge.io/mbsync.html).
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-targets.h"

#include <glib/gi18n-lib.h>

/* isync 1.5 reads the second one too, when the first is not there. */
static char *
make_path (void)
{
  g_autofree char *newer = g_build_filename (g_get_user_config_dir (), "isyncrc", NULL);
  g_autofree char *usual = g_build_filename (g_get_home_dir (), ".mbsyncrc", NULL);

  return !postino_file_may_be_there (usual) && postino_file_may_be_there (newer)
           ? g_steal_pointer (&newer)
           : g_steal_pointer (&usual);
}

static void
append (GString *text, const char *keyword, const char *value)
{
  g_autofree char *escaped = postino_text_escape (value, "\"\\");

  g_string_append_printf (text, "%s \"%s\"\n", keyword, escaped);
}

static const char *
get_security (PostinoSecurity security)
{
  switch (security)
    {
    case POSTINO_SECURITY_TLS:
      return "IMAPS";
    case POSTINO_SECURITY_STARTTLS:
      return "STARTTLS";
    case POSTINO_SECURITY_NONE:
    default:
      return "None";
    }
}

/* An empty line ends a section. Nothing is ever removed on either side. */
static char *
make_sections (const PostinoHandover *self, const char *label, const char *folder)
{
  const PostinoServer *server = self->account->incoming;
  g_autofree char *lookup = postino_shell_make_lookup (self->account, server);
  g_autofree char *path = g_strconcat (folder, "/", NULL);
  g_autofree char *inbox = g_build_filename (folder, "INBOX", NULL);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "IMAPAccount %s\nHost %s\nPort %u\n", label, server->host,
                          server->port);
  append (text, "User", server->username);
  append (text, "PassCmd", lookup);
  g_string_append_printf (text, "SSLType %s\n", get_security (server->security));
  if (self->ca_file != NULL)
    append (text, "CertificateFile", self->ca_file);
  g_string_append_printf (text,
                          "\nIMAPStore %s-remote\nAccount %s\n"
                          "\nMaildirStore %s-local\nSubFolders Verbatim\n",
                          label, label, label);
  append (text, "Path", path);
  append (text, "Inbox", inbox);
  g_string_append_printf (text,
                          "\nChannel %s\nFar :%s-remote:\nNear :%s-local:\nPatterns *\n"
                          "Create Near\nExpunge None\nSyncState *\n\n",
                          label, label, label);

  return g_string_free (text, FALSE);
}

gboolean
postino_target_mbsync_write (PostinoHandover *self, GError **error)
{
  if (!postino_handover_refuse_but_imap (self, error)
      || !postino_handover_refuse_pinned (self, error))
    return FALSE;

  g_autofree char *path = make_path ();
  g_autofree char *label = postino_handover_make_label (self);
  g_autofree char *mail = g_build_filename (g_get_home_dir (), "Mail", NULL);
  g_autofree char *folder = g_build_filename (mail, label, NULL);
  g_autofree char *text = make_sections (self, label, folder);

  return postino_handover_add_edit (self, postino_file_edit_new_folder (folder))
         && postino_handover_add_edit (
           self, postino_file_edit_new_block (path, self->address, text, error));
}
