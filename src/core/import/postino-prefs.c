/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A reader for one kind of statement. What it does not understand it leaves at the next
 * line.
 */
#define G_LOG_DOMAIN "postino-import"

#include "postino-prefs.h"

#include <string.h>

static const char statement[] = "user_pref";

typedef struct
{
  const char *p;
  const char *end;
} Cursor;

static gboolean
is_at (const Cursor *self, const char *word)
{
  gsize length = strlen (word);

  return (gsize) (self->end - self->p) >= length && memcmp (self->p, word, length) == 0;
}

static void
skip_until (Cursor *self, const char *word)
{
  while (self->p < self->end && !is_at (self, word))
    self->p++;
}

static void
skip_comment (Cursor *self)
{
  if (!is_at (self, "/*"))
    {
      skip_until (self, "\n");
      return;
    }

  self->p += 2;
  skip_until (self, "*/");
  self->p = MIN (self->p + 2, self->end);
}

static void
skip_blank (Cursor *self)
{
  while (self->p < self->end)
    if (g_ascii_isspace (*self->p))
      self->p++;
    else if (*self->p == '#' || is_at (self, "//") || is_at (self, "/*"))
      skip_comment (self);
    else
      return;
}

static gboolean
take_char (Cursor *self, char wanted)
{
  skip_blank (self);
  if (self->p >= self->end || *self->p != wanted)
    return FALSE;

  self->p++;
  return TRUE;
}

/* Exactly so many hexadecimal digits, or -1. */
static int
take_hex (Cursor *self, int digits)
{
  int value = 0;

  if (self->end - self->p < digits)
    return -1;
  for (int i = 0; i < digits; i++)
    {
      int digit = g_ascii_xdigit_value (self->p[i]);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }

  self->p += digits;
  return value;
}

/* JavaScript writes what is beyond the first plane in two halves. */
static gboolean
take_unicode (Cursor *self, GString *text, int digits)
{
  int value = take_hex (self, digits);

  if (value >= 0xd800 && value < 0xdc00 && is_at (self, "\\u"))
    {
      self->p += 2;
      int low = take_hex (self, 4);
      if (low < 0xdc00 || low > 0xdfff)
        return FALSE;
      value = 0x10000 + ((value - 0xd800) << 10) + (low - 0xdc00);
    }
  if (value <= 0 || !g_unichar_validate ((gunichar) value))
    return FALSE;

  g_string_append_unichar (text, (gunichar) value);
  return TRUE;
}

/* Behind the backslash. */
static gboolean
take_escape (Cursor *self, GString *text)
{
  char c = *self->p++;

  switch (c)
    {
    case 'n':
      g_string_append_c (text, '\n');
      return TRUE;
    case 'r':
      g_string_append_c (text, '\r');
      return TRUE;
    case 't':
      g_string_append_c (text, '\t');
      return TRUE;
    case 'x':
      return take_unicode (self, text, 2);
    case 'u':
      return take_unicode (self, text, 4);
    default:
      g_string_append_c (text, c);
      return TRUE;
    }
}

/* %NULL for a string that does not end, or is no text. */
static char *
take_string (Cursor *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char quote;

  skip_blank (self);
  if (self->p >= self->end || (*self->p != '"' && *self->p != '\''))
    return NULL;

  quote = *self->p++;
  while (self->p < self->end && *self->p != quote)
    {
      char c = *self->p;

      if (c == '\0' || c == '\n')
        return NULL;
      self->p++;
      if (c != '\\')
        g_string_append_c (text, c);
      else if (self->p >= self->end || !take_escape (self, text))
        return NULL;
    }
  if (self->p >= self->end || !g_utf8_validate (text->str, (gssize) text->len, NULL))
    return NULL;

  self->p++;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* true, false, 993, -1 */
static char *
take_word (Cursor *self)
{
  const char *start;

  skip_blank (self);
  start = self->p;
  while (self->p < self->end && (g_ascii_isalnum (*self->p) || strchr ("+-", *self->p) != NULL)
         && *self->p != '\0')
    self->p++;

  return self->p > start ? g_strndup (start, (gsize) (self->p - start)) : NULL;
}

static char *
take_value (Cursor *self)
{
  skip_blank (self);
  if (self->p < self->end && (*self->p == '"' || *self->p == '\''))
    return take_string (self);

  return take_word (self);
}

static gboolean
take_statement (Cursor *self, GHashTable *prefs)
{
  self->p += strlen (statement);
  if (!take_char (self, '('))
    return FALSE;

  g_autofree char *name = take_string (self);
  g_autofree char *value = name != NULL && take_char (self, ',') ? take_value (self) : NULL;
  if (value == NULL || !take_char (self, ')'))
    return FALSE;

  g_hash_table_insert (prefs, g_steal_pointer (&name), g_steal_pointer (&value));
  return TRUE;
}

GHashTable *
postino_prefs_parse (const char *text, gsize length)
{
  GHashTable *prefs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Cursor cursor = {text, text + length};

  g_return_val_if_fail (text != NULL || length == 0, prefs);

  skip_blank (&cursor);
  while (cursor.p < cursor.end)
    {
      if (is_at (&cursor, ";"))
        cursor.p++;
      else if (!is_at (&cursor, statement) || !take_statement (&cursor, prefs))
        skip_until (&cursor, "\n");
      skip_blank (&cursor);
    }

  return prefs;
}
