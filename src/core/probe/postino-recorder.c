/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A filter in front of a socket. A TLS handshake reads in a thread of GIO's, so
 * what is recorded stands behind a lock.
 */
#define G_LOG_DOMAIN "postino-probe"

#include "postino-recorder.h"

struct _PostinoRecorder
{
  GFilterInputStream parent_instance;

  GMutex lock;
  GByteArray *bytes;
  PostinoClosing closing;
};

static void recorder_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PostinoRecorder,
                               postino_recorder,
                               G_TYPE_FILTER_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      recorder_pollable_init))

static void
record (PostinoRecorder *self, const void *buffer, gssize count, const GError *error)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  if (count > 0)
    {
      gsize room = POSTINO_RECORDER_LENGTH - self->bytes->len;

      g_byte_array_append (self->bytes, buffer, (guint) MIN ((gsize) count, room));
    }
  else if (self->closing == POSTINO_CLOSING_NONE)
    {
      if (count == 0)
        self->closing = POSTINO_CLOSING_FIN;
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
        self->closing = POSTINO_CLOSING_RST;
    }
}

static gssize
recorder_read (GInputStream *stream,
               void *buffer,
               gsize count,
               GCancellable *cancellable,
               GError **error)
{
  GInputStream *base = g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (stream));
  g_autoptr (GError) local = NULL;
  gssize got = g_input_stream_read (base, buffer, count, cancellable, &local);

  if (count > 0)
    record (POSTINO_RECORDER (stream), buffer, got, local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));

  return got;
}

static GPollableInputStream *
pollable_base (GPollableInputStream *stream)
{
  return G_POLLABLE_INPUT_STREAM (
    g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (stream)));
}

static gboolean
recorder_can_poll (GPollableInputStream *stream)
{
  return g_pollable_input_stream_can_poll (pollable_base (stream));
}

static gboolean
recorder_is_readable (GPollableInputStream *stream)
{
  return g_pollable_input_stream_is_readable (pollable_base (stream));
}

static GSource *
recorder_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  g_autoptr (GSource) child = g_pollable_input_stream_create_source (pollable_base (stream), NULL);

  return g_pollable_source_new_full (stream, child, cancellable);
}

static gssize
recorder_read_nonblocking (GPollableInputStream *stream, void *buffer, gsize count, GError **error)
{
  g_autoptr (GError) local = NULL;
  gssize got =
    g_pollable_input_stream_read_nonblocking (pollable_base (stream), buffer, count, NULL, &local);

  if (count > 0)
    record (POSTINO_RECORDER (stream), buffer, got, local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));

  return got;
}

static void
recorder_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->can_poll = recorder_can_poll;
  iface->is_readable = recorder_is_readable;
  iface->create_source = recorder_create_source;
  iface->read_nonblocking = recorder_read_nonblocking;
}

static void
postino_recorder_finalize (GObject *object)
{
  PostinoRecorder *self = POSTINO_RECORDER (object);

  g_byte_array_unref (self->bytes);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (postino_recorder_parent_class)->finalize (object);
}

static void
postino_recorder_class_init (PostinoRecorderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = postino_recorder_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = recorder_read;
}

static void
postino_recorder_init (PostinoRecorder *self)
{
  g_mutex_init (&self->lock);
  self->bytes = g_byte_array_new ();
}

PostinoRecorder *
postino_recorder_new (GInputStream *base)
{
  g_return_val_if_fail (G_IS_POLLABLE_INPUT_STREAM (base), NULL);

  return g_object_new (POSTINO_TYPE_RECORDER, "base-stream", base, NULL);
}

void
postino_recorder_restart (PostinoRecorder *self)
{
  g_return_if_fail (POSTINO_IS_RECORDER (self));
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  g_byte_array_set_size (self->bytes, 0);
}

void
postino_recorder_fill (PostinoRecorder *self)
{
  char buffer[POSTINO_RECORDER_LENGTH];
  gssize got;

  g_return_if_fail (POSTINO_IS_RECORDER (self));

  got = g_pollable_input_stream_read_nonblocking (pollable_base (G_POLLABLE_INPUT_STREAM (self)),
                                                  buffer, sizeof buffer, NULL, NULL);
  if (got > 0)
    record (self, buffer, got, NULL);
}

GBytes *
postino_recorder_get_bytes (PostinoRecorder *self)
{
  g_return_val_if_fail (POSTINO_IS_RECORDER (self), NULL);
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return self->bytes->len > 0 ? g_bytes_new (self->bytes->data, self->bytes->len) : NULL;
}

PostinoClosing
postino_recorder_get_closing (PostinoRecorder *self)
{
  g_return_val_if_fail (POSTINO_IS_RECORDER (self), POSTINO_CLOSING_NONE);
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return self->closing;
}
