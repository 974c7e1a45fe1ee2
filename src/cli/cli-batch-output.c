/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-batch-output.h"

#include "cli-batch-stop.h"
#include "postino-text.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* As much as a pipe that has any room takes without waiting. */
#define PIECE 4096

/* For lines without an address. */
#define NO_ADDRESS 1

struct _CliBatchOutput
{
  int fd;
  char *name;
  GArray *seen; /* by line: 0, or a hash of the address that was answered for */
};

void
cli_batch_output_free (CliBatchOutput *self)
{
  if (self == NULL)
    return;

  if (self->fd > STDERR_FILENO)
    close (self->fd);
  g_array_unref (self->seen);
  g_free (self->name);
  g_free (self);
}

static gboolean
fail (const CliBatchOutput *self, int code, const char *template, GError **error)
{
  g_autofree char *text =
    postino_text_fill (template, "file", self->name, "reason", g_strerror (code), NULL);

  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), text);
  return FALSE;
}

static guint32
hash (const char *address)
{
  return address != NULL ? g_str_hash (address) | 2 : NO_ADDRESS;
}

static guint32
get_seen (const CliBatchOutput *self, guint number)
{
  return number < self->seen->len ? g_array_index (self->seen, guint32, number) : 0;
}

static JsonObject *
parse (const char *line)
{
  g_autoptr (JsonNode) node = json_from_string (line, NULL);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node)
      || json_object_get_int_member_with_default (json_node_get_object (node), "line", 0) <= 0)
    return NULL;

  return json_object_ref (json_node_get_object (node));
}

/* FALSE when it is no answer. An answer that is there twice counts once. */
static gboolean
take_answer (CliBatchOutput *self, const char *line, CliBatchSeenFunc func, gpointer user_data)
{
  g_autoptr (JsonObject) answer = parse (line);

  if (answer == NULL)
    return FALSE;

  guint number = (guint) json_object_get_int_member (answer, "line");
  const char *address = json_object_get_string_member_with_default (answer, "address", NULL);
  if (number >= self->seen->len)
    g_array_set_size (self->seen, number + 1);
  if (get_seen (self, number) == 0)
    func (answer, user_data);
  g_array_index (self->seen, guint32, number) = hash (address);

  return TRUE;
}

/* How many bytes the whole lines have, or -1. */
static off_t
read_lines (CliBatchOutput *self, CliBatchSeenFunc func, gpointer user_data, GError **error)
{
  FILE *file = fdopen (dup (self->fd), "r");
  g_autofree char *line = NULL;
  size_t size = 0;
  off_t whole = 0;
  ssize_t length;
  gboolean good = TRUE;

  while (good && (length = getline (&line, &size, file)) > 0 && line[length - 1] == '\n')
    {
      good = take_answer (self, line, func, user_data);
      whole += length;
    }
  if (!good)
    fail (self, EINVAL, _ ("{file} has something else in it than answers."), error);
  else if (ferror (file))
    good = fail (self, errno, _ ("{file} cannot be read: {reason}"), error);
  fclose (file);

  return good ? whole : -1;
}

/* What a run that was killed leaves behind is whole lines, and the beginning of one. */
static gboolean
read_answers (CliBatchOutput *self, CliBatchSeenFunc func, gpointer user_data, GError **error)
{
  off_t whole = read_lines (self, func, user_data, error);

  if (whole < 0)
    return FALSE;
  if (lseek (self->fd, 0, SEEK_END) > whole && ftruncate (self->fd, whole) != 0)
    return fail (self, errno, _ ("Answers cannot be written to {file}: {reason}"), error);

  return TRUE;
}

static gboolean
open_file (CliBatchOutput *self, const char *path, GError **error)
{
  self->name = g_filename_display_name (path);
  self->fd = open (path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0666);
  if (self->fd < 0)
    return fail (self, errno, _ ("Answers cannot be written to {file}: {reason}"), error);
  if (flock (self->fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    return fail (self, errno, _ ("Somebody else is writing answers to {file}."), error);

  return TRUE;
}

CliBatchOutput *
cli_batch_output_open (const char *resume,
                       CliBatchSeenFunc func,
                       gpointer user_data,
                       GError **error)
{
  g_autoptr (CliBatchOutput) self = g_new0 (CliBatchOutput, 1);

  self->seen = g_array_new (FALSE, TRUE, sizeof (guint32));
  self->fd = STDOUT_FILENO;
  if (resume == NULL)
    self->name = g_strdup (_ ("standard output"));
  else if (!open_file (self, resume, error))
    return NULL;
  /* A device has no answers in it. */
  else if (lseek (self->fd, 0, SEEK_END) > 0 && lseek (self->fd, 0, SEEK_SET) == 0
           && !read_answers (self, func, user_data, error))
    return NULL;

  return g_steal_pointer (&self);
}

gboolean
cli_batch_output_has (const CliBatchOutput *self, guint number, const char *address, GError **error)
{
  guint32 seen = get_seen (self, number);

  if (seen == 0)
    return FALSE;
  if (seen == NO_ADDRESS || address == NULL || seen == hash (address))
    return TRUE;

  g_autofree char *line = g_strdup_printf ("%u", number);
  g_autofree char *text =
    postino_text_fill (_ ("{file} has the answers of another list: there is another address on "
                          "line {line}."),
                       "file", self->name, "line", line, NULL);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, text);
  return FALSE;
}

/* A signal ends the waiting: whoever reads may never do so again. */
static gboolean
wait_for_room (const CliBatchOutput *self)
{
  struct pollfd wanted = {.fd = self->fd, .events = POLLOUT};
  int found;

  do
    found = poll (&wanted, 1, 100);
  while (cli_batch_stop_get () == 0 && (found == 0 || (found < 0 && errno == EINTR)));

  return cli_batch_stop_get () == 0;
}

gboolean
cli_batch_output_write (CliBatchOutput *self, const char *text, GError **error)
{
  g_autofree char *line = g_strconcat (text, "\n", NULL);
  const char *p = line;

  for (gsize left = strlen (line); left > 0;)
    {
      if (!wait_for_room (self))
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "A signal came");
          return FALSE;
        }

      gssize written = write (self->fd, p, MIN (left, PIECE));

      if (written < 0 && errno != EINTR && errno != EAGAIN)
        return fail (self, errno, _ ("Answers cannot be written to {file}: {reason}"), error);
      if (written > 0)
        {
          p += written;
          left -= (gsize) written;
        }
    }

  return TRUE;
}
