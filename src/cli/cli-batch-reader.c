/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was taken is wiped: there are passwords in it.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-batch-reader.h"

#include "cli-batch-csv.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

struct _CliBatchReader
{
  gboolean csv;
  GString *buffer;
  gsize taken;  /* how much of the buffer is records that were taken */
  guint number; /* the line that comes next */
  gboolean at_end;
  gboolean skipping; /* inside of a line that is too long, and told of */
  gboolean marked;   /* the mark of UTF-8 before the first line was looked for */
  char separator;
  GPtrArray *keys;
};

void
cli_batch_record_clear (CliBatchRecord *self)
{
  if (self->text != NULL)
    explicit_bzero (self->text, strlen (self->text));
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->error, g_free);
}

static void
wipe_field (gpointer field)
{
  explicit_bzero (field, strlen (field));
  g_free (field);
}

CliBatchReader *
cli_batch_reader_new (gboolean csv)
{
  CliBatchReader *self = g_new0 (CliBatchReader, 1);

  self->csv = csv;
  /* Big enough for a record and what is read behind it: never moved, which would leave a copy. */
  self->buffer = g_string_sized_new (4 * CLI_BATCH_MAX_RECORD);
  self->number = 1;

  return self;
}

void
cli_batch_reader_free (CliBatchReader *self)
{
  if (self == NULL)
    return;

  explicit_bzero (self->buffer->str, self->buffer->allocated_len);
  g_string_free (self->buffer, TRUE);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_free (self);
}

void
cli_batch_reader_feed (CliBatchReader *self, const char *bytes, gsize length)
{
  gsize left = self->buffer->len - self->taken;

  memmove (self->buffer->str, self->buffer->str + self->taken, left);
  explicit_bzero (self->buffer->str + left, self->buffer->len - left);
  g_string_truncate (self->buffer, left);
  self->taken = 0;
  g_string_append_len (self->buffer, bytes, (gssize) length);
  self->at_end = length == 0;
}

static const char *
peek (const CliBatchReader *self, gsize *length)
{
  *length = self->buffer->len - self->taken;
  return self->buffer->str + self->taken;
}

static void
take (CliBatchReader *self, gsize length)
{
  const char *text = self->buffer->str + self->taken;

  for (gsize i = 0; i < length; i++)
    if (text[i] == '\n')
      self->number++;
  self->taken += length;
}

/* Windows' programs put a mark before the first line. */
static void
take_mark (CliBatchReader *self)
{
  gsize length;
  const char *text = peek (self, &length);

  if (self->marked || (length < 3 && !self->at_end))
    return;

  self->marked = TRUE;
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    take (self, 3);
}

/* Up to the end of the line, or of what is there. */
static gsize
measure_line (const char *text, gsize length)
{
  const char *end = memchr (text, '\n', length);

  return end != NULL ? (gsize) (end - text) + 1 : length;
}

static gboolean
is_whole (const CliBatchReader *self, const char *text, gsize line)
{
  return self->at_end || (line > 0 && text[line - 1] == '\n');
}

/* A record whose bytes cannot be text: a sentence about it. */
static const char *
find_fault (const char *text, gsize length)
{
  if (memchr (text, '\0', length) != NULL)
    return _ ("There is a NUL byte on this line. Save the file as UTF-8.");
  if (!g_utf8_validate_len (text, length, NULL))
    return _ ("This line is not UTF-8. Save the file as UTF-8.");

  return NULL;
}

static gboolean
give (CliBatchRecord *record, guint number, char *text, const char *fault)
{
  record->number = number;
  record->text = text;
  record->error = g_strdup (fault);

  return TRUE;
}

static void
skip (CliBatchReader *self)
{
  gsize length;
  const char *text = peek (self, &length);
  gsize line = measure_line (text, length);

  self->skipping = !is_whole (self, text, line);
  take (self, line);
}

static gboolean
is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      return FALSE;

  return TRUE;
}

/* Drops the rest of the line as well, however much of it is still to come. */
static gboolean
give_too_long (CliBatchReader *self, CliBatchRecord *record)
{
  guint number = self->number;

  skip (self);
  return give (record, number, NULL, _ ("This line is longer than 64 KiB."));
}

