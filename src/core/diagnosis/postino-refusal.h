/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What it means that a sign-in was refused, by what is known of the provider.
 */
#pragma once

#include "postino-situation.h"

G_BEGIN_DECLS

/**
 * postino_refusal_is_of_token:
 * @report: the evidence
 * @cause: what the server's words say
 *
 * Returns: whether it is an access token that was refused, where the words are those
 *   for a password
 */
gboolean postino_refusal_is_of_token (const PostinoReport *report, PostinoCause cause);

/**
 * postino_refusal_weigh:
 * @report: the evidence
 * @provider: (nullable): the provider
 * @said: whether the server said itself that user name or password are wrong; else it
 *   only said no
 *
 * Returns: what the refusal mostly means there
 */
PostinoSituation
postino_refusal_weigh (const PostinoReport *report, const PostinoProvider *provider, gboolean said);

/**
 * postino_refusal_may_be_switched_off:
 * @provider: (nullable): the provider
 *
 * Returns: whether mail programs are let in only once the person has switched that on
 */
gboolean postino_refusal_may_be_switched_off (const PostinoProvider *provider);

G_END_DECLS
