/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * msmtp: one account for sending. A value may stand in double quotes, and no
 * character in it is special: only the outermost quotes are taken away
 * (https://marlam.de/msmtp/msmtp.html).
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-targets.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Bytes: msmtp stops at a longer line. */
#define MAX_LINE 500

static char *
make_path (void)
{
  g_autofree char *old = g_build_filename (g_get_home_dir (), ".msmtprc", NULL);

  return postino_file_may_be_there (old)
           ? g_steal_pointer (&old)
           : g_build_filename (g_get_user_config_dir (), "msmtp", "config", NULL);
}

/* Colons between the bytes, as msmtp wants them. */
static void
append_fingerprint (GString *text, const char *sha256)
{
  g_string_append (text, "tls_fingerprint ");
  for (gsize i = 0; sha256[i] != '\0' && sha256[i + 1] != '\0'; i += 2)
    g_string_append_printf (text, "%s%.2s", i > 0 ? ":" : "", sha256 + i);
  g_string_append_c (text, '\n');
}

static void
append_security (GString *text, const PostinoHandover *self)
{
  const PostinoServer *server = self->account->outgoing;

  if (server->security == POSTINO_SECURITY_NONE)
    {
      g_string_append (text, "tls off\n");
      return;
    }

  g_string_append_printf (text, "tls on\ntls_starttls %s\n",
                          server->security == POSTINO_SECURITY_STARTTLS ? "on" : "off");
  if (server->pinned != NULL)
    append_fingerprint (text, server->pinned);
  else
    g_string_append_printf (text, "tls_trust_file \"%s\"\n",
                            self->ca_file != NULL ? self->ca_file : "system");
}

static void
append_sign_in (GString *text, const PostinoHandover *self)
{
  const PostinoServer *server = self->account->outgoing;

  if (!postino_handover_signs_in (server))
    {
      g_string_append (text, "auth off\n");
      return;
    }

  g_autofree char *lookup = postino_shell_make_lookup (self->account, server);
  g_string_append_printf (text, "auth on\nuser \"%s\"\npasswordeval \"%s\"\n", server->username,
                          lookup);
}

static gboolean
has_long_line (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    if (strlen (*line) >= MAX_LINE)
      return TRUE;

  return FALSE;
}

/* Somebody's own default stays theirs. */
static gboolean
has_default (const char *path, const char *label)
{
  g_autofree char *content = NULL;
  g_autofree char *ours = g_strdup_printf ("account default : %s", label);

  if (!g_file_get_contents (path, &content, NULL, NULL))
    return FALSE;

  g_auto (GStrv) lines = g_strsplit (content, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (g_regex_match_simple ("^\\s*account\\s+default\\s*(:|$)", *line, 0, 0)
        && !g_str_equal (*line, ours))
      return TRUE;

  return FALSE;
}

gboolean
postino_target_msmtp_write (PostinoHandover *self, GError **error)
{
  const PostinoServer *server = self->account->outgoing;
  g_autofree char *path = make_path ();
  g_autofree char *label = postino_handover_make_label (self);
  g_autofree char *from = postino_address_to_ascii (self->account->address);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "account %s\nhost %s\nport %u\nfrom \"%s\"\n", label, server->host,
                          server->port, from);
  append_security (text, self);
  append_sign_in (text, self);
  if (!has_default (path, label))
    g_string_append_printf (text, "account default : %s\n", label);
  if (has_long_line (text->str))
    return postino_handover_refuse (self, _ ("The user name at {host} is too long for {program}."),
                                    server, error);

  return postino_handover_add_edit (
    self, postino_file_edit_new_block (path, self->address, text->str, error));
}
