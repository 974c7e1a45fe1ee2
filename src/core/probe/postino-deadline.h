/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The time that one test may take as a whole, and how much of it a single stage
 * may use up, so that a name server that says nothing is told from a mail server
 * that says nothing, and is not waited for until the very end.
 */
#pragma once

#include "postino-enums.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The share that a stage has at least, in ms, as far as the whole has it. */
#define POSTINO_DEADLINE_LEAST_SHARE_MS 3000

typedef struct _PostinoDeadline PostinoDeadline;

/**
 * PostinoDeadlineFunc:
 * @user_data: as given
 *
 * The time is over.
 */
typedef void (*PostinoDeadlineFunc) (gpointer user_data);

/**
 * postino_deadline_new:
 * @total_ms: the time for everything, in ms, from now on
 * @func: called once, from the main context of this thread
 * @user_data: for @func
 *
 * Returns: (transfer full): a clock that runs
 */
PostinoDeadline *
postino_deadline_new (guint total_ms, PostinoDeadlineFunc func, gpointer user_data);
void postino_deadline_free (PostinoDeadline *self);

/**
 * postino_deadline_enter:
 * @self: a deadline
 * @stage: the stage that begins now, with a share of its own
 */
void postino_deadline_enter (PostinoDeadline *self, PostinoStage stage);

/**
 * postino_deadline_limit_connecting:
 * @self: a deadline
 * @limit_ms: how long connecting may take, in ms, where that is less than its share
 */
void postino_deadline_limit_connecting (PostinoDeadline *self, guint limit_ms);

/**
 * postino_deadline_get_share:
 * @total_ms: the time for everything, in ms
 * @stage: a stage
 *
 * A third for the lookup (with the default of 30 s, ten: as long as the system's
 * resolver asks its name servers), half for connecting, three seconds at least for
 * either, and what is left for every other stage.
 *
 * Returns: how long @stage may take at most, in ms
 */
guint postino_deadline_get_share (guint total_ms, PostinoStage stage);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoDeadline, postino_deadline_free)

G_END_DECLS
