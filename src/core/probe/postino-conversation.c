/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog says what to do, one action at a time; this reads, writes and
 * begins TLS. One asynchronous call is under way at any moment.
 */
#define G_LOG_DOMAIN "postino-probe"

#include "postino-conversation.h"

#include "postino-alarm.h"
#include "postino-errand.h"
#include "postino-lines.h"
#include "postino-place.h"
#include "postino-text.h"

#include <string.h>

#define BUFFER_SIZE (16 * 1024)

/* How long the answer that is due is waited for, once the server has refused, in ms. */
#define PATIENCE_MS 1000

struct _PostinoConversation
{
  GObject parent_instance;

  PostinoDialog *dialog;
  PostinoConnection *connection;
  PostinoSteps *steps;

  gboolean talking;
  GString *unfinished_line;
  GSource *patience;
  PostinoAlarm *alarm;

  /* What ended it below the dialog. */
  PostinoFinding finding;
  GError *error;
};

enum
{
  SIGNAL_LINE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoConversation, postino_conversation, G_TYPE_OBJECT)

static void carry_out (GTask *task, PostinoAction *action);

/* Secrets are hidden in the bytes as they came: making them safe would change them. */
static void
emit_received (const char *bytes, gpointer user_data)
{
  PostinoConversation *self = user_data;
  g_autofree char *hidden = postino_dialog_hide_secrets (self->dialog, bytes);
  g_autofree char *text = postino_text_make_safe (hidden, POSTINO_LINES_MAX);

  g_signal_emit (self, signals[SIGNAL_LINE], 0, 0, text);
}

static void
emit_sent (const char *bytes, gpointer user_data)
{
  g_autofree char *text = postino_text_make_safe (bytes, POSTINO_LINES_MAX);

  g_signal_emit (user_data, signals[SIGNAL_LINE], 0, 1, text);
}

static void
show_action (PostinoConversation *self, PostinoAction *action)
{
  g_autoptr (GString) rest = g_string_new (NULL);

  if (action->masked != NULL)
    postino_lines_push (rest, action->masked, strlen (action->masked), emit_sent, self);
  else
    postino_lines_push (rest, postino_secret_peek (action->data),
                        postino_secret_get_length (action->data), emit_sent, self);
  postino_lines_flush (rest, emit_sent, self);
}

/* The dialog is over; @farewell is left to be sent. Takes @task. */
static void
finish (GTask *task, PostinoSecret *farewell)
{
  PostinoConversation *self = g_task_get_source_object (task);

  postino_place_clear (&self->patience);
  postino_lines_flush (self->unfinished_line, emit_received, self);
  g_task_return_pointer (task, farewell != NULL ? postino_secret_ref (farewell) : NULL,
                         (GDestroyNotify) postino_secret_unref);
  g_object_unref (task);
}

/* The dialog can't go on. Takes @task and @error. */
static void
finish_early (GTask *task, PostinoFinding finding, GError *error)
{
  PostinoConversation *self = g_task_get_source_object (task);

  self->finding = finding;
  self->error = error;
  finish (task, NULL);
}

/* Whether nobody waits any more. Ends @task then. */
static gboolean
is_stopped (GTask *task)
{
  if (!g_task_return_error_if_cancelled (task))
    return FALSE;

  postino_place_clear (&POSTINO_CONVERSATION (g_task_get_source_object (task))->patience);
  g_object_unref (task);
  return TRUE;
}

static gboolean
means_hang_up (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED)
         || g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_EOF);
}

static void
take_bytes (GTask *task, GBytes *bytes)
{
  PostinoConversation *self = g_task_get_source_object (task);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (PostinoAction) action = NULL;

  postino_lines_push (self->unfinished_line, data, size, emit_received, self);
  action = postino_dialog_feed (self->dialog, data, size);
  carry_out (task, action);
}

/* Nothing came for as long as the dialog wanted to wait. */
static void
wake (GTask *task)
{
  PostinoConversation *self = g_task_get_source_object (task);
  g_autoptr (PostinoAction) action = postino_dialog_wake (self->dialog);

  carry_out (task, action);
}

