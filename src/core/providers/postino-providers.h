/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The database of providers: the bundled image, mapped and searched in place,
 * and drop-in folders, of which the later wins.
 */
#pragma once

#include "postino-provider.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_PROVIDERS (postino_providers_get_type ())
G_DECLARE_FINAL_TYPE (PostinoProviders, postino_providers, POSTINO, PROVIDERS, GObject)

/**
 * postino_providers_new:
 * @drop_ins: whether to read the drop-in folders of system and person:
 *   /usr/share/postino/providers (and the build's own data folder),
 *   /etc/postino/providers (sysconfdir), $XDG_CONFIG_HOME/postino/providers
 *
 * Returns: (transfer full): the database
 */
PostinoProviders *postino_providers_new (gboolean drop_ins);

/**
 * postino_providers_add_folder:
 * @self: the database
 * @path: a folder of .provider files; wins over all that was there before
 * @error: a file error when the folder itself cannot be read
 *
 * A file that cannot be used is left out with a warning
 * (postino_providers_get_warnings()), and the rest goes on.
 *
 * Returns: whether the folder could be read
 */
gboolean postino_providers_add_folder (PostinoProviders *self, const char *path, GError **error);

/**
 * postino_providers_get_warnings:
 * @self: the database
 *
 * Returns: (transfer none) (element-type utf8): "FILE:LINE: what is wrong", for
 *   every drop-in that was left out
 */
GPtrArray *postino_providers_get_warnings (PostinoProviders *self);

/**
 * postino_providers_lookup_domain:
 * @self: the database
 * @domain: a domain in A-labels, lower case
 *
 * Returns: (transfer full) (nullable): the provider that serves @domain, or %NULL
 */
PostinoProvider *postino_providers_lookup_domain (PostinoProviders *self, const char *domain);

/**
 * postino_providers_lookup_mx:
 * @self: the database
 * @host: the host name of a mail exchanger, A-labels
 *
 * Where each customer has another server, it is @host, and the person has to be
 * asked before a password goes there.
 *
 * Returns: (transfer full) (nullable): the provider whose MX suffix fits (on label
 *   boundaries, the longest wins), or %NULL
 */
PostinoProvider *postino_providers_lookup_mx (PostinoProviders *self, const char *host);

/**
 * postino_providers_lookup_host:
 * @self: the database
 * @host: a mail server's host name
 *
 * Returns: (transfer full) (nullable): the provider that has @host among its servers
 */
PostinoProvider *postino_providers_lookup_host (PostinoProviders *self, const char *host);

G_END_DECLS
