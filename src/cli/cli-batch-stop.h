/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The signals that stop a batch: seen at once, by the main loop and by whoever waits for
 * room in a pipe.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cli_batch_stop_catch:
 *
 * From here on SIGINT, SIGTERM and SIGHUP stop the batch, and SIGPIPE does nothing.
 *
 * Returns: a file descriptor that can be read as soon as one came
 */
int cli_batch_stop_catch (void);

/**
 * cli_batch_stop_get:
 *
 * Returns: the signal that came, or 0
 */
int cli_batch_stop_get (void);

/**
 * cli_batch_stop_by:
 * @number: a signal
 *
 * Ends the program by it, as if it had not been caught: who has sent it sees that.
 */
void cli_batch_stop_by (int number);

G_END_DECLS
