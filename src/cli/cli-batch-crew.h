/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The processes that do the tests. A line is independent of all others, so whatever one
 * of them is stuck in holds nobody else; one that is lost takes no line with it.
 */
#pragma once

#include "cli-batch-line.h"
#include "cli-batch-options.h"

G_BEGIN_DECLS

/**
 * CliBatchJob:
 * @number: which it is
 * @line: the line that it is for
 * @find: whether its servers are to be found; else they are tested
 * @since: when it was given, in µs
 */
typedef struct
{
  guint number;
  CliBatchLine *line;
  gboolean find;
  gint64 since;
} CliBatchJob;

/**
 * CliBatchAnswerFunc:
 * @line: (transfer full): the line
 * @find: whether its servers were to be found
 * @text: (nullable): the answer, a JSON object without a line's end; %NULL when it was lost
 * @user_data: as given
 *
 * A line has come back.
 */
typedef void (*CliBatchAnswerFunc) (CliBatchLine *line,
                                    gboolean find,
                                    const char *text,
                                    gpointer user_data);

/**
 * CliBatchNoteFunc:
 * @line: a line that is being tested
 * @head: what the worker says: one of the line's servers is done with
 * @user_data: as given
 */
typedef void (*CliBatchNoteFunc) (CliBatchLine *line, const char *head, gpointer user_data);

typedef struct _CliBatchCrew CliBatchCrew;

/**
 * cli_batch_crew_new:
 * @options: the options
 * @func: called with each answer
 * @note: called with what is said before
 * @user_data: for both
 *
 * Returns: (transfer full): a crew; its processes are started when they are wanted
 */
CliBatchCrew *cli_batch_crew_new (const CliBatchOptions *options,
                                  CliBatchAnswerFunc func,
                                  CliBatchNoteFunc note,
                                  gpointer user_data);

/**
 * cli_batch_crew_free:
 * @self: (transfer full): a crew
 *
 * Ends the processes, whatever they do.
 */
void cli_batch_crew_free (CliBatchCrew *self);

/**
 * cli_batch_crew_give:
 * @self: a crew that is not full
 * @line: (transfer full): a line
 * @find: whether its servers are to be found; else they are tested
 * @error: why no process can be started
 *
 * Returns: whether one of the processes has it; if not, the line stays the caller's
 */
gboolean
cli_batch_crew_give (CliBatchCrew *self, CliBatchLine *line, gboolean find, GError **error);

/* How many lines are with the processes: one that has been there for some seconds is half a
 * line, since it only waits. */
guint cli_batch_crew_get_running (const CliBatchCrew *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliBatchCrew, cli_batch_crew_free)

G_END_DECLS
