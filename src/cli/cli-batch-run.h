/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One batch: lines come in, wait for their turn, go to the processes, and are answered.
 */
#pragma once

#include "cli-batch-input.h"
#include "cli-batch-options.h"
#include "cli-batch-output.h"
#include "cli-batch-summary.h"

G_BEGIN_DECLS

typedef struct _CliBatchRun CliBatchRun;

/**
 * cli_batch_run_new:
 * @options: the options
 * @input: the list
 * @output: where answers go
 * @summary: what counts them; it has those of earlier runs
 * @stop: can be read as soon as everything is to end
 *
 * Returns: (transfer full): a batch
 */
CliBatchRun *cli_batch_run_new (const CliBatchOptions *options,
                                CliBatchInput *input,
                                CliBatchOutput *output,
                                CliBatchSummary *summary,
                                int stop);
void cli_batch_run_free (CliBatchRun *self);

/**
 * cli_batch_run_go:
 * @self: a batch
 * @error: why it ended before its time: #GIOErrorEnum, a sentence
 *
 * Returns: whether every line is answered; %FALSE without @error when it was stopped
 */
gboolean cli_batch_run_go (CliBatchRun *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliBatchRun, cli_batch_run_free)

G_END_DECLS
