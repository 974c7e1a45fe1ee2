/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fetchmail: it knows a password from its file, from a netrc file or from the
 * terminal, and has no way to ask a command. But it reads its file from standard
 * input (https://www.fetchmail.info/fetchmail-man.html, "-f -"): a small script gives
 * it the settings and the password through a pipe.
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-targets.h"

#include <glib/gi18n-lib.h>

/* The first quote ends a string, whatever stands before it. */
static void
append (GString *text, const char *keyword, const char *value)
{
  g_string_append_printf (text, " %s \"", keyword);
  for (const char *p = value; *p != '\0'; p++)
    if (*p == '"' || *p == '\\')
      g_string_append_printf (text, "\\x%02x", (guint) *p);
    else
      g_string_append_c (text, *p);
  g_string_append_c (text, '"');
}

/* Everything but the password. Mail stays on the server: a program that is tried out
 * takes nothing away. */
static char *
make_settings (const PostinoHandover *self)
{
  const PostinoServer *server = self->account->incoming;
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "poll \"%s\" protocol %s service %u", server->host,
                          server->protocol == POSTINO_PROTOCOL_POP3 ? "POP3 uidl" : "IMAP",
                          server->port);
  append (text, "user", server->username);
  g_string_append (text, " keep");
  if (server->security == POSTINO_SECURITY_NONE)
    {
      g_string_append (text, " sslproto \"\" no sslcertck");
      return g_string_free (text, FALSE);
    }

  g_string_append_printf (text, "%s sslproto \"TLS1.2+\" sslcertck",
                          server->security == POSTINO_SECURITY_TLS ? " ssl" : "");
  if (self->ca_file != NULL)
    append (text, "sslcertfile", self->ca_file);
  return g_string_free (text, FALSE);
}

/* printf is a part of the shell: no argument list shows the password. */
static char *
make_script (const PostinoHandover *self)
{
  g_autofree char *begin_mark = postino_file_edit_make_mark (self->address, FALSE);
  g_autofree char *settings = make_settings (self);
  g_autofree char *quoted = g_shell_quote (settings);
  g_autofree char *lookup = postino_shell_make_lookup (self->account, self->account->incoming);
  g_autofree char *complaint = g_shell_quote (_ ("There is no password in the keyring."));

  return g_strdup_printf ("#!/bin/sh\n"
                          "%s\n"
                          "# fetchmail gets its settings and the password through a pipe.\n"
                          "password=$(%s | LC_ALL=C sed 's/\\\\/\\\\x5c/g; s/\"/\\\\x22/g')\n"
                          "[ -n \"$password\" ] || { echo %s >&2; exit 1; }\n"
                          "printf '%%s password \"%%s\"\\n' %s \"$password\" |\n"
                          "  exec fetchmail -f - \"$@\"\n",
                          begin_mark, lookup, complaint, quoted);
}

gboolean
postino_target_fetchmail_write (PostinoHandover *self, GError **error)
{
  const PostinoServer *server = self->account->incoming;

  if (!postino_handover_signs_in (server))
    return postino_handover_refuse (self, _ ("Nobody signs in at {host}."), server, error);
  if (!postino_handover_refuse_pinned (self, error))
    return FALSE;

  g_autofree char *label = postino_handover_make_label (self);
  g_autofree char *name = g_strconcat ("fetchmail-", label, NULL);
  g_autofree char *path = g_build_filename (g_get_home_dir (), ".local", "bin", name, NULL);
  g_autofree char *script = make_script (self);

  return postino_handover_add_edit (
    self, postino_file_edit_new_whole (path, self->address, script, 0700, error));
}