static void
on_input_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PostinoConversation *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes =
    g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  gboolean rung = postino_alarm_end_reading (self->alarm);

  if (is_stopped (task))
    g_clear_error (&error);
  else if (bytes != NULL && g_bytes_get_size (bytes) > 0)
    take_bytes (task, bytes);
  else if (rung && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&error);
      wake (task);
    }
  else if (bytes == NULL && !means_hang_up (error))
    finish_early (task, POSTINO_FINDING_ERROR, error);
  else
    {
      g_clear_error (&error);
      postino_dialog_closed (self->dialog);
      finish (task, NULL);
    }
}

static void
read_more (GTask *task)
{
  PostinoConversation *self = g_task_get_source_object (task);
  GIOStream *stream = postino_connection_get_stream (self->connection);

  g_input_stream_read_bytes_async (
    g_io_stream_get_input_stream (stream), BUFFER_SIZE, G_PRIORITY_DEFAULT,
    postino_alarm_begin_reading (self->alarm, g_task_get_cancellable (task)), on_input_read, task);
}

static gboolean
on_patience_over (gpointer user_data)
{
  PostinoConversation *self = user_data;

  postino_connection_stop_listening (self->connection);
  return G_SOURCE_REMOVE;
}

/* A server may refuse outside of the protocol's form, and then say nothing more. */
static void
read_reply (GTask *task)
{
  PostinoConversation *self = g_task_get_source_object (task);

  if (self->patience == NULL && postino_dialog_has_refusal (self->dialog))
    postino_place_start (&self->patience, g_timeout_source_new (PATIENCE_MS), on_patience_over,
                         self);

  read_more (task);
}

static void
on_output_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PostinoConversation *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  g_task_set_task_data (task, NULL, NULL);
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error);
  if (is_stopped (task))
    return;

  /* A server that hung up may have said why: that is still to be read. */
  if (error != NULL)
    postino_connection_note_error (self->connection, error);
  if (error == NULL || means_hang_up (error))
    read_more (task);
  else
    finish_early (task, POSTINO_FINDING_ERROR, g_steal_pointer (&error));
}

static void
write_data (GTask *task, PostinoAction *action)
{
  PostinoConversation *self = g_task_get_source_object (task);
  GIOStream *stream = postino_connection_get_stream (self->connection);
  PostinoSecret *data = postino_secret_ref (action->data);

  show_action (self, action);
  g_task_set_task_data (task, data, (GDestroyNotify) postino_secret_unref);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (stream),
                                   postino_secret_peek (data), postino_secret_get_length (data),
                                   G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                   on_output_written, task);
}

/* GIO keeps what was wrong with a certificate that was accepted all the same. The
 * exporter is not there in TLS 1.2 without an extended master secret. */
static void
describe_channel (PostinoConversation *self)
{
  GTlsConnection *tls = G_TLS_CONNECTION (postino_connection_get_stream (self->connection));
  g_autoptr (GByteArray) binding = g_byte_array_new ();
  gboolean bound = g_tls_connection_get_channel_binding_data (
    tls, G_TLS_CHANNEL_BINDING_TLS_EXPORTER, binding, NULL);
  g_autoptr (GBytes) exporter = g_bytes_new (binding->data, binding->len);

  postino_dialog_set_channel (self->dialog, bound ? exporter : NULL,
                              g_tls_connection_get_peer_certificate_errors (tls) != 0);
}

static void
on_tls_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PostinoConversation *self = g_task_get_source_object (task);
  g_autoptr (PostinoAction) action = NULL;
  g_autoptr (GError) error = NULL;
  PostinoFinding finding = postino_connection_start_tls_finish (self->connection, result, &error);

  if (is_stopped (task))
    return;
  if (finding != POSTINO_FINDING_NONE)
    {
      finish_early (task, finding, g_steal_pointer (&error));
      return;
    }

  postino_steps_pass (self->steps);
  describe_channel (self);
  action = self->talking ? postino_dialog_tls_started (self->dialog)
                         : postino_dialog_connected (self->dialog, TRUE);
  self->talking = TRUE;
  carry_out (task, action);
}

