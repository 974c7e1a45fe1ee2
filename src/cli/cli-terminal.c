/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The terminal stays in its line mode, so that the person can mend what they
 * type; only the echo is off for a password.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* A terminal gives no longer lines than that. */
#define MAX_LINE 4096

/* Longer lines are hard to read, however wide the window is. */
#define MAX_COLUMNS 100

int
cli_terminal_open (void)
{
  return open ("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
}

static void
write_text (int fd, const char *text)
{
  g_autofree char *local = g_locale_from_utf8 (text, -1, NULL, NULL, NULL);
  const char *p = local != NULL ? local : text;
  gssize written;

  for (gsize left = strlen (p); left > 0; left -= (gsize) written, p += written)
    {
      written = write (fd, p, left);
      if (written < 0 && errno == EINTR)
        written = 0;
      if (written < 0)
        return;
    }
}

/* The line without its end; %FALSE at the end of the file, or when cancelled. */
static gboolean
read_line (int terminal, char *buffer, gsize size, CliLoop *loop)
{
  gssize length;

  do
    {
      if (!cli_loop_wait_for_input (loop, terminal))
        return FALSE;
      length = read (terminal, buffer, size - 1);
    }
  while (length < 0 && errno == EINTR);

  if (length <= 0)
    return FALSE;
  buffer[length] = '\0';
  buffer[strcspn (buffer, "\r\n")] = '\0';

  return TRUE;
}

/* Ctrl+Z would leave the shell with a terminal that shows nothing. */
static void
hide_typing (int terminal, const struct termios *normal)
{
  struct termios hidden = *normal;

  hidden.c_lflag &= ~(tcflag_t) ECHO;
  hidden.c_lflag |= ICANON | ISIG;
  hidden.c_cc[VSUSP] = _POSIX_VDISABLE;
  tcsetattr (terminal, TCSAFLUSH, &hidden);
}

PostinoSecret *
cli_terminal_ask_secret (int terminal, const char *question, CliLoop *loop)
{
  char buffer[MAX_LINE];
  struct termios normal;
  PostinoSecret *secret = NULL;

  if (tcgetattr (terminal, &normal) != 0)
    return NULL;

  hide_typing (terminal, &normal);
  write_text (terminal, question);
  if (read_line (terminal, buffer, sizeof buffer, loop) && *buffer != '\0')
    secret = postino_secret_new (buffer);
  explicit_bzero (buffer, sizeof buffer);
  tcsetattr (terminal, TCSAFLUSH, &normal);
  write_text (terminal, "\n");

  return secret;
}

gboolean
cli_terminal_confirm (int terminal, const char *question, CliLoop *loop)
{
  char buffer[MAX_LINE];

  write_text (terminal, question);
  if (!read_line (terminal, buffer, sizeof buffer, loop))
    return FALSE;

  /* Translators: the first letter of "yes" in your language, from a to z. */
  const char *yes = C_ ("yes", "y");
  char first = g_ascii_tolower (*g_strchug (buffer));

  return first == *yes || first == 'y';
}

gboolean
cli_terminal_is_live (void)
{
  return isatty (STDOUT_FILENO);
}

gboolean
cli_terminal_has_colours (void)
{
  const char *forbidden = g_getenv ("NO_COLOR");
  const char *kind = g_getenv ("TERM");

  return cli_terminal_is_live () && (forbidden == NULL || *forbidden == '\0') && kind != NULL
         && *kind != '\0' && !g_str_equal (kind, "dumb");
}

guint
cli_terminal_get_columns (void)
{
  struct winsize size;

  if (!cli_terminal_is_live ())
    return 0;
  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return 80;

  return MIN (size.ws_col, MAX_COLUMNS);
}
