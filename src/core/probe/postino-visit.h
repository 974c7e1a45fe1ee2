/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One visit to a server: the connection, the conversation on it, and, where no
 * greeting comes, the question whether TLS answers there.
 */
#pragma once

#include "postino-account.h"
#include "postino-conversation.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_VISIT (postino_visit_get_type ())
G_DECLARE_FINAL_TYPE (PostinoVisit, postino_visit, POSTINO, VISIT, GObject)

/**
 * postino_visit_new:
 * @server: where to go
 * @host: its name for DNS and TLS: A-labels or an IP address
 * @dialog: what to say there
 * @trust: (nullable): authorities to trust; %NULL for the system's
 * @steps: the stages, kept up to date; has to outlive the visit
 *
 * Returns: (transfer full): a visit, not begun
 */
PostinoVisit *postino_visit_new (const PostinoServer *server,
                                 const char *host,
                                 PostinoDialog *dialog,
                                 GTlsDatabase *trust,
                                 PostinoSteps *steps);

/**
 * postino_visit_pin:
 * @self: a visit, not begun
 * @sha256: (nullable): a certificate to accept, see postino_connection_pin()
 * @any_name: whether it may be made out for another host
 */
void postino_visit_pin (PostinoVisit *self, const char *sha256, gboolean any_name);

/**
 * postino_visit_run_async:
 * @self: a visit
 * @silence_ms: after how much silence where a greeting is due TLS is tried, in ms
 * @callback: called when there is a result, or the visit was stopped
 * @user_data: for @callback
 */
void postino_visit_run_async (PostinoVisit *self,
                              guint silence_ms,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/**
 * postino_visit_run_finish:
 * @self: a visit
 * @result: the result
 *
 * Returns: whether the parting words are still to be said, see postino_visit_part_async()
 */
gboolean postino_visit_run_finish (PostinoVisit *self, GAsyncResult *result);

/**
 * postino_visit_part_async:
 * @self: a visit whose result is there
 * @callback: called when they have left, or the visit was stopped
 * @user_data: for @callback
 *
 * Says QUIT or LOGOUT and waits for no answer.
 */
void
postino_visit_part_async (PostinoVisit *self, GAsyncReadyCallback callback, gpointer user_data);

/**
 * postino_visit_stop:
 * @self: a visit
 *
 * Whatever is under way comes back at once.
 */
void postino_visit_stop (PostinoVisit *self);

/**
 * postino_visit_get_conversation:
 * @self: a visit
 *
 * Returns: (transfer none): the conversation, begun or not
 */
PostinoConversation *postino_visit_get_conversation (PostinoVisit *self);

/**
 * postino_visit_has_result:
 * @self: a visit
 *
 * Returns: whether the conversation is over, though it may still be asked for TLS
 */
gboolean postino_visit_has_result (PostinoVisit *self);

/**
 * postino_visit_fill_report:
 * @self: a visit, over or not
 * @report: filled in with all evidence; a finding that stands there already is kept
 */
void postino_visit_fill_report (PostinoVisit *self, PostinoReport *report);

G_END_DECLS
