/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One server of an autoconfig document.
 */
#pragma once

#include "postino-server.h"

#include <libxml/tree.h>

G_BEGIN_DECLS

/**
 * postino_autoconfig_read_server:
 * @element: an <incomingServer> or <outgoingServer>
 * @address: the address that settings are looked for
 *
 * Returns: (transfer full) (nullable): the server, or %NULL if it cannot be used:
 *   it speaks none of our protocols, or its host, port, encryption or user name
 *   can be none
 */
PostinoServer *
postino_autoconfig_read_server (const xmlNode *element, const PostinoAddress *address);

G_END_DECLS
