/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A server's reply taken apart: what it tells programs (codes) and what it tells
 * people (words).
 */
#pragma once

#include "postino-enums.h"

G_BEGIN_DECLS

#define POSTINO_REPLY_MAX_WORDS 800

/**
 * PostinoReplyText:
 * @status: "no", "bad", "bye", "err", an SMTP code ("535"), or "alien" for another
 *   service's first words; "" when there is none
 * @enhanced: the enhanced status code of RFC 3463, "" when there is none
 * @codes: (element-type utf8): response codes of IMAP and POP3, upper case
 * @n_lines: how many lines were read
 * @words: (array length=n_words): the prose, folded by postino_fold()
 * @opens: (array length=n_words): whether a line or a part of a sentence begins there
 * @n_words: how many, at most %POSTINO_REPLY_MAX_WORDS
 */
typedef struct
{
  char status[6];
  char enhanced[12];
  GPtrArray *codes;
  guint n_lines;
  const char **words;
  guint8 *opens;
  guint n_words;
  GString *buffer;            /* what @words points into */
  guint32 starts[65536 / 32]; /* the first two bytes of the words, as a set */
} PostinoReplyText;

/**
 * postino_reply_text_new:
 * @protocol: what the server speaks
 * @reply: the reply as it came or was pasted, in any encoding
 *
 * Of a very long reply the first and the last part are read.
 *
 * Returns: (transfer full): the reply taken apart
 */
PostinoReplyText *postino_reply_text_new (PostinoProtocol protocol, const char *reply);

void postino_reply_text_free (PostinoReplyText *self);

/**
 * postino_reply_text_may_have:
 * @self: a reply
 * @phrase: a folded phrase
 * @length: its length in bytes
 *
 * Returns: %FALSE when no word begins like the first one of @phrase; quick
 */
gboolean
postino_reply_text_may_have (const PostinoReplyText *self, const char *phrase, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoReplyText, postino_reply_text_free)

G_END_DECLS
