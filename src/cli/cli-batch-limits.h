/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How politely servers are visited: connections at once, sign-ins a minute, and a pause
 * for a server that says it is too much. Pure: the time is what the caller says it is.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How often one side of an account may be signed in to at most (postino-repair.h). */
#define CLI_BATCH_SIGN_INS_PER_SIDE 2

typedef struct _CliBatchLimits CliBatchLimits;

/**
 * cli_batch_limits_new:
 * @connections: how many connections a server may have at once, 2 at least
 * @sign_ins: how many sign-ins in a minute, 10 at least; 0 for no limit
 * @back_off_s: the first pause of a server that says it is too much, in seconds; each
 *   further one is twice as long
 *
 * A server is a host: one machine answers for all of its ports. One that has not
 * answered yet is visited for one account at a time.
 *
 * Returns: (transfer full): limits that nobody has come near to
 */
CliBatchLimits *cli_batch_limits_new (guint connections, guint sign_ins, guint back_off_s);
void cli_batch_limits_free (CliBatchLimits *self);

/**
 * cli_batch_limits_ask:
 * @self: the limits
 * @hosts: where an account leads to, one name for each connection
 * @now: the time, in µs
 *
 * Returns: @now when it may go; else when to ask again, %G_MAXINT64 for when another
 *   account comes back
 */
gint64 cli_batch_limits_ask (CliBatchLimits *self, char **hosts, gint64 now);

/**
 * cli_batch_limits_is_silent:
 * @self: the limits
 * @hosts: where an account leads to
 *
 * Returns: whether one of them did not answer when it was asked last
 */
gboolean cli_batch_limits_is_silent (CliBatchLimits *self, char **hosts);

/**
 * cli_batch_limits_take:
 * @self: the limits
 * @hosts: where an account leads to
 * @now: the time, in µs
 *
 * The account goes: its connections and all its sign-ins count from now on.
 */
void cli_batch_limits_take (CliBatchLimits *self, char **hosts, gint64 now);

/**
 * cli_batch_limits_give_back:
 * @self: the limits
 * @host: one of the names that were taken
 * @sign_ins: how many sign-ins were made there
 *
 * The account has come back from there: what it did not need counts no more.
 */
void cli_batch_limits_give_back (CliBatchLimits *self, const char *host, guint sign_ins);

/**
 * cli_batch_limits_note:
 * @self: the limits
 * @host: a server
 * @answered: whether it has said anything
 * @too_much: whether it said that it is too much
 * @now: the time, in µs
 */
void cli_batch_limits_note (CliBatchLimits *self,
                            const char *host,
                            gboolean answered,
                            gboolean too_much,
                            gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliBatchLimits, cli_batch_limits_free)

G_END_DECLS
