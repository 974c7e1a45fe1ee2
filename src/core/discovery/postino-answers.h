/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the sources answered, and which of it is best. No I/O.
 */
#pragma once

#include "postino-settings.h"

G_BEGIN_DECLS

/**
 * PostinoRank:
 * @POSTINO_RANK_PROVIDER_AUTOCONFIG: published by the address's own domain
 * @POSTINO_RANK_ISPDB: in Mozilla's list of providers
 * @POSTINO_RANK_DNS_SRV: named by the domain's SRV records, and vouched for
 * @POSTINO_RANK_MX: its MX is a known provider's
 * @POSTINO_RANK_DNS_SRV_UNCONFIRMED: SRV, and nothing vouches for the host
 * @POSTINO_RANK_MX_UNCONFIRMED: published by whoever runs the MX
 * @POSTINO_RANK_GUESS: guessed, tried, and it answered as it should
 * @POSTINO_RANK_PLAIN_TEXT: published, but without encryption
 * @POSTINO_RANK_UNTRIED: guessed only
 * @POSTINO_RANK_NONE: nothing
 *
 * How good a server is, best first.
 */
typedef enum
{
  POSTINO_RANK_PROVIDER_AUTOCONFIG,
  POSTINO_RANK_ISPDB,
  POSTINO_RANK_DNS_SRV,
  POSTINO_RANK_MX,
  POSTINO_RANK_DNS_SRV_UNCONFIRMED,
  POSTINO_RANK_MX_UNCONFIRMED,
  POSTINO_RANK_GUESS,
  POSTINO_RANK_PLAIN_TEXT,
  POSTINO_RANK_UNTRIED,
  POSTINO_RANK_NONE,
} PostinoRank;

typedef struct _PostinoAnswers PostinoAnswers;

/**
 * postino_answers_new:
 *
 * Returns: (transfer full): no answers yet
 */
PostinoAnswers *postino_answers_new (void);
void postino_answers_free (PostinoAnswers *self);

/**
 * postino_answers_add:
 * @self: the answers so far
 * @settings: (transfer full): one more
 * @order: decides between answers of equal rank: the lower is better
 */
void postino_answers_add (PostinoAnswers *self, PostinoSettings *settings, guint order);

/**
 * postino_answers_deny:
 * @self: the answers so far
 * @protocol: a protocol
 * @security: how it would be protected
 *
 * The domain itself says that it has no such service (RFC 6186 section 3.4): it is
 * not guessed.
 */
void
postino_answers_deny (PostinoAnswers *self, PostinoProtocol protocol, PostinoSecurity security);

/**
 * postino_answers_get_rank:
 * @self: the answers so far
 *
 * Returns: how good the worse of the two directions is, %POSTINO_RANK_NONE while
 *   there is nothing for one of them
 */
PostinoRank postino_answers_get_rank (PostinoAnswers *self);

/**
 * postino_answers_merge:
 * @self: the answers
 * @address: the address
 *
 * All servers, best first, each once. Provider and source are those of the best
 * incoming one.
 *
 * Returns: (transfer full): settings, maybe without a server
 */
PostinoSettings *postino_answers_merge (PostinoAnswers *self, const PostinoAddress *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoAnswers, postino_answers_free)

G_END_DECLS
