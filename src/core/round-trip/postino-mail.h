/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Messages as GMime makes them and takes them apart.
 */
#pragma once

#include "postino-account.h"
#include "postino-bounce.h"
#include "postino-letter.h"
#include "postino-mail-watch.h"

G_BEGIN_DECLS

/**
 * postino_mail_write:
 * @account: whose message it is: from there, to there
 * @letter: its Message-ID and date
 *
 * A short text in the person's language and nothing that tracks. "Auto-Submitted" keeps
 * automatic answers away (RFC 3834).
 *
 * Returns: (transfer full): the message, lines ended by LF
 */
char *postino_mail_write (const PostinoAccount *account, const PostinoLetter *letter);

/**
 * postino_mail_judge:
 * @bytes: a message, or the beginning of one
 * @length: how many bytes
 * @letter: the letter that is looked for
 *
 * Returns: whether it is that letter, a report about it, or none of our business
 */
PostinoMailKind postino_mail_judge (const char *bytes, gsize length, const PostinoLetter *letter);

/**
 * postino_mail_read_bounce:
 * @mail: a message that was judged to be a report
 *
 * Returns: (transfer full): what it says (RFC 3464)
 */
PostinoBounce *postino_mail_read_bounce (GBytes *mail);

/**
 * postino_mail_dup_headers:
 * @mail: a message
 * @name: a header's name
 *
 * Returns: (transfer full) (array zero-terminated=1): the values of all headers of that
 *   name, the topmost first, as they came
 */
char **postino_mail_dup_headers (GBytes *mail, const char *name);

/**
 * postino_mail_get_arrival:
 * @mail: a message
 *
 * Returns: when the last server took it, in seconds since 1970, or -1 where it does not
 *   say (RFC 5321 section 4.4)
 */
gint64 postino_mail_get_arrival (GBytes *mail);

G_END_DECLS
