/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a server's reply means that somebody else was given: pasted from a mail
 * program, without a connection.
 */
#pragma once

#include "postino-diagnosis.h"

G_BEGIN_DECLS

/**
 * PostinoExplainHints:
 * @protocol: what the server speaks; -1 to tell it from the reply
 * @stage: at which stage it answered
 * @host: (nullable): the server's name
 * @address: (nullable): the person's address
 * @provider: (nullable): the provider
 *
 * What is known besides the reply.
 */
typedef struct
{
  int protocol;
  PostinoStage stage;
  const char *host;
  const PostinoAddress *address;
  const PostinoProvider *provider;
} PostinoExplainHints;

/**
 * postino_explain:
 * @reply: the reply as it came or was pasted: lines ended by LF or CRLF, with or
 *   without an IMAP tag, in any encoding
 * @hints: what else is known
 *
 * Returns: (transfer full): what a test that had ended with @reply would have said
 */
PostinoDiagnosis *postino_explain (const char *reply, const PostinoExplainHints *hints);

/**
 * postino_explain_guess_protocol:
 * @reply: a reply
 *
 * Returns: whose it looks like: POP3's begin with "-ERR", SMTP's with three digits
 */
PostinoProtocol postino_explain_guess_protocol (const char *reply);

G_END_DECLS
