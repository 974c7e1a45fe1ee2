/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a server's host name says by itself.
 */
#pragma once

#include "postino-provider.h"

G_BEGIN_DECLS

/**
 * postino_host_is_local:
 * @host: a host name or address
 *
 * Returns: whether it is this computer itself ("localhost", 127.0.0.0/8, ::1)
 */
gboolean postino_host_is_local (const char *host);

/**
 * postino_host_is_bridge:
 * @host: a host name or address
 * @provider: (nullable): the provider
 *
 * Returns: whether @host is the helper program that @provider has its people run
 */
gboolean postino_host_is_bridge (const char *host, const PostinoProvider *provider);

/**
 * postino_host_has_suffix:
 * @host: a host name
 * @suffix: a domain
 *
 * Returns: whether @host is @suffix or lies below it; letter case does not count
 */
gboolean postino_host_has_suffix (const char *host, const char *suffix);

/**
 * postino_registrable_domain:
 * @domain: a domain or host name, A-labels
 *
 * The domain that somebody registered, by the public suffix list: "example.co.uk" for
 * "mail.example.co.uk".
 *
 * Returns: (transfer full) (nullable): the registrable domain, or %NULL when @domain
 *   is a public suffix, so that what lies below it belongs to many
 */
char *postino_registrable_domain (const char *domain);

G_END_DECLS
