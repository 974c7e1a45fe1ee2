/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The other end of a connection, also of one that is still to be made.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PostinoFamilies:
 * @ipv6_first: an IPv6 address was tried, before any IPv4 one
 * @ipv4: an IPv4 address was tried
 *
 * Which addresses of a host were tried, as far as it matters.
 */
typedef struct
{
  gboolean ipv6_first;
  gboolean ipv4;
} PostinoFamilies;

/**
 * postino_peer_get_name:
 * @connection: a connection
 *
 * Returns: (transfer full) (nullable): its remote address, "203.0.113.5"
 */
char *postino_peer_get_name (GSocketConnection *connection);

/**
 * postino_peer_note:
 * @self: what was tried before
 * @connection: a connection that is under way (%G_SOCKET_CLIENT_CONNECTING)
 *
 * Notes the family of the address that is tried.
 */
void postino_peer_note (PostinoFamilies *self, GSocketConnection *connection);

G_END_DECLS
