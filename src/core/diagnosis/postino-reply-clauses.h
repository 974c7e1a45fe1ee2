/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Replies that leave open what is wrong: "invalid credentials or IMAP is disabled",
 * "if two-step verification is on, use an app password".
 */
#pragma once

#include "postino-reply-rule.h"

G_BEGIN_DECLS

/**
 * postino_reply_clauses_find:
 * @image: what postino_reply_rules_build() made
 * @size: its size in bytes
 * @scene: where the reply was heard
 * @text: the reply
 * @cause: what the whole of it means
 * @others: (out caller-allocates): room for %POSTINO_REPLY_MAX_OTHERS causes
 *
 * Where a reply has an "or" or an "if", each part of its sentences is read by itself, by
 * words alone. That a server is busy, or did not understand, is no part's meaning: "or try
 * again later" is said of anything.
 *
 * Returns: how many other causes it names, in the order in which it does
 */
guint postino_reply_clauses_find (const guint8 *image,
                                  gsize size,
                                  const PostinoReplyScene *scene,
                                  const PostinoReplyText *text,
                                  PostinoCause cause,
                                  PostinoCause *others);

G_END_DECLS
