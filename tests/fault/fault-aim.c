/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What may be hit: not what cannot fail so, and less in a program with a window. GTK ends that
 * where the display or the accessibility bus goes, by design, and cannot do without its own files.
 */
#include "fault.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* Where the session's bus listens; NULL in a program without a window, where all may be hit. */
static const char *bus;

__attribute__ ((constructor)) static void
begin (void)
{
  bus = getenv ("POSTINO_FAULT_WINDOW");
}

bool
fault_has_window (void)
{
  return bus != NULL;
}

static bool
is_internet (int family)
{
  return family == AF_INET || family == AF_INET6;
}

FaultKind
fault_aim_socket (int fd, FaultKind network, FaultKind session)
{
  struct sockaddr_storage own = {0};
  struct sockaddr_un peer = {0};
  socklen_t own_size = sizeof own, peer_size = sizeof peer;

  bool is_socket = getsockname (fd, (struct sockaddr *) &own, &own_size) == 0;
  /* The kernel, which says how the network changes. */
  if (is_socket && own.ss_family == AF_NETLINK)
    return N_FAULTS;
  if (bus == NULL)
    return network;
  if (!is_socket)
    return N_FAULTS;
  if (is_internet (own.ss_family))
    return network;
  if (own.ss_family != AF_UNIX || getpeername (fd, (struct sockaddr *) &peer, &peer_size) != 0)
    return N_FAULTS;

  return strncmp (peer.sun_path, bus, sizeof peer.sun_path) == 0 ? session : N_FAULTS;
}

FaultKind
fault_aim_address (const void *address, FaultKind network, FaultKind session)
{
  const struct sockaddr_un *peer = address;

  if (bus == NULL || is_internet (peer->sun_family))
    return network;

  return peer->sun_family == AF_UNIX && strncmp (peer->sun_path, bus, sizeof peer->sun_path) == 0
           ? session
           : N_FAULTS;
}

FaultKind
fault_aim_family (int family, FaultKind network)
{
  return bus == NULL || is_internet (family) ? network : N_FAULTS;
}

FaultKind
fault_aim_path (const char *path, FaultKind kind)
{
  return bus == NULL || fault_is_home (path) ? kind : N_FAULTS;
}

FaultKind
fault_aim_file (int fd, FaultKind kind)
{
  char link[32], path[4096];

  if (bus == NULL)
    return kind;
  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink (link, path, sizeof path - 1);
  if (length < 0)
    return N_FAULTS;

  path[length] = '\0';
  return fault_is_home (path) ? kind : N_FAULTS;
}
