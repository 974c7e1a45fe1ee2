/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any TLS record is an answer, be it an alert or a certificate that nobody
 * would trust.
 */
#define G_LOG_DOMAIN "postino-probe"

#include "postino-tls-question.h"

#include "postino-connection.h"
#include "postino-tls-evidence.h"

static void
answer (GTask *task, gboolean tls)
{
  postino_connection_sever (g_task_get_task_data (task));
  g_task_return_boolean (task, tls);
}

static void
on_tls_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostinoConnection *connection = POSTINO_CONNECTION (source);
  g_autoptr (GBytes) bytes = postino_connection_dup_tls_bytes (connection);

  postino_connection_start_tls_finish (connection, result, NULL);
  answer (task, postino_bytes_are_tls (bytes));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostinoConnection *connection = POSTINO_CONNECTION (source);

  if (postino_connection_open_finish (connection, result, NULL))
    postino_connection_start_tls_async (connection, g_task_get_cancellable (task), on_tls_started,
                                        g_object_ref (task));
  else
    answer (task, FALSE);
}

void
postino_tls_question_ask_async (const char *host,
                                guint16 port,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  PostinoConnection *connection = postino_connection_new (host, port, NULL);

  g_task_set_source_tag (task, postino_tls_question_ask_async);
  g_task_set_task_data (task, connection, g_object_unref);
  postino_connection_open_async (connection, cancellable, on_opened, task);
}

gboolean
postino_tls_question_ask_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
