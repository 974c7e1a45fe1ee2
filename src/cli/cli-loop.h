/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A command is a story with waiting in between: start something asynchronous,
 * wait for its result, go on. Ctrl+C and its like cancel what is waited for.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CliLoop:
 * @cancellable: to be given to everything that is waited for
 * @result: (nullable): what arrived last
 * @signals: the sources that watch for signals
 */
typedef struct
{
  GCancellable *cancellable;
  GAsyncResult *result;
  guint signals[3];
} CliLoop;

void cli_loop_init (CliLoop *self);
void cli_loop_clear (CliLoop *self);

/**
 * cli_loop_take:
 * @source: (nullable): what was started
 * @result: its result
 * @loop: a #CliLoop
 *
 * A #GAsyncReadyCallback.
 */
void cli_loop_take (GObject *source, GAsyncResult *result, gpointer loop);

/**
 * cli_loop_wait:
 * @self: a loop, given to cli_loop_take() as user data
 *
 * Returns: (transfer full): the result
 */
GAsyncResult *cli_loop_wait (CliLoop *self);

/**
 * cli_loop_wait_for_input:
 * @self: a loop
 * @fd: a file descriptor
 *
 * Returns: whether there is something to read; %FALSE when cancelled
 */
gboolean cli_loop_wait_for_input (CliLoop *self, int fd);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliLoop, cli_loop_clear)

G_END_DECLS
