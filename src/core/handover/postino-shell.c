/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command that reads a password from the keyring stands in a shell's word, in a
 * configuration file's word. A quote or a backslash in a user name would have to be
 * escaped for both, in ways that differ from program to program; base64 needs none of
 * it.
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-handover-private.h"

#include <string.h>

static gboolean
is_plain (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("@%+=:,./_-", c) != NULL);
}

char *
postino_shell_quote (const char *text)
{
  gboolean plain = *text != '\0';

  for (const char *p = text; *p != '\0'; p++)
    plain = plain && is_plain (*p);
  if (plain)
    return g_strdup (text);

  g_autofree char *encoded = g_base64_encode ((const guchar *) text, strlen (text));
  return g_strdup_printf ("\"$(echo %s | base64 -d)\"", encoded);
}

char *
postino_shell_make_lookup (const PostinoAccount *account, const PostinoServer *server)
{
  g_autofree char *address = postino_address_to_string (account->address);
  g_autofree char *port = g_strdup_printf ("%u", server->port);
  const char *const pairs[] = {
    "address",  address,
    "protocol", postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, (int) server->protocol),
    "host",     server->host,
    "port",     port,
    "username", server->username,
  };
  GString *command = g_string_new ("secret-tool lookup xdg:schema " APP_ID);

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *word = postino_shell_quote (pairs[i]);
      g_string_append_printf (command, " %s", word);
    }

  return g_string_free (command, FALSE);
}

char *
postino_text_escape (const char *text, const char *special)
{
  GString *escaped = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      if (strchr (special, *p) != NULL)
        g_string_append_c (escaped, '\\');
      g_string_append_c (escaped, *p);
    }

  return g_string_free (escaped, FALSE);
}
