/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Read byte by byte and without stdio, whose buffers nobody wipes.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-password.h"
#include "postino-text.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#define MAX_LENGTH 4096

static PostinoSecret *
fail (const char *path, const char *template, GError **error)
{
  gboolean is_stdin = g_str_equal (path, "-");
  g_autofree char *name =
    is_stdin ? g_strdup (_ ("standard input")) : g_filename_display_name (path);
  g_autofree char *text =
    postino_text_fill (template, "file", name, "reason", g_strerror (errno), NULL);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, text);
  return NULL;
}

/* The line's length without its end, -1 with errno, or the buffer's size if it is too long. */
static gssize
read_line (int fd, char *line, gsize size)
{
  gsize length = 0;

  while (length < size)
    {
      gssize got = read (fd, line + length, 1);

      if (got < 0 && errno != EINTR)
        return -1;
      if (got == 0 || (got > 0 && line[length] == '\n'))
        break;
      if (got > 0)
        length++;
    }
  if (length > 0 && length < size && line[length - 1] == '\r')
    length--;

  return (gssize) length;
}

static PostinoSecret *
read_secret (int fd, const char *path, GError **error)
{
  char line[MAX_LENGTH];
  gssize length = read_line (fd, line, sizeof line);
  PostinoSecret *secret = NULL;

  if (length < 0)
    fail (path, _ ("The password cannot be read from {file}: {reason}"), error);
  else if (length == 0)
    fail (path, _ ("There is no password on the first line of {file}."), error);
  else if (length == sizeof line || memchr (line, '\0', (gsize) length) != NULL)
    fail (path, _ ("What stands on the first line of {file} is no password."), error);
  else
    {
      /* Windows' Notepad puts a mark before the first line. */
      gsize mark = length > 3 && memcmp (line, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
      secret = postino_secret_new_len (line + mark, (gsize) length - mark);
    }
  explicit_bzero (line, sizeof line);

  return secret;
}

PostinoSecret *
cli_password_read (const char *path, GError **error)
{
  if (g_str_equal (path, "-"))
    return read_secret (STDIN_FILENO, path, error);

  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0)
    return fail (path, _ ("The password cannot be read from {file}: {reason}"), error);

  PostinoSecret *secret = read_secret (fd, path, error);
  close (fd);

  return secret;
}
