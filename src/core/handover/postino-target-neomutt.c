/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * NeoMutt: a file of our own with the account, and one line in the person's file
 * that reads it. Nothing is special between single quotes; what stands between
 * backquotes is run by the shell (https://neomutt.org/guide/configuration).
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-targets.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The first that is there is the one that NeoMutt reads. */
static char *
make_main_path (void)
{
  const char *config = g_get_user_config_dir ();
  const char *home = g_get_home_dir ();
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (paths, g_build_filename (config, "neomutt", "neomuttrc", NULL));
  g_ptr_array_add (paths, g_build_filename (home, ".neomutt", "neomuttrc", NULL));
  g_ptr_array_add (paths, g_build_filename (home, ".neomuttrc", NULL));
  g_ptr_array_add (paths, g_build_filename (config, "mutt", "muttrc", NULL));
  g_ptr_array_add (paths, g_build_filename (home, ".mutt", "muttrc", NULL));
  g_ptr_array_add (paths, g_build_filename (home, ".muttrc", NULL));
  for (guint i = 0; i < paths->len; i++)
    if (postino_file_may_be_there (paths->pdata[i]))
      return g_strdup (paths->pdata[i]);

  return g_strdup (paths->pdata[0]);
}

/* A single quote stands between double ones. */
static char *
quote (const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, "'", -1);
  g_autofree char *joined = g_strjoinv ("'\"'\"'", parts);

  return g_strdup_printf ("'%s'", joined);
}

static void
append (GString *text, const char *name, const char *value)
{
  g_autofree char *quoted = quote (value);

  g_string_append_printf (text, "set %s=%s\n", name, quoted);
}

static void
append_password (GString *text,
                 const PostinoHandover *self,
                 const char *name,
                 const PostinoServer *server)
{
  g_autofree char *lookup = postino_shell_make_lookup (self->account, server);

  g_string_append_printf (text, "set %s=\"`%s`\"\n", name, lookup);
}

/* Without the user name, which has a variable of its own and need not be a part of a URL. */
static char *
make_url (const PostinoServer *server)
{
  const char *schemes[][2] = {{"imap", "imaps"}, {"pop", "pops"}, {"smtp", "smtps"}};
  const char *scheme = schemes[server->protocol][server->security == POSTINO_SECURITY_TLS];
  gboolean bare = strchr (server->host, ':') != NULL;

  return g_strdup_printf ("%s://%s%s%s:%u/", scheme, bare ? "[" : "", server->host, bare ? "]" : "",
                          server->port);
}

static void
append_incoming (GString *text, const PostinoHandover *self)
{
  const PostinoServer *server = self->account->incoming;
  gboolean imap = server->protocol == POSTINO_PROTOCOL_IMAP;
  g_autofree char *url = make_url (server);

  if (postino_handover_signs_in (server))
    {
      append (text, imap ? "imap_user" : "pop_user", server->username);
      append_password (text, self, imap ? "imap_pass" : "pop_pass", server);
    }
  if (imap)
    append (text, "folder", url);
  else
    append (text, "pop_host", url);
  append (text, "spoolfile", imap ? "+INBOX" : url);
}

static char *
make_profile (const PostinoHandover *self)
{
  const PostinoAccount *account = self->account;
  g_autofree char *begin_mark = postino_file_edit_make_mark (self->address, FALSE);
  g_autofree char *url = make_url (account->outgoing);
  gboolean clear = account->incoming->security == POSTINO_SECURITY_NONE
                   || account->outgoing->security == POSTINO_SECURITY_NONE;
  GString *text = g_string_new (begin_mark);

  g_string_append_c (text, '\n');
  append (text, "realname", account->name);
  append (text, "from", self->address);
  g_string_append_printf (text, "set use_from=yes\nset ssl_starttls=yes\nset ssl_force_tls=%s\n",
                          clear ? "no" : "yes");
  if (self->ca_file != NULL)
    append (text, "ssl_ca_certificates_file", self->ca_file);
  append_incoming (text, self);
  append (text, "smtp_url", url);
  if (postino_handover_signs_in (account->outgoing))
    {
      append (text, "smtp_user", account->outgoing->username);
      append_password (text, self, "smtp_pass", account->outgoing);
    }

  return g_string_free (text, FALSE);
}

gboolean
postino_target_neomutt_write (PostinoHandover *self, GError **error)
{
  if (!postino_handover_refuse_pinned (self, error))
    return FALSE;

  g_autofree char *label = postino_handover_make_label (self);
  g_autofree char *name = g_strconcat ("postino-", label, NULL);
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "neomutt", name, NULL);
  g_autofree char *profile = make_profile (self);
  g_autofree char *main_path = make_main_path ();
  g_autofree char *quoted = quote (path);
  g_autofree char *line = g_strdup_printf ("source %s\n", quoted);

  return postino_handover_add_edit (
           self, postino_file_edit_new_whole (path, self->address, profile, 0600, error))
         && postino_handover_add_edit (
           self, postino_file_edit_new_block (main_path, self->address, line, error));
}
