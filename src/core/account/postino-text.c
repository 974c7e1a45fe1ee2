/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text that came from outside is shown only after it went through here.
 */
#define G_LOG_DOMAIN "postino-account"

#include "postino-text.h"

#include <string.h>

/* More marks than this on one letter only serve to hide what stands around it. */
#define MAX_MARKS 4

static gboolean
is_mark (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK;
}

/* What may be shown of a character: itself, a space or a line end in its place, or 0. */
static gunichar
safe_char (gunichar c)
{
  if (c == '\n')
    return c;
  if (c == '\t' || c == 0x2028 || c == 0x2029)
    return ' ';

  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_UNASSIGNED:
      return 0;
    default:
      return c;
    }
}

gboolean
postino_text_is_one_line (const char *text)
{
  while (text != NULL && *text != '\0' && !g_ascii_iscntrl (*text))
    text++;

  return text == NULL || *text == '\0';
}

gsize
postino_text_count_unseen (const char *bytes)
{
  const char *p = bytes;
  gunichar c;

  while (*p != '\0' && (c = g_utf8_get_char_validated (p, -1)) < (gunichar) -2
         && safe_char (c) == 0)
    p = g_utf8_next_char (p);

  return (gsize) (p - bytes);
}

gsize
postino_text_measure_blank (const char *text, gsize length, gboolean at_end)
{
  static const char *const blanks[] = {" ", "\t", "\r", "\n", "\xc2\xa0"};

  for (gsize i = 0; i < G_N_ELEMENTS (blanks); i++)
    {
      gsize size = strlen (blanks[i]);

      if (size <= length && memcmp (at_end ? text + length - size : text, blanks[i], size) == 0)
        return size;
    }

  return 0;
}

char *
postino_text_make_safe (const char *bytes, gsize max_chars)
{
  if (bytes == NULL)
    return NULL;

  g_autofree char *valid = g_utf8_make_valid (bytes, -1);
  GString *out = g_string_new (NULL);
  gsize count = 0;
  guint marks = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = safe_char (g_utf8_get_char (p));

      marks = is_mark (c) ? marks + 1 : 0;
      if (c == 0 || marks > MAX_MARKS)
        continue;
      if (count++ == max_chars)
        {
          g_string_append (out, "…");
          break;
        }
      g_string_append_unichar (out, c);
    }

  return g_string_free (out, FALSE);
}

static gsize
name_length (const char *text, const char *const *names, gsize n_names)
{
  gsize longest = 0;

  for (gsize i = 0; i < n_names; i++)
    if (names[i] != NULL && strpbrk (names[i], "@.") != NULL
        && g_ascii_strncasecmp (text, names[i], strlen (names[i])) == 0)
      longest = MAX (longest, strlen (names[i]));

  return longest;
}

char *
postino_text_strike (const char *text, const char *const *names, gsize n_names)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize length = name_length (text, names, n_names);

      g_string_append_c (out, length > 0 ? ' ' : *text);
      text += MAX (length, 1);
    }

  return g_string_free (out, FALSE);
}

char *
postino_text_fill_table (const char *template, GHashTable *values)
{
  GString *out = g_string_new (NULL);

  while (*template != '\0')
    {
      const char *close = *template == '{' ? strchr (template, '}') : NULL;
      g_autofree char *name =
        close != NULL ? g_strndup (template + 1, (gsize) (close - template - 1)) : NULL;
      gpointer value = NULL;

      if (name != NULL && g_hash_table_lookup_extended (values, name, NULL, &value))
        {
          g_string_append (out, value != NULL ? value : "");
          template = close + 1;
        }
      else
        g_string_append_c (out, *template ++);
    }

  return g_string_free (out, FALSE);
}

char *
postino_text_fill (const char *template, ...)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  va_list arguments;
  const char *name;

  va_start (arguments, template);
  while ((name = va_arg (arguments, const char *)) != NULL)
    g_hash_table_insert (values, (gpointer) name, va_arg (arguments, char *));
  va_end (arguments);

  return postino_text_fill_table (template, values);
}
