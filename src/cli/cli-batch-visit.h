/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a worker says beside an answer, for the limits: a word for each connection that was
 * tried, "HOST/SIGN-INS/ANSWERED/TOO-MUCH".
 */
#pragma once

#include "cli-batch-limits.h"
#include "cli-batch-line.h"

G_BEGIN_DECLS

/**
 * cli_batch_visit_end:
 * @line: a line that was with a worker
 * @head: (nullable): what the worker says; %NULL when it was lost
 * @limits: gets back what the line did not need, and learns how its servers are
 */
void cli_batch_visit_end (const CliBatchLine *line, const char *head, CliBatchLimits *limits);

/**
 * cli_batch_visit_was_too_much:
 * @answer: the answer
 *
 * Returns: whether a server said that it has too many connections, which says nothing
 *   about the account
 */
gboolean cli_batch_visit_was_too_much (JsonObject *answer);

G_END_DECLS
