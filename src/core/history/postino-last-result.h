/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is remembered of an account's last test, and how it is said: the evidence is
 * gone, the causes and the time are left.
 */
#pragma once

#include "postino-diagnosis.h"

G_BEGIN_DECLS

/* The state file that all of them are in; there is none before the first account is saved. */
#define POSTINO_LAST_RESULT_FILE "history"

/**
 * PostinoLastResult:
 * @tested: when the account was last tested, in seconds since 1970 (UTC)
 * @worked: when both servers last worked, in seconds since 1970 (UTC); 0 for never
 * @incoming: how receiving was at @tested
 * @outgoing: how sending was at @tested
 */
typedef struct
{
  gint64 tested;
  gint64 worked;
  PostinoCause incoming;
  PostinoCause outgoing;
} PostinoLastResult;

/**
 * postino_last_result_is_good:
 * @self: a result
 *
 * Returns: whether both servers worked
 */
gboolean postino_last_result_is_good (const PostinoLastResult *self);

/**
 * postino_last_result_describe_incoming:
 * @self: a result
 * @server: the incoming server
 * @context: the address, and its provider where that is known
 *
 * Returns: (transfer full): one translated sentence: how receiving was
 */
char *postino_last_result_describe_incoming (const PostinoLastResult *self,
                                             const PostinoServer *server,
                                             const PostinoContext *context);

/**
 * postino_last_result_describe_outgoing:
 * @self: a result
 * @server: the outgoing server
 * @context: the address, and its provider where that is known
 *
 * Returns: (transfer full): one translated sentence: how sending was
 */
char *postino_last_result_describe_outgoing (const PostinoLastResult *self,
                                             const PostinoServer *server,
                                             const PostinoContext *context);

/**
 * postino_last_result_describe_time:
 * @self: a result
 * @now: the clock, in the person's time zone
 *
 * Returns: (transfer full): when that was, and when it last worked, where that was not
 *   then; one or two translated sentences
 */
char *postino_last_result_describe_time (const PostinoLastResult *self, GDateTime *now);

G_END_DECLS
