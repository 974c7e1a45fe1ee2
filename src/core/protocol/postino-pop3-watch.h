/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The errand of looking for a message in one POP3 session, and deleting it (RFC 1939).
 * A session shows the mailbox as it was when it began, so there is one for each look.
 */
#pragma once

#include "postino-mail-watch.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_POP3_WATCH (postino_pop3_watch_get_type ())
G_DECLARE_FINAL_TYPE (PostinoPop3Watch, postino_pop3_watch, POSTINO, POP3_WATCH, PostinoErrand)

/**
 * postino_pop3_watch_new:
 * @judge: tells a message's kind
 * @user_data: for @judge
 *
 * The errand is done when the message, or one about it, was found; else the next dialog
 * goes on with what is new.
 *
 * Returns: (transfer full): the errand
 */
PostinoErrand *postino_pop3_watch_new (PostinoMailJudge judge, gpointer user_data);

/**
 * postino_pop3_watch_get_catch:
 * @self: the errand
 *
 * Returns: (transfer none): what was found, and what became of it
 */
const PostinoMailCatch *postino_pop3_watch_get_catch (PostinoPop3Watch *self);

G_END_DECLS
