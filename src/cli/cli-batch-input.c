/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-batch-input.h"

#include "postino-text.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK (16 * 1024)

struct _CliBatchInput
{
  int fd;
  char *name;
  gboolean csv;
  CliBatchReader *reader;
  guint source;
  gboolean over;
  CliBatchInputFunc on_record;
  CliBatchEndFunc on_end;
  gpointer user_data;
};

void
cli_batch_input_free (CliBatchInput *self)
{
  if (self == NULL)
    return;

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->fd > STDIN_FILENO)
    close (self->fd);
  cli_batch_reader_free (self->reader);
  g_free (self->name);
  g_free (self);
}

static gboolean
fail (const CliBatchInput *self, int code, GError **error)
{
  g_autofree char *text = postino_text_fill (_ ("{file} cannot be read: {reason}"), "file",
                                             self->name, "reason", g_strerror (code), NULL);

  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), text);
  return FALSE;
}

CliBatchInput *
cli_batch_input_open (const char *path, gboolean csv, GError **error)
{
  g_autoptr (CliBatchInput) self = g_new0 (CliBatchInput, 1);
  struct stat status;

  self->csv = csv;
  self->reader = cli_batch_reader_new (csv);
  self->name = path != NULL ? g_filename_display_name (path) : g_strdup (_ ("standard input"));
  if (path != NULL)
    self->fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (self->fd < 0)
    {
      fail (self, errno, error);
      return NULL;
    }
  if (fstat (self->fd, &status) == 0 && S_ISDIR (status.st_mode))
    {
      fail (self, EISDIR, error);
      return NULL;
    }

  return g_steal_pointer (&self);
}

guint
cli_batch_input_count (CliBatchInput *self)
{
  struct stat status;
  char bytes[CHUNK];
  guint lines = 0;
  char last = '\n';
  off_t at = 0;
  ssize_t got;

  if (fstat (self->fd, &status) != 0 || !S_ISREG (status.st_mode)
      || lseek (self->fd, 0, SEEK_CUR) != 0)
    return 0;

  while ((got = pread (self->fd, bytes, sizeof bytes, at)) > 0)
    {
      for (ssize_t i = 0; i < got; i++)
        lines += bytes[i] == '\n' ? 1 : 0;
      last = bytes[got - 1];
      at += got;
    }
  explicit_bzero (bytes, sizeof bytes);
  lines += last != '\n' ? 1 : 0;

  return self->csv && lines > 0 ? lines - 1 : lines;
}

static void
end (CliBatchInput *self, const GError *error)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->over = TRUE;
  self->on_end (error, self->user_data);
}

/* Whether the reader has nothing more to give. */
static gboolean
drain (CliBatchInput *self, GError **error)
{
  gboolean wanted = TRUE;

  while (wanted)
    {
      g_auto (CliBatchRecord) record = {0};

      if (!cli_batch_reader_next (self->reader, &record, error))
        return TRUE;
      wanted = self->on_record (&record, self->user_data);
    }

  g_clear_handle_id (&self->source, g_source_remove);
  return FALSE;
}

static gboolean
on_readable (int fd, GIOCondition condition, gpointer user_data)
{
  CliBatchInput *self = user_data;
  char bytes[CHUNK];
  g_autoptr (GError) error = NULL;
  ssize_t got = read (fd, bytes, sizeof bytes);

  if (got < 0 && (errno == EINTR || errno == EAGAIN))
    return G_SOURCE_CONTINUE;
  if (got < 0)
    fail (self, errno, &error);
  else
    cli_batch_reader_feed (self->reader, bytes, (gsize) got);
  explicit_bzero (bytes, sizeof bytes);

  gboolean drained = error == NULL && drain (self, &error);
  if (error != NULL || (drained && got == 0))
    {
      end (self, error);
      return G_SOURCE_REMOVE;
    }

  return drained ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void
cli_batch_input_read (CliBatchInput *self,
                      CliBatchInputFunc on_record,
                      CliBatchEndFunc on_end,
                      gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  self->on_record = on_record;
  self->on_end = on_end;
  self->user_data = user_data;
  if (self->over || self->source != 0)
    return;

  /* What was fed last may have more than was wanted then. */
  if (!drain (self, &error))
    return;
  if (error != NULL)
    end (self, error);
  else
    self->source = g_unix_fd_add (self->fd, G_IO_IN | G_IO_HUP | G_IO_ERR, on_readable, self);
}
