/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From bytes to records: JSON Lines as they are, CSV as the same JSON. Bytes come
 * when they come, a record of any size takes no more memory than one of a usual size,
 * and what is wrong with one record ends with that record.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The longest record, in bytes. */
#define CLI_BATCH_MAX_RECORD (64 * 1024)

/**
 * CliBatchRecord:
 * @number: the line of the input that it begins on, from 1
 * @text: (nullable): a JSON text in UTF-8, not yet known to be valid
 * @error: (nullable): why there is none, a sentence
 */
typedef struct
{
  guint number;
  char *text;
  char *error;
} CliBatchRecord;

void cli_batch_record_clear (CliBatchRecord *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliBatchRecord, cli_batch_record_clear)

typedef struct _CliBatchReader CliBatchReader;

/**
 * cli_batch_reader_new:
 * @csv: whether the input is CSV, whose first record names the columns
 *
 * Returns: (transfer full): a reader that has seen nothing
 */
CliBatchReader *cli_batch_reader_new (gboolean csv);
void cli_batch_reader_free (CliBatchReader *self);

/**
 * cli_batch_reader_feed:
 * @self: a reader
 * @bytes: what comes next
 * @length: how many; 0 at the end of the input
 *
 * Records are to be taken after each call.
 */
void cli_batch_reader_feed (CliBatchReader *self, const char *bytes, gsize length);

/**
 * cli_batch_reader_next:
 * @self: a reader
 * @record: (out): the next record; cleared by the caller
 * @error: a sentence when nothing in this input can be used: the columns of CSV have no
 *   address
 *
 * Empty lines are no records.
 *
 * Returns: whether there is one; %FALSE without @error when more bytes are wanted
 */
gboolean cli_batch_reader_next (CliBatchReader *self, CliBatchRecord *record, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliBatchReader, cli_batch_reader_free)

G_END_DECLS
