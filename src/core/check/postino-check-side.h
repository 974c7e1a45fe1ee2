/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One server of a check: probed, and probed again in another way for as long as a
 * repair is likely to help.
 */
#pragma once

#include "postino-probe.h"
#include "postino-repair.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_CHECK_SIDE (postino_check_side_get_type ())
G_DECLARE_FINAL_TYPE (PostinoCheckSide, postino_check_side, POSTINO, CHECK_SIDE, GObject)

/**
 * PostinoCheckSide::step:
 * @self: the side
 * @stage: (type int): a #PostinoStage
 * @state: (type int): a #PostinoStepState
 */

/**
 * PostinoCheckSide::line:
 * @self: the side
 * @direction: (type int): 0 from the server, 1 to it
 * @text: the line, masked and safe
 */

/**
 * PostinoCheckSide::attempt:
 * @self: the side
 * @server: (type PostinoServer): what is tried from here on (boxed)
 * @diagnosis: (type gpointer): the #PostinoDiagnosis of what was tried until now
 * @text: what is tried, in words
 */

/**
 * PostinoCheckSide::rested:
 * @self: the side
 *
 * Nothing is under way, and nothing is begun before postino_check_side_go_on(): it
 * was cancelled, or has come to a sign-in, or to an end.
 */

/**
 * postino_check_side_new:
 * @server: the settings that were asked for
 * @password: (nullable): the password as typed
 * @context: what the diagnosis has to know; what it points to has to outlive the side
 *
 * Returns: (transfer full): a side
 */
PostinoCheckSide *postino_check_side_new (const PostinoServer *server,
                                          PostinoSecret *password,
                                          const PostinoContext *context);

/**
 * postino_check_side_set_found:
 * @self: a side
 * @found: (nullable) (element-type PostinoServer): the servers that were found for it,
 *   best first
 */
void postino_check_side_set_found (PostinoCheckSide *self, GPtrArray *found);

/**
 * postino_check_side_set_repair:
 * @self: a side
 * @repair: whether anything more may be tried than the first thing, or than what is
 *   under way
 */
void postino_check_side_set_repair (PostinoCheckSide *self, gboolean repair);

/**
 * postino_check_side_set_trust:
 * @self: a side
 * @trust: (nullable): the authorities that count, %NULL for the system's
 */
void postino_check_side_set_trust (PostinoCheckSide *self, GTlsDatabase *trust);

/**
 * postino_check_side_start:
 * @self: a side
 * @timeout_ms: the deadline of one probe, in ms; all of them together get half as much
 *   again
 * @cancellable: (nullable): a cancellable
 */
void postino_check_side_start (PostinoCheckSide *self, guint timeout_ms, GCancellable *cancellable);

/**
 * postino_check_side_go_on:
 * @self: a side that rests
 * @other: how the other server's test has ended
 *
 * Returns: whether something else is tried
 */
gboolean postino_check_side_go_on (PostinoCheckSide *self, const PostinoOtherSide *other);

/**
 * postino_check_side_is_open:
 * @self: a side that rests
 *
 * Returns: whether postino_check_side_go_on() may find something to try
 */
gboolean postino_check_side_is_open (PostinoCheckSide *self);

/**
 * postino_check_side_is_resting:
 * @self: a side
 *
 * Returns: whether nothing is under way
 */
gboolean postino_check_side_is_resting (PostinoCheckSide *self);

/**
 * postino_check_side_is_cancelled:
 * @self: a side
 *
 * Returns: whether it was stopped before it had an answer
 */
gboolean postino_check_side_is_cancelled (PostinoCheckSide *self);

/**
 * postino_check_side_get_attempts:
 * @self: a side
 *
 * Returns: (transfer none) (element-type PostinoAttempt): what was tried
 */
const GPtrArray *postino_check_side_get_attempts (PostinoCheckSide *self);

/**
 * postino_check_side_get_spokesman:
 * @self: a side with an attempt
 *
 * Returns: (transfer none): the attempt that speaks for it
 */
const PostinoAttempt *postino_check_side_get_spokesman (PostinoCheckSide *self);

/**
 * postino_check_side_dup_password:
 * @self: a side
 * @form: a form
 *
 * Returns: (transfer full) (nullable): its password in that form
 */
PostinoSecret *postino_check_side_dup_password (PostinoCheckSide *self, PostinoPasswordForm form);

G_END_DECLS
