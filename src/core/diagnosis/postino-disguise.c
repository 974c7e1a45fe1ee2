/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-disguise.h"

#include <string.h>

#define MASK "•••"

char *
postino_disguise_name (const char *name)
{
  const char *at = strrchr (name, '@');
  const char *rest = *name != '\0' && name != at ? g_utf8_next_char (name) : name;
  g_autofree char *first = g_strndup (name, (gsize) (rest - name));

  return g_strconcat (first, MASK, at, NULL);
}

static gboolean
is_word_char (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80;
}

static gboolean
stands_at (const char *text, const char *start, const char *name, gsize length)
{
  if (g_ascii_strncasecmp (start, name, length) != 0)
    return FALSE;

  return (start == text || !is_word_char (start[-1])) && !is_word_char (start[length]);
}

static char *
hide (const char *text, const char *name)
{
  gsize length = strlen (name);
  g_autofree char *masked = postino_disguise_name (name);
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0';)
    if (stands_at (text, p, name, length))
      {
        g_string_append (out, masked);
        p += length;
      }
    else
      g_string_append_c (out, *p++);

  return g_string_free (out, FALSE);
}

char *
postino_disguise_text (const char *text, GPtrArray *names)
{
  char *result = g_strdup (text);

  for (guint i = 0; i < names->len; i++)
    {
      char *next = hide (result, g_ptr_array_index (names, i));
      g_free (result);
      result = next;
    }

  return result;
}
