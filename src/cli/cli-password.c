/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Read byte by byte and without stdio, whose buffers nobody wipes.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-password.h"
#include "postino-check.h"
#include "postino-text.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#define MAX_PASSWORD 4096
#define MAX_TOKEN    16384 /* some hold a whole signed document */

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

/* Windows' Notepad puts a mark before the first line. */
static gsize
get_mark (const char *line, gssize length)
{
  return length > 3 && memcmp (line, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

static PostinoSecret *
read_password (int fd, const char *path, GError **error)
{
  char line[MAX_PASSWORD];
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
      gsize mark = get_mark (line, length);
      secret = postino_secret_new_len (line + mark, (gsize) length - mark);
    }
  explicit_bzero (line, sizeof line);

  return secret;
}

static PostinoSecret *
read_token (int fd, const char *path, GError **error)
{
  char line[MAX_TOKEN];
  gssize length = read_line (fd, line, sizeof line);
  gsize mark = get_mark (line, length);
  PostinoSecret *secret = NULL;

  if (length < 0)
    fail (path, _ ("The token cannot be read from {file}: {reason}"), error);
  else if (length == 0)
    fail (path, _ ("There is no token on the first line of {file}."), error);
  else if (length == sizeof line
           || !postino_secret_is_token_text (line + mark, (gsize) length - mark))
    fail (path, _ ("What stands on the first line of {file} is no token."), error);
  else
    secret = postino_secret_new_token (line + mark, (gsize) length - mark);
  explicit_bzero (line, sizeof line);

  return secret;
}

/* What to read, and how to say that it can't be had. */
typedef struct
{
  PostinoSecret *(*read) (int fd, const char *path, GError **error);
  const char *unreadable;
} Kind;

static const Kind password = {read_password,
                              N_ ("The password cannot be read from {file}: {reason}")};
static const Kind token = {read_token, N_ ("The token cannot be read from {file}: {reason}")};

/* Nothing to do where no file was named. */
static gboolean
read_file (const Kind *kind, const char *path, PostinoSecret **secret, GError **error)
{
  gboolean is_stdin = g_strcmp0 (path, "-") == 0;
  int fd = STDIN_FILENO;

  if (path == NULL)
    return TRUE;
  if (!is_stdin && (fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY)) < 0)
    return fail (path, _ (kind->unreadable), error) != NULL;

  *secret = kind->read (fd, path, error);
  if (!is_stdin)
    close (fd);

  return *secret != NULL;
}

gboolean
cli_password_read_files (const CliOptions *options, PostinoSecret *passwords[2], GError **error)
{
  PostinoSecret **incoming = &passwords[POSTINO_SIDE_INCOMING];
  PostinoSecret **outgoing = &passwords[POSTINO_SIDE_OUTGOING];

  return read_file (&password, options->password_file, incoming, error)
         && read_file (&token, options->oauth_token_file, incoming, error)
         && read_file (&password, options->outgoing_password_file, outgoing, error);
}
