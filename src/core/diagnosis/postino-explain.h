/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a server's reply, or a mail program's window, means that somebody was shown
 * elsewhere: pasted, without a connection.
 */
#pragma once

#include "postino-diagnosis.h"
#include "postino-providers.h"

G_BEGIN_DECLS

/**
 * PostinoExplainHints:
 * @protocol: what the server speaks; -1 to tell it from the text
 * @stage: at which stage it answered; -1 to tell it from the text
 * @host: (nullable): the server's name
 * @address: (nullable): the person's address
 * @providers: (nullable): the database; the provider is looked up by the address, the
 *   host, and the names in the text
 *
 * What is known besides the text.
 */
typedef struct
{
  int protocol;
  int stage;
  const char *host;
  const PostinoAddress *address;
  PostinoProviders *providers;
} PostinoExplainHints;

/**
 * PostinoExplainMatch:
 *
 * What a text was recognised as. Nicks "nothing", "reply", "window", "bounce".
 */
typedef enum
{
  POSTINO_EXPLAIN_NOTHING,
  POSTINO_EXPLAIN_REPLY,
  POSTINO_EXPLAIN_WINDOW,
  POSTINO_EXPLAIN_BOUNCE,
} PostinoExplainMatch;

#define POSTINO_TYPE_EXPLAIN_MATCH (postino_explain_match_get_type ())
GType postino_explain_match_get_type (void);

/**
 * PostinoExplanation:
 * @matched: what the text is
 * @protocol: the protocol of the server that it is about
 * @protocol_known: whether the hints or the text told so
 * @diagnosis: what it means
 */
typedef struct
{
  PostinoExplainMatch matched;
  PostinoProtocol protocol;
  gboolean protocol_known;
  PostinoDiagnosis *diagnosis;
} PostinoExplanation;

/**
 * postino_explain:
 * @text: the text as it came or was pasted: lines ended by LF or CRLF, a reply with or
 *   without an IMAP tag, in any encoding
 * @hints: what else is known
 *
 * A server's own words inside of a window outweigh the window, unless they say no more
 * than "no". Without a hint of the protocol, windows and messages that came back are
 * recognised as well as replies.
 *
 * Returns: (transfer full): what @text means
 */
PostinoExplanation *postino_explain (const char *text, const PostinoExplainHints *hints);

void postino_explanation_free (PostinoExplanation *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoExplanation, postino_explanation_free)

G_END_DECLS