static gboolean
next_line (CliBatchReader *self, CliBatchRecord *record)
{
  gsize length;
  const char *text;

  while (text = peek (self, &length), length > 0)
    {
      gsize line = measure_line (text, length);
      guint number = self->number;

      if (line > CLI_BATCH_MAX_RECORD)
        return give_too_long (self, record);
      if (!is_whole (self, text, line))
        return FALSE;

      const char *fault = find_fault (text, line);
      gboolean blank = is_blank (text, line);
      take (self, line);
      if (!blank)
        return give (record, number, fault == NULL ? g_strndup (text, line) : NULL, fault);
    }

  return FALSE;
}

static gboolean
read_names (CliBatchReader *self, const GPtrArray *names, GError **error)
{
  gboolean has_address = FALSE;

  self->keys = g_ptr_array_new ();
  for (guint i = 0; i < names->len; i++)
    {
      const char *key = cli_csv_get_key (names->pdata[i]);

      g_ptr_array_add (self->keys, (gpointer) key);
      has_address = has_address || g_strcmp0 (key, "address") == 0;
    }
  if (has_address)
    return TRUE;

  g_set_error_literal (
    error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
    _ ("The first line of CSV names the columns, and one of them is “address”."));
  return FALSE;
}

/* Spreadsheets may name the separator on a line of its own. */
static gboolean
take_separator (CliBatchReader *self, const char *text, gsize line)
{
  if (line < 5 || g_ascii_strncasecmp (text, "sep=", 4) != 0)
    {
      self->separator = cli_csv_find_separator (text, line);
      return FALSE;
    }

  self->separator = text[4];
  take (self, line);
  return TRUE;
}

/* What is left of a record that cannot be read is read anew from its second line on. */
static gboolean
give_bad_record (CliBatchReader *self, CliBatchRecord *record, const char *text, gsize length)
{
  guint number = self->number;

  if (measure_line (text, length) > CLI_BATCH_MAX_RECORD)
    return give_too_long (self, record);

  take (self, measure_line (text, length));
  return give (record, number, NULL, _ ("A quotation mark on this line is never closed."));
}

static gboolean
give_fields (CliBatchReader *self, CliBatchRecord *record, GPtrArray *fields, gsize used)
{
  gsize length;
  const char *fault = find_fault (peek (self, &length), used);
  g_autoptr (GError) error = NULL;
  g_autofree char *json = fault == NULL ? cli_csv_to_json (self->keys, fields, &error) : NULL;
  guint number = self->number;

  take (self, used);
  return give (record, number, g_steal_pointer (&json), error != NULL ? error->message : fault);
}

/* Spreadsheets write rows without anything in them, separators and all. */
static gboolean
is_empty (const GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    if (!is_blank (fields->pdata[i], strlen (fields->pdata[i])))
      return FALSE;

  return TRUE;
}

static gboolean
next_fields (CliBatchReader *self, CliBatchRecord *record, GError **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (wipe_field);
  gsize length, used = 0;
  const char *text;

  while (text = peek (self, &length), length > 0)
    {
      gsize line = measure_line (text, length);

      if (self->separator == '\0')
        {
          if (!is_whole (self, text, line) && line <= CLI_BATCH_MAX_RECORD)
            return FALSE;
          if (take_separator (self, text, line))
            continue;
        }

      CliCsvState state =
        cli_csv_split (text, length, self->at_end, self->separator, fields, &used);
      if (state == CLI_CSV_BAD || (state == CLI_CSV_MORE && length > CLI_BATCH_MAX_RECORD)
          || (state == CLI_CSV_RECORD && used > CLI_BATCH_MAX_RECORD))
        return give_bad_record (self, record, text, length);
      if (state == CLI_CSV_MORE)
        return FALSE;
      if (is_empty (fields))
        take (self, used);
      else if (self->keys != NULL)
        return give_fields (self, record, fields, used);
      else if (!read_names (self, fields, error))
        return FALSE;
      else
        take (self, used);
    }

  return FALSE;
}

gboolean
cli_batch_reader_next (CliBatchReader *self, CliBatchRecord *record, GError **error)
{
  g_return_val_if_fail (self != NULL && record != NULL, FALSE);

  *record = (CliBatchRecord){0};
  take_mark (self);
  if (!self->marked)
    return FALSE;
  if (self->skipping)
    skip (self);

  return self->csv ? next_fields (self, record, error) : next_line (self, record);
}
