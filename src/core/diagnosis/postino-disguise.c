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

/* Whether one more letter of a word stands at @text, which is UTF-8. */
static gboolean
is_in_word (const char *text)
{
  return g_unichar_isalnum (g_utf8_get_char (text));
}

static gboolean
stands_at (const char *text, const char *start, const char *name, gsize length)
{
  if (g_ascii_strncasecmp (start, name, length) != 0)
    return FALSE;

  return (start == text || !is_in_word (g_utf8_prev_char (start))) && !is_in_word (start + length);
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