static void
start_tls (GTask *task)
{
  PostinoConversation *self = g_task_get_source_object (task);

  postino_steps_enter (self->steps, POSTINO_STAGE_TLS);
  postino_connection_start_tls_async (self->connection, g_task_get_cancellable (task),
                                      on_tls_started, task);
}

static void
carry_out (GTask *task, PostinoAction *action)
{
  PostinoConversation *self = g_task_get_source_object (task);

  if (action->type != POSTINO_ACTION_DONE)
    postino_steps_enter (self->steps, postino_dialog_get_stage (self->dialog));
  postino_alarm_set (self->alarm, action->type == POSTINO_ACTION_SEND, action->wait_ms);

  switch (action->type)
    {
    case POSTINO_ACTION_READ:
      read_reply (task);
      break;
    case POSTINO_ACTION_SEND:
      postino_place_clear (&self->patience);
      write_data (task, action);
      break;
    case POSTINO_ACTION_START_TLS:
      start_tls (task);
      break;
    case POSTINO_ACTION_DONE:
      if (action->data != NULL)
        show_action (self, action);
      finish (task, action->data);
      break;
    }
}

static void
postino_conversation_finalize (GObject *object)
{
  PostinoConversation *self = POSTINO_CONVERSATION (object);

  g_clear_object (&self->dialog);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->alarm, postino_alarm_free);
  g_clear_error (&self->error);
  g_string_free (self->unfinished_line, TRUE);

  G_OBJECT_CLASS (postino_conversation_parent_class)->finalize (object);
}

static void
postino_conversation_class_init (PostinoConversationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = postino_conversation_finalize;

  signals[SIGNAL_LINE] = g_signal_new ("line", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
}

static void
postino_conversation_init (PostinoConversation *self)
{
  self->unfinished_line = g_string_new (NULL);
  self->alarm = postino_alarm_new ();
}

/* Whoever wanted it to be done does not wait any more: what only passes time ends. */
static void
on_errand_hurry (PostinoConversation *self)
{
  if (postino_dialog_is_waiting (self->dialog))
    postino_alarm_ring (self->alarm);
}

PostinoConversation *
postino_conversation_new (PostinoDialog *dialog, PostinoConnection *connection, PostinoSteps *steps)
{
  PostinoConversation *self = g_object_new (POSTINO_TYPE_CONVERSATION, NULL);
  PostinoErrand *errand = postino_dialog_get_errand (dialog);

  self->dialog = g_object_ref (dialog);
  self->connection = g_object_ref (connection);
  self->steps = steps;
  if (errand != NULL)
    g_signal_connect_object (errand, "hurry", G_CALLBACK (on_errand_hurry), self,
                             G_CONNECT_SWAPPED);

  return self;
}

void
postino_conversation_run_async (PostinoConversation *self,
                                gboolean encrypt,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (PostinoAction) action = NULL;

  g_return_if_fail (POSTINO_IS_CONVERSATION (self));

  g_task_set_source_tag (task, postino_conversation_run_async);
  if (encrypt)
    {
      start_tls (task);
      return;
    }

  self->talking = TRUE;
  action = postino_dialog_connected (self->dialog, FALSE);
  carry_out (task, action);
}

PostinoSecret *
postino_conversation_run_finish (PostinoConversation *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
postino_conversation_fill_report (PostinoConversation *self, PostinoReport *report)
{
  gboolean driven;

  g_return_if_fail (POSTINO_IS_CONVERSATION (self) && report != NULL);

  if (report->finding == POSTINO_FINDING_NONE)
    report->finding = self->finding;
  if (self->error != NULL && report->error == NULL)
    report->error = g_error_copy (self->error);

  /* The dialog tells the stage only of an end that it saw itself. */
  driven = report->finding != POSTINO_FINDING_NONE;
  if (self->talking)
    postino_dialog_fill_report (self->dialog, report);
  if (driven || !self->talking)
    report->stage = postino_steps_get_stage (self->steps);
}
