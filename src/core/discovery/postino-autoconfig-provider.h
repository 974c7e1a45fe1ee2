/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an autoconfig document says of the provider itself.
 */
#pragma once

#include "postino-settings.h"

#include <libxml/tree.h>

G_BEGIN_DECLS

/**
 * postino_autoconfig_read_provider:
 * @config: the <clientConfig>
 * @element: the <emailProvider> in it
 * @settings: the servers that were read from it
 *
 * Name, policy, pages, the trap, and who signs people in. Pages, traps and issuers
 * are found in either element, since files of all ages are about.
 *
 * Returns: (transfer full): a provider without servers
 */
PostinoProvider *postino_autoconfig_read_provider (const xmlNode *config,
                                                   const xmlNode *element,
                                                   const PostinoSettings *settings);

G_END_DECLS
