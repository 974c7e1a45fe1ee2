/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char *const names[N_FAULTS] = {
  "any",        "open",        "open-home",   "read",     "write-file",  "read-pipe",
  "write-pipe", "rename",      "flush",       "folder",   "remove",      "close",
  "cut",        "lock",        "look",        "socket",   "connect",     "send",
  "receive",    "option",      "names",       "poll",     "spawn",       "pages",
  "clock",      "change-home", "connect-bus", "send-bus", "receive-bus",
};

static struct
{
  FaultState *state; /* NULL until the constructor has run: nothing is counted before */
  FaultKind kind;
  uint32_t at;
  int what;
  bool always;
  const char *home;
} plan;

static int
read_what (const char *text)
{
  if (strncmp (text, "short", 5) == 0)
    return FAULT_SHORT;
  if (strncmp (text, "end", 3) == 0)
    return FAULT_END;

  return atoi (text);
}

static void
read_plan (const char *text)
{
  const char *colon = strchr (text, ':');
  const char *second = colon != NULL ? strchr (colon + 1, ':') : NULL;

  if (second == NULL)
    abort ();
  while (plan.kind < N_FAULTS
         && (strlen (names[plan.kind]) != (size_t) (colon - text)
             || memcmp (names[plan.kind], text, (size_t) (colon - text)) != 0))
    plan.kind++;
  if (plan.kind == N_FAULTS)
    abort ();

  plan.at = (uint32_t) atoi (colon + 1);
  plan.what = read_what (second + 1);
  plan.always = strstr (second, ":always") != NULL;
}

__attribute__ ((constructor)) static void
begin (void)
{
  const char *path = getenv ("POSTINO_FAULT_STATE");
  const char *fault = getenv ("POSTINO_FAULT");
  int fd = path != NULL ? NEXT (open) (path, O_RDWR | O_CLOEXEC) : -1;

  if (fd < 0)
    return;

  plan.home = getenv ("POSTINO_FAULT_HOME");
  if (fault != NULL)
    read_plan (fault);
  FaultState *state = mmap (NULL, sizeof *state, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  NEXT (close) (fd);
  if (state == MAP_FAILED)
    abort ();
  uint32_t nobody = 0;
  __atomic_compare_exchange_n (&state->main_process, &nobody, (uint32_t) getpid (), false,
                               __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
  plan.state = state;
}

static bool
is_due (FaultKind kind)
{
  uint32_t number = __atomic_add_fetch (&plan.state->calls[kind], 1, __ATOMIC_SEQ_CST);

  if (plan.at == 0 || plan.kind != kind || number < plan.at || (number > plan.at && !plan.always))
    return false;

  __atomic_add_fetch (&plan.state->struck, 1, __ATOMIC_SEQ_CST);
  return true;
}

/* A signal comes in the middle of whatever is being done. */
static void
count_any (void)
{
  if (!is_due (FAULT_ANY))
    return;

  pid_t process = plan.what < 0 ? getpid () : (pid_t) plan.state->main_process;
  kill (process, abs (plan.what));
}

bool
fault_strikes (FaultKind kind, int *what)
{
  if (plan.state == NULL || kind == N_FAULTS)
    return false;

  int saved_errno = errno;
  if (kind != FAULT_CLOCK && kind != FAULT_POLL)
    count_any ();
  errno = saved_errno;
  if (!is_due (kind))
    return false;

  *what = plan.what;
  if (plan.what > 0)
    errno = plan.what;
  return true;
}

bool
fault_fails (FaultKind kind)
{
  int what;

  return fault_strikes (kind, &what);
}

bool
fault_is_home (const char *path)
{
  return plan.home != NULL && path != NULL && strncmp (path, plan.home, strlen (plan.home)) == 0;
}
