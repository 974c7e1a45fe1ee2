/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CSV as spreadsheets write it: RFC 4180, with a comma, a semicolon (where the comma is
 * the decimal sign) or a tab between the fields.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CliCsvState:
 * @CLI_CSV_RECORD: a whole record was read
 * @CLI_CSV_MORE: its end is not there yet
 * @CLI_CSV_BAD: a quotation mark is never closed
 */
typedef enum
{
  CLI_CSV_RECORD,
  CLI_CSV_MORE,
  CLI_CSV_BAD,
} CliCsvState;

/**
 * cli_csv_split:
 * @text: the bytes from the start of a record on
 * @length: how many
 * @at_end: whether no more will come
 * @separator: what stands between the fields
 * @fields: (element-type utf8): gets the fields, unquoted
 * @used: (out): how many bytes the record takes, its line's end included
 *
 * Returns: what was found
 */
CliCsvState cli_csv_split (const char *text,
                           gsize length,
                           gboolean at_end,
                           char separator,
                           GPtrArray *fields,
                           gsize *used);

/**
 * cli_csv_find_separator:
 * @line: the first line
 * @length: how many bytes it has
 *
 * Returns: what stands between its names: the one of ",", ";" and tab that is there
 *   most often
 */
char cli_csv_find_separator (const char *line, gsize length);

/**
 * cli_csv_get_key:
 * @name: the name of a column
 *
 * Returns: (transfer none) (nullable): the key that docs/cli.md has for it; %NULL when
 *   the column says nothing to us
 */
const char *cli_csv_get_key (const char *name);

/**
 * cli_csv_to_json:
 * @keys: (element-type utf8): the key of each column, %NULL in it where there is none
 * @fields: (element-type utf8): the fields of one record
 * @error: a sentence: there are more fields than columns
 *
 * A field without a value has no key.
 *
 * Returns: (transfer full) (nullable): the record as a JSON object
 */
char *cli_csv_to_json (const GPtrArray *keys, const GPtrArray *fields, GError **error);

G_END_DECLS
