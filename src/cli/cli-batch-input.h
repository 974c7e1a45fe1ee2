/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list: a file or standard input, read only as fast as it is worked off.
 */
#pragma once

#include "cli-batch-reader.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CliBatchInputFunc:
 * @record: a record
 * @user_data: as given
 *
 * Returns: whether the next one is wanted at once
 */
typedef gboolean (*CliBatchInputFunc) (const CliBatchRecord *record, gpointer user_data);

/**
 * CliBatchEndFunc:
 * @error: (nullable): why there is no more, a sentence; %NULL at the end of the list
 * @user_data: as given
 */
typedef void (*CliBatchEndFunc) (const GError *error, gpointer user_data);

typedef struct _CliBatchInput CliBatchInput;

/**
 * cli_batch_input_open:
 * @path: (nullable): a file; %NULL for standard input
 * @csv: whether it is CSV
 * @error: a sentence
 *
 * Returns: (transfer full) (nullable): the list, not begun
 */
CliBatchInput *cli_batch_input_open (const char *path, gboolean csv, GError **error);
void cli_batch_input_free (CliBatchInput *self);

/**
 * cli_batch_input_count:
 * @self: a list that is not begun
 *
 * Returns: how many lines it has, headings left out, as far as that can be known before it
 *   is read; else 0
 */
guint cli_batch_input_count (CliBatchInput *self);

/**
 * cli_batch_input_read:
 * @self: a list
 * @on_record: called with each record, until it wants no more for now
 * @on_end: called once, when there are no more
 * @user_data: for both
 *
 * Goes on reading from the main loop. To be called again when more is wanted.
 */
void cli_batch_input_read (CliBatchInput *self,
                           CliBatchInputFunc on_record,
                           CliBatchEndFunc on_end,
                           gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliBatchInput, cli_batch_input_free)

G_END_DECLS
