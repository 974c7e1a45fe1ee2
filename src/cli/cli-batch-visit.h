/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a worker says of a side that is done, before its answer: a word for each connection
 * that was tried, "SIDE/HOST/SIGN-INS/ANSWERED/TOO-MUCH". That is for the limits.
 */
#pragma once

#include "cli-batch-limits.h"
#include "cli-batch-line.h"

G_BEGIN_DECLS

/* How often a line is given to a worker at most, when workers are lost with it. */
#define CLI_BATCH_MAX_LOST 2

/**
 * cli_batch_visit_end:
 * @line: a line that was with a worker
 * @limits: gets back all that no side has given back itself
 */
void cli_batch_visit_end (CliBatchLine *line, CliBatchLimits *limits);

/**
 * cli_batch_visit_end_side:
 * @line: a line that is with a worker
 * @head: what the worker says of a side that is done
 * @limits: gets back what that side did not need, and learns how its servers are
 */
void cli_batch_visit_end_side (CliBatchLine *line, const char *head, CliBatchLimits *limits);

/**
 * cli_batch_visit_is_to_be_repeated:
 * @line: a line that has come back
 * @answer: (nullable): its answer; %NULL when its worker was lost
 *
 * Returns: whether it goes to a worker once more: its worker was lost, or a server had too
 *   many connections, which says nothing about the account
 */
gboolean cli_batch_visit_is_to_be_repeated (const CliBatchLine *line, JsonObject *answer);

G_END_DECLS
