/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines that wait for their servers, those of the same servers one behind the other:
 * lines of others pass them.
 */
#pragma once

#include "cli-batch-limits.h"
#include "cli-batch-line.h"

G_BEGIN_DECLS

typedef struct _CliBatchQueue CliBatchQueue;

CliBatchQueue *cli_batch_queue_new (void);
void cli_batch_queue_free (CliBatchQueue *self);

/**
 * cli_batch_queue_push:
 * @self: a queue
 * @line: (transfer full): a line whose hosts are known
 */
void cli_batch_queue_push (CliBatchQueue *self, CliBatchLine *line);

/**
 * cli_batch_queue_pop:
 * @self: a queue
 * @limits: who may go
 * @slow: whether one whose server was silent may go as well
 * @now: the time, in µs
 * @next: (out): when to ask again where nobody may go, %G_MAXINT64 for when another
 *   account comes back
 *
 * Returns: (transfer full) (nullable): a line that may go, not yet counted in @limits
 */
CliBatchLine *cli_batch_queue_pop (CliBatchQueue *self,
                                   CliBatchLimits *limits,
                                   gboolean slow,
                                   gint64 now,
                                   gint64 *next);

guint cli_batch_queue_get_length (const CliBatchQueue *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliBatchQueue, cli_batch_queue_free)

G_END_DECLS
