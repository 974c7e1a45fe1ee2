/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Links that stand in a server's reply, as far as they lead to the provider itself.
 */
#pragma once

#include "postino-address.h"
#include "postino-provider.h"

G_BEGIN_DECLS

/**
 * postino_reply_find_links:
 * @reply: (nullable): a reply, in any encoding
 * @host: (nullable): the server that said it
 * @address: (nullable): whose account it is about
 * @provider: (nullable): the provider
 *
 * Anybody can write a reply who sits between the person and the server, so a link is
 * only taken when it is https, without user name and port, and its host lies under the
 * registrable domain of @host, of @address, or of a server or page of @provider.
 *
 * Returns: (transfer full) (element-type utf8): at most two links, each up to 512
 *   bytes of printable ASCII
 */
GPtrArray *postino_reply_find_links (const char *reply,
                                     const char *host,
                                     const PostinoAddress *address,
                                     const PostinoProvider *provider);

G_END_DECLS
