/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One rule: for which replies it holds, and which cause they mean.
 */
#pragma once

#include "postino-reply.h"
#include "postino-reply-text.h"

G_BEGIN_DECLS

/* How "…" is written in folded words. */
#define POSTINO_REPLY_GAP '~'

/**
 * PostinoReplyRule:
 * @cause: what the reply means
 * @grade: what that rests on
 * @protocols: a set of 1 << #PostinoProtocol
 * @stages: a set of 1 << #PostinoStage
 * @hosts: domains of hosts, "gmail.com;googlemail.com"; "" for all
 * @providers: provider identifiers, likewise
 * @codes: response codes, upper case; "" for any or none
 * @statuses: "no", "bad", "bye", "err", SMTP codes; an "x" stands for any digit
 * @enhanced: enhanced status codes; an "x" stands for any number
 * @words: folded: alternatives separated by "|", each of them terms that must all be
 *   there separated by "+", each of them parts that stand one behind the other, with
 *   at most six words between them, separated by %POSTINO_REPLY_GAP, each of them
 *   phrases separated by ",": "*" ends a word of which only the start counts; "" for
 *   any words
 * @without: likewise; words that must not be there
 *
 * All conditions that are not empty must hold; of hosts and providers one.
 */
typedef struct
{
  PostinoCause cause;
  PostinoReplyGrade grade;
  guint8 protocols;
  guint8 stages;
  const char *hosts;
  const char *providers;
  const char *codes;
  const char *statuses;
  const char *enhanced;
  const char *words;
  const char *without;
} PostinoReplyRule;

/**
 * PostinoReplyScene:
 *
 * Where a reply was heard.
 */
typedef struct
{
  PostinoProtocol protocol;
  PostinoStage stage;
  const char *host;
  const char *provider;
} PostinoReplyScene;

/**
 * postino_reply_rule_matches:
 * @self: a rule
 * @scene: where the reply was heard
 * @text: the reply
 *
 * Linear in the length of @text.
 *
 * Returns: whether @self holds
 */
gboolean postino_reply_rule_matches (const PostinoReplyRule *self,
                                     const PostinoReplyScene *scene,
                                     const PostinoReplyText *text);

G_END_DECLS
