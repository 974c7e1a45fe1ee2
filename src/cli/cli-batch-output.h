/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where answers go: a line each, and what is there already is not asked for again.
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _CliBatchOutput CliBatchOutput;

/**
 * CliBatchSeenFunc:
 * @answer: an answer of an earlier run
 * @user_data: as given
 */
typedef void (*CliBatchSeenFunc) (JsonObject *answer, gpointer user_data);

/**
 * cli_batch_output_open:
 * @resume: (nullable): a file with the answers so far, or of none; %NULL for standard
 *   output
 * @func: called with each answer that is there
 * @user_data: for @func
 * @error: a sentence
 *
 * A last line without an end is cut off: whoever wrote it was ended in the middle.
 *
 * Returns: (transfer full) (nullable): the output
 */
CliBatchOutput *cli_batch_output_open (const char *resume,
                                       CliBatchSeenFunc func,
                                       gpointer user_data,
                                       GError **error);
void cli_batch_output_free (CliBatchOutput *self);

/**
 * cli_batch_output_has:
 * @self: an output
 * @number: a line of the input
 * @address: (nullable): its address
 * @error: a sentence when what is there is about another address: another list
 *
 * Returns: whether the line is answered; %FALSE with @error when nothing can be said
 */
gboolean cli_batch_output_has (const CliBatchOutput *self,
                               guint number,
                               const char *address,
                               GError **error);

/**
 * cli_batch_output_write:
 * @self: an output
 * @text: an answer, without a line's end
 * @error: why it cannot be written, a sentence; %G_IO_ERROR_BROKEN_PIPE when nobody reads,
 *   %G_IO_ERROR_CANCELLED when a signal came
 *
 * Returns: whether it is written, whole
 */
gboolean cli_batch_output_write (CliBatchOutput *self, const char *text, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliBatchOutput, cli_batch_output_free)

G_END_DECLS
