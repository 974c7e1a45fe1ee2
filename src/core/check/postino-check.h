/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The check of one account: both servers tested at the same time, each
 * diagnosed as soon as it is done, both read together at the end.
 */
#pragma once

#include "postino-diagnosis.h"
#include "postino-probe.h"

G_BEGIN_DECLS

/**
 * PostinoSide:
 * @POSTINO_SIDE_INCOMING: the server that mail is read from
 * @POSTINO_SIDE_OUTGOING: the server that mail is sent through
 */
typedef enum
{
  POSTINO_SIDE_INCOMING,
  POSTINO_SIDE_OUTGOING,
} PostinoSide;

/**
 * PostinoCheckResult:
 * @account: what was tested
 * @provider: (nullable): its provider
 * @reports: the evidence, by #PostinoSide
 * @diagnosis: what it means
 */
typedef struct
{
  PostinoAccount *account;
  PostinoProvider *provider;
  PostinoReport *reports[2];
  PostinoJointDiagnosis *diagnosis;
} PostinoCheckResult;

#define POSTINO_TYPE_CHECK_RESULT (postino_check_result_get_type ())
GType postino_check_result_get_type (void);

PostinoCheckResult *postino_check_result_copy (const PostinoCheckResult *self);
void postino_check_result_free (PostinoCheckResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoCheckResult, postino_check_result_free)

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
 * @timeout_ms: the deadline for one server as a whole, in ms
 */
void postino_check_set_timeout (PostinoCheck *self, guint timeout_ms);

/**
 * postino_check_set_trust:
 * @self: a check
 * @database: (nullable): authorities to trust; %NULL for the system's
 */
void postino_check_set_trust (PostinoCheck *self, GTlsDatabase *database);

void postino_check_run_async (PostinoCheck *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

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
