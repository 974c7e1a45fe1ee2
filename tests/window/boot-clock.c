/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Preloaded into the window: as soon as the file POSTINO_TEST_ASLEEP names is there,
 * the boot clock is an hour ahead, as after a sleep of an hour.
 */
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int
clock_gettime (clockid_t clock, struct timespec *now)
{
  const char *path = getenv ("POSTINO_TEST_ASLEEP");
  int status = (int) syscall (SYS_clock_gettime, clock, now);

  if (status == 0 && clock == CLOCK_BOOTTIME && path != NULL && access (path, F_OK) == 0)
    now->tv_sec += 3600;

  return status;
}
