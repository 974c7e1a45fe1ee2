/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happens to sockets, names, processes and the clock.
 */
#include "fault.h"

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

typedef struct __res_state *ResState;

int res_nquery (ResState state,
                const char *name,
                int class,
                int type,
                unsigned char *answer,
                int length);

int
socket (int domain, int type, int protocol)
{
  return fault_fails (fault_aim_family (domain, FAULT_SOCKET))
           ? -1
           : NEXT (socket) (domain, type, protocol);
}

int
connect (int fd, const struct sockaddr *address, socklen_t length)
{
  FaultKind kind = fault_aim_address (address, FAULT_CONNECT, FAULT_CONNECT_BUS);

  return fault_fails (kind) ? -1 : NEXT (connect) (fd, address, length);
}

/* Fewer bytes than asked for: half of the first piece. */
static ssize_t
send_short (int fd, const struct msghdr *message, int flags)
{
  struct msghdr some = *message;
  struct iovec first = message->msg_iov[0];

  if (first.iov_len < 2)
    return NEXT (sendmsg) (fd, message, flags);

  first.iov_len /= 2;
  some.msg_iov = &first;
  some.msg_iovlen = 1;
  return NEXT (sendmsg) (fd, &some, flags);
}

ssize_t
send (int fd, const void *bytes, size_t length, int flags)
{
  int what;

  if (!fault_strikes (fault_aim_socket (fd, FAULT_SEND, FAULT_SEND_BUS), &what))
    return NEXT (send) (fd, bytes, length, flags);

  return what == FAULT_SHORT ? NEXT (send) (fd, bytes, length > 1 ? length / 2 : length, flags)
                             : -1;
}

ssize_t
sendmsg (int fd, const struct msghdr *message, int flags)
{
  int what;

  if (!fault_strikes (fault_aim_socket (fd, FAULT_SEND, FAULT_SEND_BUS), &what))
    return NEXT (sendmsg) (fd, message, flags);

  return what == FAULT_SHORT ? send_short (fd, message, flags) : -1;
}

ssize_t
recv (int fd, void *bytes, size_t length, int flags)
{
  int what;

  if (!fault_strikes (fault_aim_socket (fd, FAULT_RECEIVE, FAULT_RECEIVE_BUS), &what))
    return NEXT (recv) (fd, bytes, length, flags);
  if (what == FAULT_SHORT)
    return NEXT (recv) (fd, bytes, length > 1 ? 1 : length, flags);

  return what == FAULT_END ? 0 : -1;
}

ssize_t
recvmsg (int fd, struct msghdr *message, int flags)
{
  int what;

  if (!fault_strikes (fault_aim_socket (fd, FAULT_RECEIVE, FAULT_RECEIVE_BUS), &what)
      || what == FAULT_SHORT)
    return NEXT (recvmsg) (fd, message, flags);

  return what == FAULT_END ? 0 : -1;
}

int
getsockopt (int fd, int level, int name, void *value, socklen_t *length)
{
  return fault_fails (fault_aim_socket (fd, FAULT_OPTION, N_FAULTS))
           ? -1
           : NEXT (getsockopt) (fd, level, name, value, length);
}

int
setsockopt (int fd, int level, int name, const void *value, socklen_t length)
{
  return fault_fails (fault_aim_socket (fd, FAULT_OPTION, N_FAULTS))
           ? -1
           : NEXT (setsockopt) (fd, level, name, value, length);
}

static bool
ends_with (const char *name, const char *end)
{
  size_t length = strlen (name), wanted = strlen (end);

  return length >= wanted && strcmp (name + length - wanted, end) == 0;
}

int
getaddrinfo (const char *host,
             const char *service,
             const struct addrinfo *hints,
             struct addrinfo **found)
{
  struct addrinfo numbers = hints != NULL ? *hints : (struct addrinfo){0};
  int what;

  if (fault_strikes (FAULT_NAMES, &what))
    return -what;
  if (host == NULL || strcmp (host, "localhost") == 0 || (numbers.ai_flags & AI_NUMERICHOST) != 0)
    return NEXT (getaddrinfo) (host, service, hints, found);
  if (!ends_with (host, ".test"))
    return EAI_NONAME;

  numbers.ai_flags &= ~AI_ADDRCONFIG;
  return NEXT (getaddrinfo) ("127.0.0.1", service, &numbers, found);
}

/* No server of names is asked, and none says that there is such a record. */
int
res_nquery (ResState state,
            const char *name,
            int class,
            int type,
            unsigned char *answer,
            int length)
{
  int what;

  h_errno = fault_strikes (FAULT_NAMES, &what) ? TRY_AGAIN : HOST_NOT_FOUND;
  return -1;
}

int
poll (struct pollfd *fds, nfds_t count, int timeout)
{
  return fault_fails (FAULT_POLL) ? -1 : NEXT (poll) (fds, count, timeout);
}

pid_t
fork (void)
{
  return fault_fails (FAULT_SPAWN) ? -1 : NEXT (fork) ();
}

int
posix_spawn (pid_t *process,
             const char *path,
             const posix_spawn_file_actions_t *actions,
             const posix_spawnattr_t *attributes,
             char *const argv[],
             char *const envp[])
{
  int what;

  return fault_strikes (FAULT_SPAWN, &what)
           ? what
           : NEXT (posix_spawn) (process, path, actions, attributes, argv, envp);
}

/* How far the clock has been set, by whoever sets clocks. */
static int
get_jump (void)
{
  int seconds;

  return fault_strikes (FAULT_CLOCK, &seconds) ? seconds : 0;
}

int
clock_gettime (clockid_t clock, struct timespec *now)
{
  int result = NEXT (clock_gettime) (clock, now);

  if (clock == CLOCK_REALTIME)
    now->tv_sec += get_jump ();
  return result;
}

int
gettimeofday (struct timeval *restrict now, void *restrict zone)
{
  int result = NEXT (gettimeofday) (now, zone);

  now->tv_sec += get_jump ();
  return result;
}

time_t
time (time_t *now)
{
  time_t jumped = NEXT (time) (NULL) + get_jump ();

  if (now != NULL)
    *now = jumped;
  return jumped;
}
