/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The driver: opens a connection, carries out what the dialog asks for, watches
 * the clock, and writes down how it ended.
 *
 * Every asynchronous call is counted. Whatever ends a test (an answer, the
 * deadline, the person) settles the report, cancels what is under way and gives
 * the report back as soon as the last call has returned, so that nothing is left
 * behind; a call that does not come back at once is not waited for.
 */
#define G_LOG_DOMAIN "postino-probe"

#include "postino-probe.h"

#include "postino-connection.h"
#include "postino-dialog.h"
#include "postino-lines.h"
#include "postino-steps.h"
#include "postino-tls-evidence.h"
#include "postino-tls-question.h"

#include <string.h>

#define BUFFER_SIZE (16 * 1024)

/* How long a call that was cancelled may take to come back, in ms. */
#define GRACE_MS 30

/* How long the parting QUIT or LOGOUT may take to leave, in ms. */
#define PARTING_MS 500

/* How long the silence is at least before TLS is tried where a greeting is due, in ms. */
#define SILENCE_MS 3000

struct _PostinoProbe
{
  GObject parent_instance;

  PostinoServer *server;
  char *host;
  GTlsDatabase *trust;
  guint timeout_ms;

  PostinoDialog *dialog;
  PostinoConnection *connection;
  PostinoReport *report;
  PostinoSteps *steps;

  GTask *task;
  GCancellable *cancellable;
  GSource *deadline;
  GSource *cancelled;
  GSource *silence;
  GSource *grace;
  guint calls;
  gboolean talking;
  gboolean settled;
  gboolean stopping;

  PostinoSecret *written;
  GString *unfinished_line;

  /* While it is asked whether TLS answers where a greeting is due, what comes waits. */
  gboolean heard;
  gboolean asking;
  gboolean asked;
  GBytes *held;
  gboolean held_hang_up;
};

enum
{
  SIGNAL_STEP,
  SIGNAL_LINE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoProbe, postino_probe, G_TYPE_OBJECT)

static void carry_out (PostinoProbe *self, PostinoAction *action);

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
start_source (PostinoProbe *self, GSource **place, GSource *source, GSourceFunc func)
{
  clear_source (place);
  *place = source;
  g_source_set_callback (source, func, self, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

/* How it ends */

static void
gather_evidence (PostinoProbe *self)
{
  PostinoReport *report = self->report;

  report->elapsed_ms = postino_steps_get_elapsed (self->steps);
  report->peer = g_strdup (postino_connection_get_peer (self->connection));
  report->tls = postino_connection_describe_tls (self->connection);
  report->certificate_errors = postino_connection_get_certificate_errors (self->connection);
  report->closing = postino_connection_get_closing (self->connection);
  if (report->finding == POSTINO_FINDING_CLOSED && report->closing == POSTINO_CLOSING_NONE)
    report->closing = POSTINO_CLOSING_FIN;
  if (report->first_bytes == NULL)
    report->first_bytes = postino_connection_dup_first_bytes (self->connection);
}

static void
give_back (PostinoProbe *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  clear_source (&self->grace);
  if (task == NULL)
    return;

  if (self->settled)
    g_task_return_pointer (task, g_steal_pointer (&self->report),
                           (GDestroyNotify) postino_report_free);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
}

static gboolean
on_grace_over (gpointer user_data)
{
  give_back (user_data);
  return G_SOURCE_REMOVE;
}

static void
give_back_when_quiet (PostinoProbe *self)
{
  if (self->calls > 0)
    return;

  if (self->connection != NULL)
    postino_connection_sever (self->connection);
  g_clear_object (&self->connection);
  give_back (self);
}

/* Ends everything. What is settled by now is the result. */
static void
stop (PostinoProbe *self)
{
  if (self->stopping)
    return;

  self->stopping = TRUE;
  clear_source (&self->deadline);
  clear_source (&self->cancelled);
  clear_source (&self->silence);
  if (self->settled && self->connection != NULL)
    gather_evidence (self);
  start_source (self, &self->grace, g_timeout_source_new (GRACE_MS), on_grace_over);
  g_cancellable_cancel (self->cancellable);
  give_back_when_quiet (self);
}

/* Ends with what the driver saw. */
static void
end (PostinoProbe *self, PostinoStage stage, PostinoFinding finding, const GError *error)
{
  self->settled = TRUE;
  self->report->finding = finding;
  self->report->error = error != NULL ? g_error_copy (error) : NULL;
  if (self->talking)
    postino_dialog_fill_report (self->dialog, self->report);
  self->report->stage = stage;
  postino_steps_end (self->steps, stage, FALSE);
  stop (self);
}

/* The reference for the callback of a call that begins. */
static PostinoProbe *
begin_call (PostinoProbe *self)
{
  self->calls++;
  return g_object_ref (self);
}

/* Returns whether the test goes on. */
static gboolean
end_call (PostinoProbe *self)
{
  self->calls--;
  if (self->stopping)
    give_back_when_quiet (self);

  return !self->stopping;
}

/* The lines that people see */

static void
emit_received (const char *text, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_LINE], 0, 0, text);
}

