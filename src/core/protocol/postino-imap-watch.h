/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The errand of waiting for a message in INBOX and in the folder for junk, and deleting
 * it, its copy among what was sent, and the reports about it.
 */
#pragma once

#include "postino-mail-watch.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_IMAP_WATCH (postino_imap_watch_get_type ())
G_DECLARE_FINAL_TYPE (PostinoImapWatch, postino_imap_watch, POSTINO, IMAP_WATCH, PostinoErrand)

/**
 * postino_imap_watch_new:
 * @message_id: the message's Message-ID, with its brackets, printable ASCII without a
 *   quotation mark
 * @since: when it was sent: reports are looked for from the day before on
 * @judge: tells a message's kind
 * @user_data: for @judge
 *
 * Until the message has come, or a report that it will not, it waits: with IDLE (RFC
 * 2177) where that is offered, else it asks again and again, less and less often. Then,
 * or when it is hurried, it deletes what @judge has recognised, and nothing else.
 *
 * Returns: (transfer full): the errand
 */
PostinoErrand *postino_imap_watch_new (const char *message_id,
                                       GDateTime *since,
                                       PostinoMailJudge judge,
                                       gpointer user_data);

/**
 * postino_imap_watch_get_catch:
 * @self: the errand
 *
 * Returns: (transfer none): what was found, and what became of it
 */
const PostinoMailCatch *postino_imap_watch_get_catch (PostinoImapWatch *self);

G_END_DECLS
