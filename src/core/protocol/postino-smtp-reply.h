/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One SMTP reply, taken apart (RFC 5321 section 4.2, RFC 2034).
 */
#pragma once

#include "postino-dialog.h"

#include "postino-report.h"

G_BEGIN_DECLS

/**
 * PostinoSmtpReply:
 * @code: the reply code
 * @subject: the second number of the enhanced code, or 0
 * @detail: the third number of the enhanced code, or 0
 * @words: all of it as it came, lines separated by "\n"
 * @lines: what follows the code, line by line
 */
typedef struct
{
  guint code;
  guint subject;
  guint detail;
  char *words;
  char **lines;
} PostinoSmtpReply;

/**
 * postino_smtp_frame:
 * @reply: the reply so far
 * @line: where its last line begins
 * @length: how long it is with that line, in bytes
 *
 * As #PostinoDialogClass.frame: all lines of a reply have the same code.
 *
 * Returns: whether the reply is complete
 */
PostinoFrame postino_smtp_frame (const char *reply, gsize line, gsize length);

/**
 * postino_smtp_reply_parse:
 * @bytes: a complete reply
 * @length: its length in bytes
 *
 * Returns: (transfer full): the reply
 */
PostinoSmtpReply *postino_smtp_reply_parse (const char *bytes, gsize length);
void postino_smtp_reply_free (PostinoSmtpReply *self);

/**
 * postino_smtp_reply_is_positive:
 * @self: a reply
 *
 * Returns: whether it is a 2yz
 */
gboolean postino_smtp_reply_is_positive (const PostinoSmtpReply *self);

/**
 * postino_smtp_reply_has_enhanced:
 * @self: a reply
 * @subject: the second number of an enhanced code (RFC 3463)
 * @detail: the third number
 *
 * Returns: whether that is its enhanced code
 */
gboolean
postino_smtp_reply_has_enhanced (const PostinoSmtpReply *self, guint subject, guint detail);

/**
 * postino_smtp_reply_is_own_name:
 * @self: a refusal of EHLO or HELO
 *
 * Returns: whether it is about the name that we gave
 */
gboolean postino_smtp_reply_is_own_name (const PostinoSmtpReply *self);

/**
 * postino_smtp_reply_is_unknown_command:
 * @self: a refusal
 *
 * Returns: whether the command is not known (RFC 5321 section 4.2.4)
 */
gboolean postino_smtp_reply_is_unknown_command (const PostinoSmtpReply *self);

/**
 * postino_smtp_reply_is_form:
 * @self: a refusal of AUTH
 *
 * Returns: whether it is about the mechanism or the form of the command, and not
 *   about user name and password (RFC 4954 section 6)
 */
gboolean postino_smtp_reply_is_form (const PostinoSmtpReply *self);

/**
 * postino_smtp_reply_is_recipient:
 * @self: a refusal of RCPT TO
 * @seen: the evidence so far, for the names that are no words of the server
 *
 * Returns: whether it is about the recipient alone: there is no such mailbox. It
 *   says nothing about the sender or a permission to send.
 */
gboolean postino_smtp_reply_is_recipient (const PostinoSmtpReply *self, const PostinoReport *seen);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoSmtpReply, postino_smtp_reply_free)

G_END_DECLS
