/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-cli"

#include "cli-batch-stop.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static const int stop_signals[] = {SIGINT, SIGTERM, SIGHUP};

static volatile sig_atomic_t seen;
static int ends[2];

static void
on_signal (int number)
{
  int saved = errno;

  seen = number;
  if (write (ends[1], "", 1) < 0)
    errno = 0; /* it is full: it can be read */
  errno = saved;
}

int
cli_batch_stop_catch (void)
{
  const struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};

  if (pipe2 (ends, O_CLOEXEC | O_NONBLOCK) != 0)
    g_error ("No pipe");
  for (gsize i = 0; i < G_N_ELEMENTS (stop_signals); i++)
    sigaction (stop_signals[i], &action, NULL);
  signal (SIGPIPE, SIG_IGN);

  return ends[0];
}

int
cli_batch_stop_get (void)
{
  return seen;
}

void
cli_batch_stop_by (int number)
{
  signal (number, SIG_DFL);
  raise (number);
}
