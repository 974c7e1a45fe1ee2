/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scanner finds lines, groups and keys and says where each stands; GKeyFile
 * keeps the values and reads escapes, lists and translations.
 */
#define G_LOG_DOMAIN "postino-providers"

#include "config.h"

#include "postino-key-file.h"

#include "postino-enums.h"
#include "postino-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* More than a person mends in one go: such a file is something else. */
#define MAX_PROBLEMS      50
#define MAX_MESSAGE       500
#define BYTE_ORDER_MARK   "\xef\xbb\xbf"
#define LOWER             "abcdefghijklmnopqrstuvwxyz"
#define UPPER             "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS            "0123456789"
#define KEY_CHARACTERS    LOWER UPPER DIGITS "-"
#define LOCALE_CHARACTERS LOWER UPPER DIGITS "-_.@"

/* The place in the file: @group is %NULL before the first group and in a group
 * that is left out since it is there twice. */
typedef struct
{
  PostinoKeyFile *file;
  char *group;
  guint line;
  gboolean any_group;
} Scanner;

char *
postino_problem_new (const char *path, guint line, const char *message)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *where = line > 0 ? g_strdup_printf ("%s:%u", name, line) : g_strdup (name);
  g_autofree char *whole = g_strconcat (where, ": ", message, NULL);
  char *safe = postino_text_make_safe (whole, MAX_MESSAGE);

  return g_strdelimit (safe, "\r\n\t", ' ');
}

void
postino_key_file_report (PostinoKeyFile *self, guint line, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);

  g_ptr_array_add (self->problems, postino_problem_new (self->path, line, message));
}

/* "]" is in no group's name. */
static char *
line_id (const char *group, const char *key)
{
  return g_strconcat (group, "]", key, NULL);
}

static gboolean
remember_line (Scanner *self, const char *group, const char *key)
{
  char *id = line_id (group, key);

  if (g_hash_table_contains (self->file->lines, id))
    {
      g_free (id);
      return FALSE;
    }

  g_hash_table_insert (self->file->lines, id, GUINT_TO_POINTER (self->line));
  return TRUE;
}

guint
postino_key_file_get_line (PostinoKeyFile *self, const char *group, const char *key)
{
  g_autofree char *key_id = line_id (group, key);
  g_autofree char *group_id = line_id (group, NULL);
  gpointer line = g_hash_table_lookup (self->lines, key_id);

  if (line == NULL)
    line = g_hash_table_lookup (self->lines, group_id);

  return line != NULL ? GPOINTER_TO_UINT (line) : 1;
}

static void
read_group (Scanner *self, const char *text)
{
  gsize length = strlen (text);
  g_autofree char *name = g_strndup (text + 1, length - 1);

  g_clear_pointer (&self->group, g_free);
  self->any_group = TRUE;

  if (length < 3 || strcspn (name, "[]\t") != length - 2 || name[length - 2] != ']')
    {
      postino_key_file_report (self->file, self->line, _ ("This is no [group]: “%s”"), text);
      return;
    }
  name[length - 2] = '\0';

  if (!remember_line (self, name, NULL))
    postino_key_file_report (self->file, self->line,
                             _ ("The group [%s] is here twice, first in line %u"), name,
                             postino_key_file_get_line (self->file, name, NULL));
  else
    self->group = g_steal_pointer (&name);
}

/* "Name", or "Name[it]" for a translation. */
static gboolean
is_key (const char *key)
{
  gsize name = strspn (key, KEY_CHARACTERS);
  gsize locale = key[name] == '[' ? strspn (key + name + 1, LOCALE_CHARACTERS) : 0;

  if (name == 0)
    return FALSE;
  return key[name] == '\0' || (locale > 0 && g_str_equal (key + name + 1 + locale, "]"));
}

static void
read_key (Scanner *self, const char *text, const char *equals)
{
  g_autofree char *key = g_strchomp (g_strndup (text, (gsize) (equals - text)));
  g_autofree char *value = g_strchug (g_strdup (equals + 1));

  if (!self->any_group)
    postino_key_file_report (self->file, self->line, _ ("“%s” stands before the first [group]"),
                             key);
  else if (!is_key (key))
    postino_key_file_report (self->file, self->line, _ ("“%s” can be no key"), key);
  else if (self->group == NULL)
    return;
  else if (!remember_line (self, self->group, key))
    postino_key_file_report (self->file, self->line,
                             _ ("“%s” is here twice in [%s], first in line %u"), key, self->group,
                             postino_key_file_get_line (self->file, self->group, key));
  else
    g_key_file_set_value (self->file->values, self->group, key, value);
}

static gboolean
has_control_character (const char *text)
{
  while (*text == '\t' || (*text != '\0' && !g_ascii_iscntrl (*text)))
    text++;

  return *text != '\0';
}

static void
read_line (Scanner *self, char *text)
{
  g_strstrip (text);
  const char *equals = strchr (text, '=');

  if (*text == '\0' || *text == '#')
    return;
  if (has_control_character (text))
    postino_key_file_report (self->file, self->line, _ ("There is a control character: “%s”"),
                             text);
  else if (*text == '[')
    read_group (self, text);
  else if (equals != NULL)
    read_key (self, text, equals);
  else
    postino_key_file_report (
      self->file, self->line,
      _ ("This is neither a comment, nor a [group], nor a key with its value: “%s”"), text);
}

static guint
count_lines (const char *text, const char *end)
{
  guint count = 1;

  for (; text < end; text++)
    count += *text == '\n';

  return count;
}

