/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-probe"

#include "postino-peer.h"

char *
postino_peer_get_name (GSocketConnection *connection)
{
  g_autoptr (GSocketAddress) address = g_socket_connection_get_remote_address (connection, NULL);

  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return NULL;

  return g_inet_address_to_string (
    g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

void
postino_peer_note (PostinoFamilies *self, GSocketConnection *connection)
{
  g_autoptr (GSocketAddress) address = g_socket_connection_get_remote_address (connection, NULL);
  GSocketFamily family =
    address != NULL ? g_socket_address_get_family (address) : G_SOCKET_FAMILY_INVALID;

  if (family == G_SOCKET_FAMILY_IPV4)
    self->ipv4 = TRUE;
  else if (family == G_SOCKET_FAMILY_IPV6 && !self->ipv4)
    self->ipv6_first = TRUE;
}
