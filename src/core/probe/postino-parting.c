/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A server that hears QUIT and a proper end of TLS logs an orderly session.
 */
#define G_LOG_DOMAIN "postino-probe"

#include "postino-parting.h"

static void
on_stream_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_io_stream_close_finish (G_IO_STREAM (source), result, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
on_words_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  g_io_stream_close_async (g_task_get_source_object (task), G_PRIORITY_DEFAULT,
                           g_task_get_cancellable (task), on_stream_closed, task);
}

void
postino_parting_say_async (GIOStream *stream,
                           PostinoSecret *words,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (stream, cancellable, callback, user_data);

  g_task_set_source_tag (task, postino_parting_say_async);
  g_task_set_task_data (task, postino_secret_ref (words), (GDestroyNotify) postino_secret_unref);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (stream),
                                   postino_secret_peek (words), postino_secret_get_length (words),
                                   G_PRIORITY_DEFAULT, cancellable, on_words_written, task);
}

void
postino_parting_say_finish (GIOStream *stream, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, stream));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
