/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who vouches for a host (docs/discovery.md): a password goes to no other
 * without a question.
 */
#pragma once

#include "postino-providers.h"

G_BEGIN_DECLS

/**
 * postino_is_own_host:
 * @address: an address
 * @host: a host name, A-labels
 *
 * Returns: whether @host lies under the registrable domain of @address
 */
gboolean postino_is_own_host (const PostinoAddress *address, const char *host);

/**
 * postino_judge_host:
 * @providers: what is known beforehand
 * @address: an address
 * @host: a host that DNS or somebody's server named for it
 *
 * Returns: "vouched" when @host is written down or lies under the registrable domain
 *   of @address, else "unconfirmed"
 */
PostinoTrust
postino_judge_host (PostinoProviders *providers, const PostinoAddress *address, const char *host);

G_END_DECLS
