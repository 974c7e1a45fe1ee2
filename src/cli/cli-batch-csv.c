/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A field that begins with a quotation mark ends with the next single one; a mark
 * inside of another field is a letter like any other.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-batch-csv.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

static const struct
{
  const char *name, *key;
} columns[] = {
  {"address", "address"},
  {"email", "address"},
  {"e_mail", "address"},
  {"mail", "address"},
  {"email_address", "address"},
  {"mailbox", "address"},
  {"indirizzo", "address"},
  {"indirizzo_email", "address"},
  {"indirizzo_e_mail", "address"},
  {"id", "id"},
  {"password", "password"},
  {"outgoing_password", "outgoing_password"},
  {"password_file", "password_file"},
  {"outgoing_password_file", "outgoing_password_file"},
  {"oauth_token_file", "oauth_token_file"},
  {"incoming", "incoming"},
  {"outgoing", "outgoing"},
  {"username", "username"},
  {"user", "username"},
  {"login", "username"},
  {"utente", "username"},
  {"nome_utente", "username"},
  {"incoming_username", "incoming_username"},
  {"outgoing_username", "outgoing_username"},
  {"name", "name"},
};

typedef struct
{
  const char *text;
  gsize length;
  gsize at;
  gboolean at_end;
  char separator;
} Scanner;

/* The end of a line takes one byte or two; 0 where there is none, or it is not all there. */
static gsize
get_line_end (const Scanner *self)
{
  const char *p = self->text + self->at;
  gsize left = self->length - self->at;

  if (left > 0 && *p == '\n')
    return 1;
  if (left > 1 && p[0] == '\r' && p[1] == '\n')
    return 2;

  return 0;
}

/* After the opening mark; FALSE when the closing one is not there. */
static gboolean
scan_quoted (Scanner *self, GString *field)
{
  for (self->at++; self->at < self->length; self->at++)
    {
      char c = self->text[self->at];

      if (c != '"')
        g_string_append_c (field, c);
      else if (self->at + 1 == self->length && !self->at_end)
        return FALSE;
      else if (self->at + 1 < self->length && self->text[self->at + 1] == '"')
        g_string_append_c (field, self->text[++self->at]);
      else
        {
          self->at++;
          return TRUE;
        }
    }

  return FALSE;
}

static void
scan_plain (Scanner *self, GString *field)
{
  while (self->at < self->length && self->text[self->at] != self->separator
         && get_line_end (self) == 0)
    g_string_append_c (field, self->text[self->at++]);
}

CliCsvState
cli_csv_split (const char *text,
               gsize length,
               gboolean at_end,
               char separator,
               GPtrArray *fields,
               gsize *used)
{
  Scanner scanner = {text, length, 0, at_end, separator};

  g_ptr_array_set_size (fields, 0);
  for (;;)
    {
      g_autoptr (GString) field = g_string_new (NULL);
      gboolean quoted = scanner.at < length && text[scanner.at] == '"';

      if (quoted && !scan_quoted (&scanner, field))
        return at_end ? CLI_CSV_BAD : CLI_CSV_MORE;
      scan_plain (&scanner, field);
      g_ptr_array_add (fields, g_strdup (field->str));
      explicit_bzero (field->str, field->len);

      if (scanner.at < length && text[scanner.at] == separator)
        scanner.at++;
      else
        break;
    }

  if (scanner.at == length && !at_end)
    return CLI_CSV_MORE;

  *used = scanner.at + get_line_end (&scanner);
  return CLI_CSV_RECORD;
}

static guint
count (const char *line, gsize length, char wanted)
{
  guint n = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length; i++)
    if (line[i] == '"')
      quoted = !quoted;
    else if (line[i] == wanted && !quoted)
      n++;

  return n;
}

char
cli_csv_find_separator (const char *line, gsize length)
{
  static const char separators[] = {',', ';', '\t'};
  char best = ',';

  for (gsize i = 0; i < G_N_ELEMENTS (separators); i++)
    if (count (line, length, separators[i]) > count (line, length, best))
      best = separators[i];

  return best;
}

const char *
cli_csv_get_key (const char *name)
{
  g_autofree char *copy = g_strdup (name);
  g_autofree char *wanted = g_ascii_strdown (g_strdelimit (g_strstrip (copy), " -", '_'), -1);

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_str_equal (columns[i].name, wanted))
      return columns[i].key;

  return NULL;
}

char *
cli_csv_to_json (const GPtrArray *keys, const GPtrArray *fields, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  for (guint i = 0; i < fields->len; i++)
    {
      const char *value = fields->pdata[i];

      if (i >= keys->len && *value != '\0')
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                               _ ("There are more fields here than names on the first line: a "
                                  "field with a separator in it stands in quotation marks."));
          return NULL;
        }
      if (i >= keys->len || keys->pdata[i] == NULL || *value == '\0')
        continue;
      json_builder_set_member_name (builder, keys->pdata[i]);
      json_builder_add_string_value (builder, value);
    }
  json_builder_end_object (builder);

  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}
