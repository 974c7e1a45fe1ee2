/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The servers in a provider's file: [Incoming 1], [Incoming 2] … [Outgoing 1] …
 */
#pragma once

#include "postino-key-file.h"
#include "postino-server.h"

G_BEGIN_DECLS

/**
 * POSTINO_PROVIDER_MX_HOST:
 *
 * Stands for the host in a file for domains of others: the MX host itself, where
 * each customer of the provider has another.
 */
#define POSTINO_PROVIDER_MX_HOST "%MXHOST%"

/**
 * postino_provider_servers_is_group:
 * @group: a group's name
 *
 * Returns: whether @group is a server's
 */
gboolean postino_provider_servers_is_group (const char *group);

/**
 * postino_provider_servers_read:
 * @file: a provider's file
 * @direction: "Incoming" or "Outgoing"
 * @wanted: whether there must be a server; if not, there must be none
 * @servers: (element-type PostinoServer): the servers are added here, best first
 *
 * What is wrong is added to the problems of @file.
 */
void postino_provider_servers_read (PostinoKeyFile *file,
                                    const char *direction,
                                    gboolean wanted,
                                    GPtrArray *servers);

G_END_DECLS
