/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-reply-names.h"

#include <string.h>

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr (".-_+@:/?=&%#~", c) != NULL);
}

/* "smtp.example.org", "ada@example.org", "https://…", but neither "5.7.8" nor the end of
 * a sentence where the space is missing. */
static gboolean
is_name (const char *text, gsize length)
{
  for (gsize i = 1; i + 1 < length; i++)
    {
      if (text[i] == '@' || (text[i] == ':' && text[i + 1] == '/'))
        return TRUE;
      if (text[i] == '.' && g_ascii_isalnum (text[i - 1]) && g_ascii_isalpha (text[i + 1])
          && !(g_ascii_islower (text[i - 1]) && g_ascii_isupper (text[i + 1])))
        return TRUE;
    }

  return FALSE;
}

char *
postino_reply_strike_names (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  GString *out = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize length = 0;

      while (is_name_char (text[length]))
        length++;
      if (length > 0 && is_name (text, length))
        g_string_append_c (out, ' ');
      else
        g_string_append_len (out, text, (gssize) MAX (length, 1));
      text += MAX (length, 1);
    }

  return g_string_free (g_string_ascii_down (out), FALSE);
}
