/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One IMAP response, taken apart (RFC 9051 sections 2.2.2 and 7).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostinoImapKind:
 * @POSTINO_IMAP_BROKEN: not a response
 * @POSTINO_IMAP_CONTINUE: "+ …", the server waits for more
 * @POSTINO_IMAP_UNTAGGED: "* …"
 * @POSTINO_IMAP_TAGGED: the answer to a command
 */
typedef enum
{
  POSTINO_IMAP_BROKEN,
  POSTINO_IMAP_CONTINUE,
  POSTINO_IMAP_UNTAGGED,
  POSTINO_IMAP_TAGGED,
} PostinoImapKind;

/**
 * PostinoImapStatus:
 * @POSTINO_IMAP_DATA: no status, but data
 */
typedef enum
{
  POSTINO_IMAP_DATA,
  POSTINO_IMAP_OK,
  POSTINO_IMAP_NO,
  POSTINO_IMAP_BAD,
  POSTINO_IMAP_BYE,
  POSTINO_IMAP_PREAUTH,
} PostinoImapStatus;

/**
 * PostinoImapReply:
 * @kind: what it answers
 * @tag: the number in our tag, or 0
 * @status: OK, NO…
 * @code: (nullable): the response code without its brackets, "CAPABILITY IMAP4rev2"
 * @words: all of it without the tag, the "* " or the "+ ", and without the line end
 * @text: what follows status and code, in @words
 */
typedef struct
{
  PostinoImapKind kind;
  guint tag;
  PostinoImapStatus status;
  char *code;
  char *words;
  const char *text;
} PostinoImapReply;

/**
 * postino_imap_reply_parse:
 * @bytes: a response
 * @length: its length with the line end, in bytes
 *
 * Returns: (transfer full): the response
 */
PostinoImapReply *postino_imap_reply_parse (const char *bytes, gsize length);
void postino_imap_reply_free (PostinoImapReply *self);

/**
 * postino_imap_reply_has_code:
 * @self: a response
 * @name: a response code's name
 *
 * Returns: whether that is its response code
 */
gboolean postino_imap_reply_has_code (const PostinoImapReply *self, const char *name);

/**
 * postino_imap_reply_get_capabilities:
 * @self: a response
 *
 * Returns: (transfer full) (nullable): the capabilities in it, as data or as a
 *   response code, or %NULL
 */
char **postino_imap_reply_get_capabilities (const PostinoImapReply *self);

/**
 * postino_imap_reply_get_exists:
 * @self: a response
 *
 * Returns: the number in "12 EXISTS", or -1
 */
int postino_imap_reply_get_exists (const PostinoImapReply *self);

/**
 * postino_imap_reply_get_unseen:
 * @self: a response
 *
 * Returns: the number in "STATUS INBOX (UNSEEN 3)", or -1
 */
int postino_imap_reply_get_unseen (const PostinoImapReply *self);

/**
 * postino_imap_reply_get_quota:
 * @self: a response
 * @used: (out): what is stored, in KiB
 * @limit: (out): what may be stored, in KiB, not 0
 *
 * Returns: whether it is "QUOTA root (STORAGE 10 512)" (RFC 9208 section 4.2.1)
 */
gboolean postino_imap_reply_get_quota (const PostinoImapReply *self, guint64 *used, guint64 *limit);

/**
 * postino_imap_reply_strip:
 * @self: a response
 *
 * Returns: (transfer full): its status without the prose, and its response code
 *   where that is about the server alone: UNAVAILABLE, LIMIT, SERVERBUG
 */
char *postino_imap_reply_strip (const PostinoImapReply *self);

/**
 * postino_imap_is_data:
 * @bytes: a response, at least its first line
 *
 * Only data has literals; "{12}" at the end of words is words.
 *
 * Returns: whether it is untagged data and not a status
 */
gboolean postino_imap_is_data (const char *bytes);

/**
 * postino_imap_find_literal:
 * @line: a line
 * @length: its length with the line end
 * @size: (out): how many bytes the literal at its end has
 *
 * Returns: whether the line ends in "{12}"
 */
gboolean postino_imap_find_literal (const char *line, gsize length, guint64 *size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoImapReply, postino_imap_reply_free)

G_END_DECLS
