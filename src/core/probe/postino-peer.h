/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The other end of a connection, also of one that is still to be made.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * postino_peer_get_name:
 * @connection: a connection
 *
 * Returns: (transfer full) (nullable): its remote address, "203.0.113.5"
 */
char *postino_peer_get_name (GSocketConnection *connection);

/**
 * postino_peer_get_family:
 * @connection: a connection, maybe under way (%G_SOCKET_CLIENT_CONNECTING)
 *
 * Returns: the family of its remote address, %G_SOCKET_FAMILY_INVALID when it has none
 */
GSocketFamily postino_peer_get_family (GSocketConnection *connection);

G_END_DECLS