static void
emit_sent (const char *text, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_LINE], 0, 1, text);
}

static void
show_action (PostinoProbe *self, PostinoAction *action)
{
  g_autoptr (GString) rest = g_string_new (NULL);

  if (action->masked != NULL)
    postino_lines_push (rest, action->masked, strlen (action->masked), emit_sent, self);
  else
    postino_lines_push (rest, postino_secret_peek (action->data),
                        postino_secret_get_length (action->data), emit_sent, self);
  postino_lines_flush (rest, emit_sent, self);
}

/* The conversation */

static void
write_data (PostinoProbe *self, PostinoAction *action, GAsyncReadyCallback callback)
{
  show_action (self, action);
  self->written = postino_secret_ref (action->data);
  g_output_stream_write_all_async (postino_connection_get_output (self->connection),
                                   postino_secret_peek (self->written),
                                   postino_secret_get_length (self->written), G_PRIORITY_DEFAULT,
                                   self->cancellable, callback, begin_call (self));
}

static void
on_connection_parted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoProbe) self = user_data;

  if (end_call (self))
    stop (self);
}

static void
on_parting_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoProbe) self = user_data;

  g_clear_pointer (&self->written, postino_secret_unref);
  if (end_call (self))
    postino_connection_part_async (self->connection, self->cancellable, on_connection_parted,
                                   begin_call (self));
}

static gboolean
on_parting_over (gpointer user_data)
{
  stop (user_data);
  return G_SOURCE_REMOVE;
}

static void
conclude (PostinoProbe *self)
{
  PostinoReport *report = self->report;

  postino_lines_flush (self->unfinished_line, emit_received, self);
  postino_dialog_fill_report (self->dialog, report);
  self->settled = TRUE;
  postino_steps_end (self->steps, report->stage, report->finding == POSTINO_FINDING_NONE);
}

/* The result stands. QUIT or LOGOUT leaves, and its answer is not waited for. */
static void
part (PostinoProbe *self, PostinoAction *action)
{
  conclude (self);
  if (action->data == NULL)
    {
      stop (self);
      return;
    }

  start_source (self, &self->deadline, g_timeout_source_new (PARTING_MS), on_parting_over);
  write_data (self, action, on_parting_written);
}

static void
take_hang_up (PostinoProbe *self)
{
  if (self->asking)
    {
      self->held_hang_up = TRUE;
      return;
    }

  postino_dialog_closed (self->dialog);
  conclude (self);
  stop (self);
}

static void
take_bytes (PostinoProbe *self, GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (PostinoAction) action = NULL;

  self->heard = TRUE;
  clear_source (&self->silence);
  postino_lines_push (self->unfinished_line, data, size, emit_received, self);
  action = postino_dialog_feed (self->dialog, data, size);
  carry_out (self, action);
}

