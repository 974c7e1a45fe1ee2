/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line on a terminal that shows how far a batch is; nothing anywhere else.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CliBatchProgress CliBatchProgress;

/**
 * cli_batch_progress_is_shown:
 *
 * Returns: whether there is a terminal to draw it on
 */
gboolean cli_batch_progress_is_shown (void);

/**
 * cli_batch_progress_new:
 * @total: how many lines there are; 0 when nobody knows
 * @done: how many were answered before
 *
 * Returns: (transfer full): a line that is drawn from now on
 */
CliBatchProgress *cli_batch_progress_new (guint total, guint done);

/* The line goes. */
void cli_batch_progress_free (CliBatchProgress *self);

/* How many lines are answered by now, and how many of them are no account that works. */
void cli_batch_progress_set (CliBatchProgress *self, guint done, guint problems);

/**
 * cli_batch_progress_describe:
 * @done: how many lines are answered
 * @total: how many there are; 0 when nobody knows
 * @problems: how many accounts do not work
 * @rate: how many lines are answered in a second; 0 when nobody knows
 * @columns: how wide the terminal is
 *
 * Returns: (transfer full): the line
 */
char *
cli_batch_progress_describe (guint done, guint total, guint problems, double rate, guint columns);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliBatchProgress, cli_batch_progress_free)

G_END_DECLS
