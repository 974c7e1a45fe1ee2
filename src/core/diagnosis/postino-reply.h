/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a server's reply means, by the rules of data/replies (compiled into the
 * program) and nothing else: no network, no state.
 */
#pragma once

#include "postino-cause.h"
#include "postino-enums.h"

G_BEGIN_DECLS

/**
 * PostinoReplyGrade:
 * @POSTINO_REPLY_PROVIDER: a rule that names this provider or host
 * @POSTINO_REPLY_FAMILY: words that one server program uses
 * @POSTINO_REPLY_WORDS: words that name what is wrong or what to do
 * @POSTINO_REPLY_CODE: the code that the server sent for programs
 * @POSTINO_REPLY_PLAIN_WORDS: words that only say "wrong user name or password"
 * @POSTINO_REPLY_PLAIN_CODE: a code that only says so
 * @POSTINO_REPLY_FALLBACK: nothing but the kind of answer, and the stage
 *
 * What a meaning rests on, strongest first. The code for wrong credentials is what
 * servers send when they do not want to say more.
 */
typedef enum
{
  POSTINO_REPLY_PROVIDER,
  POSTINO_REPLY_FAMILY,
  POSTINO_REPLY_WORDS,
  POSTINO_REPLY_CODE,
  POSTINO_REPLY_PLAIN_WORDS,
  POSTINO_REPLY_PLAIN_CODE,
  POSTINO_REPLY_FALLBACK,
} PostinoReplyGrade;

/* More than two besides the likeliest help nobody. */
#define POSTINO_REPLY_MAX_OTHERS 2

/**
 * postino_reply_classify:
 * @protocol: what the server speaks
 * @stage: at which stage it answered
 * @host: (nullable): the server's name
 * @provider: (nullable): the provider's identifier
 * @reply: the reply as it came or was pasted: lines ended by LF or CRLF, with or
 *   without an IMAP tag, in any encoding
 * @grade: (out) (optional): what the answer rests on
 *
 * Takes time proportional to the length of @reply, of which the first and the last
 * lines are read when it is very long.
 *
 * Returns: the likeliest cause
 */
PostinoCause postino_reply_classify (PostinoProtocol protocol,
                                     PostinoStage stage,
                                     const char *host,
                                     const char *provider,
                                     const char *reply,
                                     PostinoReplyGrade *grade);

/**
 * postino_reply_find_others:
 * @protocol: what the server speaks
 * @stage: at which stage it answered
 * @host: (nullable): the server's name
 * @provider: (nullable): the provider's identifier
 * @reply: the reply, as for postino_reply_classify()
 * @cause: what postino_reply_classify() makes of it
 * @others: (out caller-allocates): room for %POSTINO_REPLY_MAX_OTHERS causes
 *
 * Some servers leave open which of several things is wrong, "invalid credentials or IMAP is
 * disabled".
 *
 * Returns: how many other causes @reply names, in the order in which it does
 */
guint postino_reply_find_others (PostinoProtocol protocol,
                                 PostinoStage stage,
                                 const char *host,
                                 const char *provider,
                                 const char *reply,
                                 PostinoCause cause,
                                 PostinoCause *others);

/**
 * postino_reply_find_minutes:
 * @reply: (nullable): a reply
 *
 * Returns: how many minutes it asks to wait, or 0 when it does not say
 */
guint postino_reply_find_minutes (const char *reply);

G_END_DECLS
