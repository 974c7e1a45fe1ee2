/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What came out of all accounts together: by cause, and by server.
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _CliBatchSummary CliBatchSummary;

CliBatchSummary *cli_batch_summary_new (void);
void cli_batch_summary_free (CliBatchSummary *self);

/**
 * cli_batch_summary_add:
 * @self: a summary
 * @answer: the answer for one line
 * @earlier: whether an earlier run has given it
 */
void cli_batch_summary_add (CliBatchSummary *self, JsonObject *answer, gboolean earlier);

/* How many answers were counted, those of earlier runs among them. */
guint cli_batch_summary_get_answers (const CliBatchSummary *self);

/* How many of them are no account that works. */
guint cli_batch_summary_get_problems (const CliBatchSummary *self);

/**
 * cli_batch_summary_print:
 * @self: a summary
 *
 * Prints it on standard error, for a person.
 */
void cli_batch_summary_print (const CliBatchSummary *self);

/**
 * cli_batch_summary_write:
 * @self: a summary
 * @path: a file, which is replaced whole
 * @complete: whether every line of the list is answered
 * @error: why it cannot be written, a sentence
 *
 * Writes it as JSON (data/batch-summary.schema.json).
 *
 * Returns: whether it is written
 */
gboolean cli_batch_summary_write (const CliBatchSummary *self,
                                  const char *path,
                                  gboolean complete,
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliBatchSummary, cli_batch_summary_free)

G_END_DECLS