static void
on_tls_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoProbe) self = user_data;
  g_autoptr (GBytes) held = g_steal_pointer (&self->held);

  self->asking = FALSE;
  if (!end_call (self) || self->heard)
    return;

  if (postino_tls_question_ask_finish (result))
    {
      postino_steps_fail (self->steps);
      end (self, POSTINO_STAGE_TLS, POSTINO_FINDING_TLS_EXPECTED, NULL);
    }
  else if (held != NULL)
    take_bytes (self, held);
  else if (self->held_hang_up)
    take_hang_up (self);
}

static void
ask_for_tls (PostinoProbe *self)
{
  clear_source (&self->silence);
  self->asking = TRUE;
  self->asked = TRUE;
  postino_tls_question_ask_async (self->host, self->server->port, self->cancellable,
                                  on_tls_answered, begin_call (self));
}

static gboolean
on_silence_over (gpointer user_data)
{
  ask_for_tls (user_data);
  return G_SOURCE_REMOVE;
}

/* Whether a TLS alert came where a greeting is due. */
static gboolean
is_unasked_tls (PostinoProbe *self, GBytes *bytes)
{
  return !self->heard && !self->asked && self->server->security != POSTINO_SECURITY_TLS
         && postino_bytes_are_tls (bytes);
}

static void
hold (PostinoProbe *self, GBytes *bytes)
{
  self->held = bytes;
  if (!self->asking)
    ask_for_tls (self);
}

/* A short deadline leaves two thirds of it to the greeting. */
static guint
silence_ms (PostinoProbe *self)
{
  return MAX (self->timeout_ms / 3, MIN (SILENCE_MS, self->timeout_ms / 3 * 2));
}

static PostinoAction *
start_talking (PostinoProbe *self, gboolean encrypted)
{
  self->talking = TRUE;
  if (!encrypted)
    start_source (self, &self->silence, g_timeout_source_new (silence_ms (self)), on_silence_over);

  return postino_dialog_connected (self->dialog, encrypted);
}

static gboolean
means_hang_up (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED)
         || g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_EOF);
}

static void
on_input_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoProbe) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!end_call (self))
    return;

  bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (bytes == NULL && !means_hang_up (error))
    end (self, postino_dialog_get_stage (self->dialog), POSTINO_FINDING_ERROR, error);
  else if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    take_hang_up (self);
  else if (self->asking || is_unasked_tls (self, bytes))
    hold (self, g_steal_pointer (&bytes));
  else
    take_bytes (self, bytes);
}

static void
read_more (PostinoProbe *self)
{
  g_input_stream_read_bytes_async (postino_connection_get_input (self->connection), BUFFER_SIZE,
                                   G_PRIORITY_DEFAULT, self->cancellable, on_input_read,
                                   begin_call (self));
}

static void
on_output_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoProbe) self = user_data;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->written, postino_secret_unref);
  if (!end_call (self))
    return;

  /* A server that hangs up may have said why: that is still to be read. */
  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    postino_connection_note_error (self->connection, error);
  if (error == NULL || means_hang_up (error))
    read_more (self);
  else
    end (self, postino_dialog_get_stage (self->dialog), POSTINO_FINDING_ERROR, error);
}

/* TLS */

static void
take_failed_handshake (PostinoProbe *self, const GError *error)
{
  g_autoptr (GBytes) bytes = postino_connection_dup_tls_bytes (self->connection);
  PostinoFinding finding = POSTINO_FINDING_CERTIFICATE;

  if (postino_connection_get_certificate_errors (self->connection) == 0)
    finding =
      postino_tls_judge_failure (error, bytes, postino_connection_get_closing (self->connection));
  end (self, POSTINO_STAGE_TLS, finding, error);
}