static void
scan (PostinoKeyFile *self, const char *text, const char *end)
{
  Scanner scanner = {.file = self};
  guint limit = self->problems->len + MAX_PROBLEMS;

  while (text < end && self->problems->len < limit)
    {
      const char *newline = memchr (text, '\n', (gsize) (end - text));
      const char *stop = newline != NULL ? newline : end;
      g_autofree char *line = g_strndup (text, (gsize) (stop - text));

      scanner.line++;
      read_line (&scanner, line);
      text = newline != NULL ? newline + 1 : end;
    }

  if (text < end)
    postino_key_file_report (self, scanner.line,
                             _ ("So much is wrong here that the rest is not read"));
  g_free (scanner.group);
}

static void
check_key (PostinoKeyFile *self,
           const char *group,
           const char *key,
           const char *const *known,
           const char *const *translatable)
{
  g_autofree char *name = g_strndup (key, strcspn (key, "["));
  gboolean translation = !g_str_equal (name, key);
  guint line = postino_key_file_get_line (self, group, key);

  if (!g_strv_contains (known, name))
    postino_key_file_report (self, line, _ ("[%s] has no key “%s”"), group, name);
  else if (translation && (translatable == NULL || !g_strv_contains (translatable, name)))
    postino_key_file_report (self, line, _ ("“%s” can have no translation here"), name);
  else if (translation && !g_key_file_has_key (self->values, group, name, NULL))
    postino_key_file_report (self, line, _ ("“%s” is here, but “%s” itself is missing"), key, name);
}

void
postino_key_file_check_keys (PostinoKeyFile *self,
                             const char *group,
                             const char *const *known,
                             const char *const *translatable)
{
  g_auto (GStrv) keys = g_key_file_get_keys (self->values, group, NULL, NULL);

  for (char **key = keys; key != NULL && *key != NULL; key++)
    check_key (self, group, *key, known, translatable);
}

/* GKeyFile takes these. Asked before it sees the value, since it stumbles over two
 * bad ones in one value. */
static gboolean
has_bad_escape (const char *value)
{
  for (const char *p = strchr (value, '\\'); p != NULL; p = strchr (p + 2, '\\'))
    if (p[1] == '\0' || strchr ("sntr\\", p[1]) == NULL)
      return TRUE;

  return FALSE;
}

/* Whether there is something to read. */
static gboolean
check_value (PostinoKeyFile *self, const char *group, const char *key, gboolean required)
{
  g_autofree char *value = g_key_file_get_value (self->values, group, key, NULL);
  guint line = postino_key_file_get_line (self, group, key);

  if (value == NULL && !required)
    return FALSE;

  if (value == NULL)
    postino_key_file_report (self, line, _ ("“%s” is missing in [%s]"), key, group);
  else if (*value == '\0')
    postino_key_file_report (self, line, _ ("“%s” has no value"), key);
  else if (has_bad_escape (value))
    postino_key_file_report (
      self, line, _ ("“%s” has a backslash that means nothing there: write two for one"), key);
  else
    return TRUE;

  return FALSE;
}

char *
postino_key_file_get_text (PostinoKeyFile *self,
                           const char *group,
                           const char *key,
                           gboolean required)
{
  /* For the key without a language GLib 2.74 has NULL, and later ones "C". */
  g_autofree char *locale = g_key_file_get_locale_for_key (self->values, group, key, NULL);
  gboolean translated = locale != NULL && !g_str_equal (locale, "C");
  g_autofree char *name = translated ? g_strdup_printf ("%s[%s]", key, locale) : g_strdup (key);

  if (!check_value (self, group, name, required))
    return NULL;
  return g_key_file_get_string (self->values, group, name, NULL);
}

char **
postino_key_file_get_list (PostinoKeyFile *self,
                           const char *group,
                           const char *key,
                           gboolean required)
{
  if (!check_value (self, group, key, required))
    return NULL;

  guint line = postino_key_file_get_line (self, group, key);
  g_auto (GStrv) list = g_key_file_get_string_list (self->values, group, key, NULL, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (char **item = list; *item != NULL; item++)
    if (*g_strstrip (*item) != '\0')
      g_strv_builder_add (builder, *item);
    else
      postino_key_file_report (self, line, _ ("“%s” has nothing between two semicolons"), key);
  return g_strv_builder_end (builder);
}

void
postino_key_file_check_nick (PostinoKeyFile *self,
                             const char *group,
                             const char *key,
                             const char *nick,
                             GType type,
                             const char *const *known,
                             int *value)
{
  if (g_strv_contains (known, nick) && postino_enum_from_nick (type, nick, value))
    return;

  g_autofree char *choice = g_strjoinv (", ", (char **) known);
  postino_key_file_report (self, postino_key_file_get_line (self, group, key),
                           _ ("“%s” is no value of “%s”, which takes: %s"), nick, key, choice);
}

PostinoKeyFile *
postino_key_file_new (const char *path, const char *text, gsize length, GPtrArray *problems)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (problems != NULL, NULL);

  PostinoKeyFile *self = g_new0 (PostinoKeyFile, 1);
  const char *start = text;
  const char *bad;

  self->path = g_strdup (path);
  self->values = g_key_file_new ();
  self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->problems = g_ptr_array_ref (problems);

  if (length >= strlen (BYTE_ORDER_MARK) && memcmp (text, BYTE_ORDER_MARK, 3) == 0)
    start += strlen (BYTE_ORDER_MARK);

  /* A NUL byte counts as no text as well. */
  if (length > 0 && !g_utf8_validate_len (text, length, &bad))
    postino_key_file_report (self, count_lines (text, bad), _ ("This is not text in UTF-8"));
  else if (length > 0)
    scan (self, start, text + length);

  return self;
}

void
postino_key_file_free (PostinoKeyFile *self)
{
  g_free (self->path);
  g_key_file_free (self->values);
  g_hash_table_unref (self->lines);
  g_ptr_array_unref (self->problems);
  g_free (self);
}
