/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The check of one account: both servers tested at the same time, mended where
 * that is likely to help, both read together at the end.
 */
#pragma once

#include "postino-check-result.h"
#include "postino-probe.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_CHECK (postino_check_get_type ())
G_DECLARE_FINAL_TYPE (PostinoCheck, postino_check, POSTINO, CHECK, GObject)

/**
 * PostinoCheck::step:
 * @self: the check
 * @side: (type int): a #PostinoSide
 * @stage: (type int): a #PostinoStage
 * @state: (type int): a #PostinoStepState
 *
 * A stage of one side begins, passes or fails.
 */

/**
 * PostinoCheck::line:
 * @self: the check
 * @side: (type int): a #PostinoSide
 * @direction: (type int): 0 from the server, 1 to it
 * @text: the line, masked and safe
 */

/**
 * PostinoCheck::attempt:
 * @self: the check
 * @side: (type int): a #PostinoSide
 * @server: (type PostinoServer): what is tried from here on (boxed)
 * @diagnosis: (type gpointer): the #PostinoDiagnosis of what was tried until now, valid
 *   during the emission
 * @text: what is tried, in words: "Trying port 587…"
 *
 * One side does not work as it was asked for, and is tried in another way. Its stages
 * begin anew.
 */

/**
 * PostinoCheck::server-done:
 * @self: the check
 * @side: (type int): a #PostinoSide
 * @report: (type PostinoReport): its report (boxed)
 * @diagnosis: (type gpointer): its own #PostinoDiagnosis, valid during the emission
 *
 * One side has ended; the joint diagnosis may still add to it.
 */

/**
 * postino_check_new:
 * @account: what to test
 * @provider: (nullable): its provider, for advice and links
 * @incoming_password: (nullable): the password for the incoming server
 * @outgoing_password: (nullable): the password for the outgoing server, mostly the same
 *
 * Returns: (transfer full): a check; good for one run
 */
PostinoCheck *postino_check_new (const PostinoAccount *account,
                                 PostinoProvider *provider,
                                 PostinoSecret *incoming_password,
                                 PostinoSecret *outgoing_password);

/**
 * postino_check_set_timeout:
 * @self: a check
 * @timeout_ms: the deadline for one server, in ms; everything that is tried there
 *   together gets half as much again
 */
void postino_check_set_timeout (PostinoCheck *self, guint timeout_ms);

/**
 * postino_check_set_found:
 * @self: a check
 * @side: a side
 * @found: (nullable) (element-type PostinoServer): the servers that were found for it,
 *   best first; they are tried where that is allowed
 */
void postino_check_set_found (PostinoCheck *self, PostinoSide side, GPtrArray *found);

/**
 * postino_check_set_repair:
 * @self: a check
 * @repair: whether anything but what was asked for may be tried; %TRUE at first
 */
void postino_check_set_repair (PostinoCheck *self, gboolean repair);

/**
 * postino_check_set_web_ahead:
 * @self: a check
 * @ahead: by how much the web's clocks are ahead of this computer's, in µs, or
 *   %POSTINO_AHEAD_UNKNOWN, as at first
 *
 * A certificate that is good by the web's clocks, but not by this computer's, is no bad one.
 */
void postino_check_set_web_ahead (PostinoCheck *self, GTimeSpan ahead);

/**
 * postino_check_set_trust:
 * @self: a check
 * @database: (nullable): authorities to trust; %NULL for the system's
 */
void postino_check_set_trust (PostinoCheck *self, GTlsDatabase *database);

/**
 * postino_check_run_async:
 * @self: a check that has not run yet
 * @cancellable: (nullable): a cancellable
 * @callback: called when both sides have come to an end
 * @user_data: for @callback
 *
 * Tests both servers, and what else is tried where one does not work.
 */
void postino_check_run_async (PostinoCheck *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/**
 * postino_check_dup_ended:
 * @self: a check that has ended, or was cancelled
 * @side: a side
 *
 * Returns: (transfer full) (element-type PostinoAttempt): everything that was tried there
 *   and has come to an end, in order
 */
GPtrArray *postino_check_dup_ended (PostinoCheck *self, PostinoSide side);

/**
 * postino_check_run_finish:
 * @self: a check
 * @result: the result
 * @error: %G_IO_ERROR_CANCELLED when cancelled, and nothing else
 *
 * Returns: (transfer full): the result, or %NULL when cancelled
 */
PostinoCheckResult *
postino_check_run_finish (PostinoCheck *self, GAsyncResult *result, GError **error);

G_END_DECLS