static void
take_tls (PostinoProbe *self)
{
  g_autoptr (PostinoAction) action = NULL;

  /* GIO lets TLS 1.0 and 1.1 pass. */
  if (postino_connection_get_tls_version (self->connection) < G_TLS_PROTOCOL_VERSION_TLS_1_2)
    {
      end (self, POSTINO_STAGE_TLS, POSTINO_FINDING_TLS_TOO_OLD, NULL);
      return;
    }

  postino_steps_pass (self->steps);
  if (self->talking)
    action = postino_dialog_tls_started (self->dialog);
  else
    action = start_talking (self, TRUE);
  carry_out (self, action);
}

static void
on_tls_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoProbe) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!end_call (self))
    return;

  if (postino_connection_start_tls_finish (self->connection, result, &error))
    take_tls (self);
  else
    take_failed_handshake (self, error);
}

static void
start_tls (PostinoProbe *self)
{
  postino_steps_enter (self->steps, POSTINO_STAGE_TLS);
  postino_connection_start_tls_async (self->connection, self->cancellable, on_tls_started,
                                      begin_call (self));
}

static void
carry_out (PostinoProbe *self, PostinoAction *action)
{
  if (action->type != POSTINO_ACTION_DONE)
    postino_steps_enter (self->steps, postino_dialog_get_stage (self->dialog));

  switch (action->type)
    {
    case POSTINO_ACTION_READ:
      read_more (self);
      break;
    case POSTINO_ACTION_SEND:
      write_data (self, action, on_output_written);
      break;
    case POSTINO_ACTION_START_TLS:
      start_tls (self);
      break;
    case POSTINO_ACTION_DONE:
      part (self, action);
      break;
    }
}

/* How it begins */

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);

  return g_str_equal (host, "localhost") || g_str_has_suffix (host, ".localhost");
}

static gboolean
is_offline (PostinoProbe *self)
{
  return !is_loopback (self->host)
         && !g_network_monitor_get_network_available (g_network_monitor_get_default ());
}

static void
take_failed_opening (PostinoProbe *self, const GError *error)
{
  PostinoStage stage = postino_steps_get_stage (self->steps);
  gboolean unreachable = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE)
                         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE)
                         || error->domain == G_RESOLVER_ERROR;

  if (error->domain == G_RESOLVER_ERROR)
    stage = POSTINO_STAGE_LOOKUP;
  if (unreachable && is_offline (self))
    end (self, stage, POSTINO_FINDING_OFFLINE, error);
  else
    end (self, stage, POSTINO_FINDING_ERROR, error);
}

static void
on_connection_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoProbe) self = user_data;
  g_autoptr (PostinoAction) action = NULL;
  g_autoptr (GError) error = NULL;

  if (!end_call (self))
    return;

  if (!postino_connection_open_finish (self->connection, result, &error))
    take_failed_opening (self, error);
  else if (self->server->security == POSTINO_SECURITY_TLS)
    start_tls (self);
  else
    {
      action = start_talking (self, FALSE);
      carry_out (self, action);
    }
}

static void
on_connection_resolved (PostinoProbe *self)
{
  if (!self->stopping)
    postino_steps_enter (self->steps, POSTINO_STAGE_CONNECT);
}

static gboolean
on_deadline_over (gpointer user_data)
{
  PostinoProbe *self = user_data;
  PostinoStage stage = postino_steps_get_stage (self->steps);
  g_autoptr (GBytes) bytes = postino_connection_dup_tls_bytes (self->connection);

  if (stage <= POSTINO_STAGE_CONNECT && is_offline (self))
    end (self, stage, POSTINO_FINDING_OFFLINE, NULL);
  else if (stage == POSTINO_STAGE_TLS && postino_bytes_are_text (bytes))
    end (self, stage, POSTINO_FINDING_PLAIN_TEXT, NULL);
  else
    end (self, stage, POSTINO_FINDING_TIMED_OUT, NULL);

  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  stop (user_data);
  return G_SOURCE_REMOVE;
}

static void
emit_step (PostinoStage stage, PostinoStepState state, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_STEP], 0, stage, state);
}

