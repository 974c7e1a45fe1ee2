/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The message of a round trip as far as it has to be remembered to look for it again.
 */
#pragma once

#include "postino-address.h"

G_BEGIN_DECLS

/**
 * PostinoLetter:
 * @message_id: its Message-ID, without brackets
 * @sent_at: when it was sent, in seconds since 1970
 */
typedef struct
{
  char *message_id;
  gint64 sent_at;
} PostinoLetter;

/**
 * postino_letter_new:
 * @address: whose message it is
 *
 * The Message-ID is of random bytes and the address's domain: it tells nothing else.
 *
 * Returns: (transfer full): a letter that is sent now
 */
PostinoLetter *postino_letter_new (const PostinoAddress *address);

/**
 * postino_letter_parse:
 * @text: what postino_letter_to_string() made
 *
 * Returns: (transfer full) (nullable): the letter, or %NULL when @text is none of ours
 */
PostinoLetter *postino_letter_parse (const char *text);

/**
 * postino_letter_to_string:
 * @self: a letter
 *
 * Returns: (transfer full): one word, to be kept until somebody looks again
 */
char *postino_letter_to_string (const PostinoLetter *self);

PostinoLetter *postino_letter_copy (const PostinoLetter *self);
void postino_letter_free (PostinoLetter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoLetter, postino_letter_free)

G_END_DECLS
