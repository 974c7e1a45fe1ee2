/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The driver: opens a connection, has the conversation on it, watches the clock,
 * and writes down how it ended.
 *
 * Every asynchronous call is counted. Whatever ends a test (an answer, the
 * deadline, the person) settles the report, cancels what is under way, and gives
 * the report back as soon as the last call has returned, so that nothing is left
 * behind; a call that does not come back at once is not waited for.
 */
#define G_LOG_DOMAIN "postino-probe"

#include "postino-probe.h"

#include "postino-conversation.h"
#include "postino-tls-evidence.h"
#include "postino-tls-question.h"

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
  PostinoConversation *conversation;
  PostinoReport *report;
  PostinoSteps *steps;

  GTask *task;
  GCancellable *cancellable;
  GSource *deadline;
  GSource *cancelled;
  GSource *silence;
  GSource *grace;
  guint calls;
  gboolean settled;
  gboolean stopping;

  /* Whether TLS answers where a greeting is due; the conversation may be over before that. */
  gboolean asked;
  gboolean asking;
  gboolean over;
};

enum
{
  SIGNAL_STEP,
  SIGNAL_LINE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoProbe, postino_probe, G_TYPE_OBJECT)

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
  g_clear_object (&self->conversation);
  g_clear_object (&self->connection);
  give_back (self);
}

/* Stops everything. What is settled by now is the result. */
static void
stop (PostinoProbe *self)
{
  if (self->stopping)
    return;

  self->stopping = TRUE;
  clear_source (&self->deadline);
  clear_source (&self->cancelled);
  clear_source (&self->silence);
  start_source (self, &self->grace, g_timeout_source_new (GRACE_MS), on_grace_over);
  g_cancellable_cancel (self->cancellable);
  give_back_when_quiet (self);
}

/* The report is complete: nothing that happens from here on changes it. */
static void
settle (PostinoProbe *self)
{
  PostinoReport *report = self->report;

  self->settled = TRUE;
  postino_steps_end (self->steps, report->stage, report->finding == POSTINO_FINDING_NONE);
  report->elapsed_ms = postino_steps_get_elapsed (self->steps);
  if (self->connection != NULL)
    postino_connection_fill_report (self->connection, report);
}

/* Ends with what the conversation did not see by itself. */
static void
end (PostinoProbe *self, PostinoStage stage, PostinoFinding finding, const GError *error)
{
  PostinoReport *report = self->report;

  report->finding = finding;
  report->error = error != NULL ? g_error_copy (error) : NULL;
  if (self->conversation != NULL)
    postino_conversation_fill_report (self->conversation, report);
  report->stage = stage;
  settle (self);
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

/* The parting, which changes nothing */

static void
on_connection_parted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoProbe) self = user_data;

  postino_connection_part_finish (POSTINO_CONNECTION (source), result);
  if (end_call (self))
    stop (self);
}

static gboolean
on_parting_over (gpointer user_data)
{
  stop (user_data);
  return G_SOURCE_REMOVE;
}

static void
part (PostinoProbe *self, PostinoSecret *farewell)
{
  start_source (self, &self->deadline, g_timeout_source_new (PARTING_MS), on_parting_over);
  postino_connection_part_async (self->connection, farewell, self->cancellable,
                                 on_connection_parted, begin_call (self));
}

/* The conversation, and TLS where a greeting is due */

static void
end_with_conversation (PostinoProbe *self, PostinoSecret *farewell)
{
  postino_conversation_fill_report (self->conversation, self->report);
  settle (self);
  if (farewell != NULL)
    part (self, farewell);
  else
    stop (self);
}

static gboolean
has_alert_for_greeting (PostinoProbe *self)
{
  g_autoptr (GBytes) bytes = postino_connection_dup_first_bytes (self->connection);

  return self->server->security != POSTINO_SECURITY_TLS && postino_bytes_are_tls (bytes);
}

static gboolean
is_greeting_missing (PostinoProbe *self)
{
  g_autoptr (GBytes) bytes = postino_connection_dup_first_bytes (self->connection);

  return bytes == NULL || has_alert_for_greeting (self);
}

static void
on_tls_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoProbe) self = user_data;
  gboolean answers = postino_tls_question_ask_finish (result);

  self->asking = FALSE;
  if (!end_call (self))
    return;

  if (answers && is_greeting_missing (self))
    {
      postino_steps_fail (self->steps);
      end (self, POSTINO_STAGE_TLS, POSTINO_FINDING_TLS_EXPECTED, NULL);
    }
  else if (self->over)
    end_with_conversation (self, NULL);
}

static void
ask_for_tls (PostinoProbe *self)
{
  self->asked = TRUE;
  self->asking = TRUE;
  postino_tls_question_ask_async (self->host, self->server->port, self->cancellable,
                                  on_tls_answered, begin_call (self));
}

static gboolean
on_silence_over (gpointer user_data)
{
  PostinoProbe *self = user_data;

  if (is_greeting_missing (self))
    ask_for_tls (self);

  return G_SOURCE_REMOVE;
}

/* A short deadline leaves its larger part to the greeting. */
static guint
silence_ms (PostinoProbe *self)
{
  return MAX (self->timeout_ms / 3, MIN (SILENCE_MS, self->timeout_ms / 3 * 2));
}

static void
on_conversation_over (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoProbe) self = user_data;
  g_autoptr (PostinoSecret) farewell =
    postino_conversation_run_finish (POSTINO_CONVERSATION (source), result);

  if (!end_call (self))
    return;

  /* A server that sends an alert, or hangs up while it is asked: that answer counts too. */
  self->over = TRUE;
  if (!self->asked && has_alert_for_greeting (self))
    ask_for_tls (self);
  else if (!self->asking || !is_greeting_missing (self))
    end_with_conversation (self, farewell);
}

static void
on_conversation_line (PostinoProbe *self, int direction, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_LINE], 0, direction, text);
}

static void
start_conversation (PostinoProbe *self)
{
  gboolean encrypt = self->server->security == POSTINO_SECURITY_TLS;

  self->conversation = postino_conversation_new (self->dialog, self->connection, self->steps);
  g_signal_connect_object (self->conversation, "line", G_CALLBACK (on_conversation_line), self,
                           G_CONNECT_SWAPPED);
  if (!encrypt)
    start_source (self, &self->silence, g_timeout_source_new (silence_ms (self)), on_silence_over);
  postino_conversation_run_async (self->conversation, encrypt, self->cancellable,
                                  on_conversation_over, begin_call (self));
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
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    {
      self->report->closing = POSTINO_CLOSING_RST;
      end (self, stage, POSTINO_FINDING_CLOSED, error);
    }
  else
    end (self, stage, POSTINO_FINDING_ERROR, error);
}

static void
on_connection_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoProbe) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!end_call (self))
    return;

  if (postino_connection_open_finish (self->connection, result, &error))
    start_conversation (self);
  else
    take_failed_opening (self, error);
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

  if (self->over)
    end_with_conversation (self, NULL);
  else if (stage <= POSTINO_STAGE_CONNECT && is_offline (self))
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

  g_clear_object (&self->conversation);
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
