/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A dialog carried out on an open connection, to its end.
 */
#pragma once

#include "postino-connection.h"
#include "postino-dialog.h"
#include "postino-steps.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_CONVERSATION (postino_conversation_get_type ())
G_DECLARE_FINAL_TYPE (PostinoConversation, postino_conversation, POSTINO, CONVERSATION, GObject)

/**
 * PostinoConversation::line:
 * @self: the conversation
 * @direction: (type int): 0 for a line from the server, 1 for a line to it
 * @text: the line, masked and safe to show
 */

/**
 * postino_conversation_new:
 * @dialog: what to say
 * @connection: an open connection
 * @steps: the stages, kept up to date; has to outlive the conversation
 *
 * Returns: (transfer full): a conversation, not begun
 */
PostinoConversation *postino_conversation_new (PostinoDialog *dialog,
                                               PostinoConnection *connection,
                                               PostinoSteps *steps);

/**
 * postino_conversation_run_async:
 * @self: a conversation
 * @encrypt: whether TLS comes first (implicit TLS)
 * @cancellable: (nullable): stops it at once
 * @callback: called when the dialog is over, or cannot go on
 * @user_data: for @callback
 */
void postino_conversation_run_async (PostinoConversation *self,
                                     gboolean encrypt,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/**
 * postino_conversation_run_finish:
 * @self: a conversation
 * @result: the result
 *
 * Returns: (transfer full) (nullable): the parting bytes that are still to be sent
 */
PostinoSecret *postino_conversation_run_finish (PostinoConversation *self, GAsyncResult *result);

/**
 * postino_conversation_fill_report:
 * @self: a conversation, over or not
 * @report: filled in: what the dialog saw, and what went wrong below it. A
 *   finding that stands there already is kept.
 */
void postino_conversation_fill_report (PostinoConversation *self, PostinoReport *report);

G_END_DECLS
