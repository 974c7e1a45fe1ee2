/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-output.h"
#include "postino-text.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

void
cli_output_prepare (void)
{
  /* For the other direction than it is used for: whoever uses it is told. */
  const int flags[] = {
    [STDIN_FILENO] = O_WRONLY, [STDOUT_FILENO] = O_RDONLY, [STDERR_FILENO] = O_RDONLY};

  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl (fd, F_GETFD) < 0 && open ("/dev/null", flags[fd]) != fd)
      _exit (CLI_STATUS_USAGE);
}

static gboolean
is_read (void)
{
  struct pollfd output = {.fd = STDOUT_FILENO};

  return poll (&output, 1, 0) <= 0 || (output.revents & POLLERR) == 0;
}

CliStatus
cli_output_finish (CliStatus status)
{
  errno = 0;
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;

  int code = errno != 0 ? errno : EIO;
  if (!is_read ())
    {
      signal (SIGPIPE, SIG_DFL);
      raise (SIGPIPE);
    }

  g_autofree char *text =
    postino_text_fill (_ ("Answers cannot be written to {file}: {reason}"), "file",
                       _ ("standard output"), "reason", g_strerror (code), NULL);
  cli_complain (text);
  return CLI_STATUS_USAGE;
}