static void
start_connection (PostinoProbe *self)
{
  self->connection = postino_connection_new (self->host, self->server->port, self->trust);
  g_signal_connect_object (self->connection, "resolved", G_CALLBACK (on_connection_resolved), self,
                           G_CONNECT_SWAPPED);
  postino_connection_open_async (self->connection, self->cancellable, on_connection_opened,
                                 begin_call (self));
}

static void
start (PostinoProbe *self)
{
  g_autoptr (GError) error = NULL;

  postino_steps_enter (self->steps, POSTINO_STAGE_LOOKUP);
  if (self->server->trust == POSTINO_TRUST_UNCONFIRMED)
    end (self, POSTINO_STAGE_LOOKUP, POSTINO_FINDING_UNCONFIRMED, NULL);
  else if (self->host == NULL)
    {
      error = g_error_new (G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "“%s” is no host name",
                           self->server->host);
      end (self, POSTINO_STAGE_LOOKUP, POSTINO_FINDING_ERROR, error);
    }
  else
    start_connection (self);
}

static void
postino_probe_dispose (GObject *object)
{
  PostinoProbe *self = POSTINO_PROBE (object);

  g_clear_object (&self->connection);
  g_clear_object (&self->dialog);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->trust);

  G_OBJECT_CLASS (postino_probe_parent_class)->dispose (object);
}

static void
postino_probe_finalize (GObject *object)
{
  PostinoProbe *self = POSTINO_PROBE (object);

  postino_server_free (self->server);
  g_free (self->host);
  g_clear_pointer (&self->report, postino_report_free);
  g_clear_pointer (&self->steps, postino_steps_free);
  g_clear_pointer (&self->written, postino_secret_unref);
  g_clear_pointer (&self->held, g_bytes_unref);
  g_string_free (self->unfinished_line, TRUE);

  G_OBJECT_CLASS (postino_probe_parent_class)->finalize (object);
}

static void
postino_probe_class_init (PostinoProbeClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postino_probe_dispose;
  G_OBJECT_CLASS (klass)->finalize = postino_probe_finalize;

  signals[SIGNAL_STEP] = g_signal_new ("step", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  signals[SIGNAL_LINE] = g_signal_new ("line", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
}

static void
postino_probe_init (PostinoProbe *self)
{
  self->timeout_ms = POSTINO_PROBE_DEFAULT_TIMEOUT_MS;
  self->cancellable = g_cancellable_new ();
  self->unfinished_line = g_string_new (NULL);
}

PostinoProbe *
postino_probe_new (const PostinoServer *server,
                   const PostinoAddress *address,
                   PostinoSecret *password)
{
  PostinoProbe *self = g_object_new (POSTINO_TYPE_PROBE, NULL);

  self->server = postino_server_copy (server);
  self->host = postino_domain_to_ascii (server->host);
  self->dialog = postino_dialog_new (server, address, password);
  self->report = postino_report_new (server);

  return self;
}

void
postino_probe_set_timeout (PostinoProbe *self, guint timeout_ms)
{
  g_return_if_fail (POSTINO_IS_PROBE (self));

  self->timeout_ms = timeout_ms;
}

void
postino_probe_set_trust (PostinoProbe *self, GTlsDatabase *database)
{
  g_return_if_fail (POSTINO_IS_PROBE (self));

  g_set_object (&self->trust, database);
}

void
postino_probe_run_async (PostinoProbe *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (POSTINO_IS_PROBE (self) && self->steps == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, postino_probe_run_async);
  self->steps = postino_steps_new (self->report->steps, emit_step, self);

  if (g_cancellable_is_cancelled (cancellable))
    {
      stop (self);
      return;
    }

  if (cancellable != NULL)
    start_source (self, &self->cancelled, g_cancellable_source_new (cancellable),
                  G_SOURCE_FUNC (on_cancelled));
  start_source (self, &self->deadline, g_timeout_source_new (self->timeout_ms), on_deadline_over);
  start (self);
}

PostinoReport *
postino_probe_run_finish (PostinoProbe *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
