/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A conversation written down as a transcript, and its replay against a dialog.
 */
#pragma once

#include "postino-dialog.h"

G_BEGIN_DECLS

typedef struct _Conversation Conversation;

/**
 * ConversationPieces:
 * @PIECES_WHOLE: what the server says before we answer comes in one piece
 * @PIECES_BYTES: every byte comes alone
 * @PIECES_RANDOM: in pieces of random length
 */
typedef enum
{
  PIECES_WHOLE,
  PIECES_BYTES,
  PIECES_RANDOM,
} ConversationPieces;

/**
 * conversation_load:
 * @path: a file of conversations
 *
 * Ends the test program when the file can't be read.
 *
 * Returns: (element-type Conversation): the conversations
 */
GPtrArray *conversation_load (const char *path);

/**
 * conversation_load_refusals:
 * @path: a table of refusals
 *
 * Returns: (element-type Conversation): a conversation for each
 */
GPtrArray *conversation_load_refusals (const char *path);

void conversation_free (Conversation *self);

const char *conversation_get_name (const Conversation *self);
PostinoProtocol conversation_get_protocol (const Conversation *self);

/**
 * conversation_get_cause:
 * @self: a conversation
 *
 * Returns: (nullable): what a person is told at its end, as docs/causes.md has it;
 *   "ok" for one that ends well, %NULL when it is not written down
 */
const char *conversation_get_cause (const Conversation *self);

/**
 * conversation_replay:
 * @self: a conversation
 * @pieces: how the server's bytes come
 *
 * Fails the test when the dialog says or finds something else than is written, or
 * shows a secret.
 */
void conversation_replay (const Conversation *self, ConversationPieces pieces);

G_END_DECLS
