/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Conversation and question run side by side. Whichever settles the matter stops
 * the other, and the visit comes back when both have.
 */
#define G_LOG_DOMAIN "postino-probe"

#include "postino-visit.h"

#include "postino-parting.h"
#include "postino-place.h"
#include "postino-tls-evidence.h"
#include "postino-tls-question.h"

struct _PostinoVisit
{
  GObject parent_instance;

  PostinoServer *server;
  char *host;
  PostinoSteps *steps;
  PostinoConnection *connection;
  PostinoConversation *conversation;
  PostinoSecret *farewell;

  GTask *task;
  GCancellable *cancellable;
  GSource *silence;
  guint silence_ms;
  guint calls;
  gboolean over;
  gboolean conversation_over;
  gboolean asking;
  gboolean asked;

  /* What was seen outside of the conversation. */
  PostinoStage stage;
  PostinoFinding finding;
  GError *error;
};

G_DEFINE_FINAL_TYPE (PostinoVisit, postino_visit, G_TYPE_OBJECT)

static void
come_back_when_quiet (PostinoVisit *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->calls > 0)
    return;

  task = g_steal_pointer (&self->task);
  if (task != NULL)
    g_task_return_boolean (task, self->farewell != NULL);
}

/* There is a result, or nobody waits for one. */
static void
conclude (PostinoVisit *self)
{
  self->over = TRUE;
  postino_place_clear (&self->silence);
  g_cancellable_cancel (self->cancellable);
  come_back_when_quiet (self);
}

static void
conclude_with (PostinoVisit *self, PostinoStage stage, PostinoFinding finding, GError *error)
{
  self->stage = stage;
  self->finding = finding;
  self->error = error;
  conclude (self);
}

/* The reference for the callback of a call that begins. */
static PostinoVisit *
begin_call (PostinoVisit *self)
{
  self->calls++;
  return g_object_ref (self);
}

/* Returns whether the visit goes on. */
static gboolean
end_call (PostinoVisit *self)
{
  self->calls--;
  if (self->over)
    come_back_when_quiet (self);

  return !self->over;
}

/* The question */

/* Plain text is due, and a TLS record came: an alert. */
static gboolean
is_greeted_with_tls (PostinoVisit *self)
{
  g_autoptr (GBytes) bytes = postino_connection_dup_first_bytes (self->connection);

  return self->server->security != POSTINO_SECURITY_TLS && postino_bytes_are_tls (bytes);
}

static gboolean
is_greeting_missing (PostinoVisit *self)
{
  g_autoptr (GBytes) bytes = postino_connection_dup_first_bytes (self->connection);

  return bytes == NULL || is_greeted_with_tls (self);
}

static void
on_tls_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoVisit) self = user_data;
  gboolean answers = postino_tls_question_ask_finish (result);

  self->asking = FALSE;
  if (!end_call (self))
    return;

  if (answers && is_greeting_missing (self))
    {
      postino_steps_fail (self->steps);
      conclude_with (self, POSTINO_STAGE_TLS, POSTINO_FINDING_TLS_EXPECTED, NULL);
    }
  else if (self->conversation_over)
    conclude (self);
}

static void
ask_for_tls (PostinoVisit *self)
{
  self->asked = TRUE;
  self->asking = TRUE;
  postino_tls_question_ask_async (self->host, self->server->port, self->cancellable,
                                  on_tls_answered, begin_call (self));
}

static gboolean
on_silence_over (gpointer user_data)
{
  PostinoVisit *self = user_data;

  if (is_greeting_missing (self))
    ask_for_tls (self);

  return G_SOURCE_REMOVE;
}

static void
wait_for_greeting (PostinoVisit *self)
{
  postino_place_start (&self->silence, g_timeout_source_new (self->silence_ms), on_silence_over,
                       self);
}

/* The conversation */

static void
on_conversation_over (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoVisit) self = user_data;
  g_autoptr (PostinoSecret) farewell =
    postino_conversation_run_finish (POSTINO_CONVERSATION (source), result);

  if (!end_call (self))
    return;

  /* After an alert, or a hang-up while it is asked, the answer counts too. */
  self->conversation_over = TRUE;
  if (!self->asked && is_greeted_with_tls (self))
    ask_for_tls (self);
  else if (!self->asking || !is_greeting_missing (self))
    {
      self->farewell = g_steal_pointer (&farewell);
      conclude (self);
    }
}

static void
start_conversation (PostinoVisit *self)
{
  gboolean encrypt = self->server->security == POSTINO_SECURITY_TLS;

  if (!encrypt)
    wait_for_greeting (self);
  postino_conversation_run_async (self->conversation, encrypt, self->cancellable,
                                  on_conversation_over, begin_call (self));
}

/* The connection */

static void
on_connection_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoVisit) self = user_data;
  GError *error = NULL;
  gboolean open = postino_connection_open_finish (POSTINO_CONNECTION (source), result, &error);

  if (!end_call (self))
    g_clear_error (&error);
  else if (open)
    start_conversation (self);
  else if (error->domain == G_RESOLVER_ERROR)
    conclude_with (self, POSTINO_STAGE_LOOKUP, POSTINO_FINDING_ERROR, error);
  /* Accepted, and reset before it could be used. */
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    {
      postino_connection_note_error (self->connection, error);
      conclude_with (self, POSTINO_STAGE_CONNECT, POSTINO_FINDING_CLOSED, error);
    }
  else
    conclude_with (self, postino_steps_get_stage (self->steps), POSTINO_FINDING_ERROR, error);
}

static void
on_connection_resolved (PostinoVisit *self)
{
  if (!self->over)
    postino_steps_enter (self->steps, POSTINO_STAGE_CONNECT);
}

static void
on_stream_parted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  postino_parting_say_finish (G_IO_STREAM (source), result);
  g_task_return_boolean (task, TRUE);
}

static void
postino_visit_dispose (GObject *object)
{
  PostinoVisit *self = POSTINO_VISIT (object);

  if (self->connection != NULL)
    postino_connection_sever (self->connection);
  g_clear_object (&self->conversation);
  g_clear_object (&self->connection);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (postino_visit_parent_class)->dispose (object);
}

static void
postino_visit_finalize (GObject *object)
{
  PostinoVisit *self = POSTINO_VISIT (object);

  postino_place_clear (&self->silence);
  postino_server_free (self->server);
  g_free (self->host);
  g_clear_pointer (&self->farewell, postino_secret_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (postino_visit_parent_class)->finalize (object);
}

static void
postino_visit_class_init (PostinoVisitClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = postino_visit_dispose;
  G_OBJECT_CLASS (klass)->finalize = postino_visit_finalize;
}

static void
postino_visit_init (PostinoVisit *self)
{
  self->cancellable = g_cancellable_new ();
}

PostinoVisit *
postino_visit_new (const PostinoServer *server,
                   const char *host,
                   PostinoDialog *dialog,
                   GTlsDatabase *trust,
                   PostinoSteps *steps)
{
  PostinoVisit *self = g_object_new (POSTINO_TYPE_VISIT, NULL);

  self->server = postino_server_copy (server);
  self->host = g_strdup (host);
  self->steps = steps;
  self->connection = postino_connection_new (host, server->port, trust);
  g_signal_connect_object (self->connection, "resolved", G_CALLBACK (on_connection_resolved), self,
                           G_CONNECT_SWAPPED);
  self->conversation = postino_conversation_new (dialog, self->connection, steps);

  return self;
}

void
postino_visit_pin (PostinoVisit *self, const char *sha256, gboolean any_name)
{
  g_return_if_fail (POSTINO_IS_VISIT (self) && self->task == NULL);

  postino_connection_pin (self->connection, sha256, any_name);
}

void
postino_visit_run_async (PostinoVisit *self,
                         guint silence_ms,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (POSTINO_IS_VISIT (self) && self->task == NULL);

  self->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->task, postino_visit_run_async);
  self->silence_ms = silence_ms;

  postino_connection_open_async (self->connection, self->cancellable, on_connection_opened,
                                 begin_call (self));
}

gboolean
postino_visit_run_finish (PostinoVisit *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

void
postino_visit_part_async (PostinoVisit *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (POSTINO_IS_VISIT (self) && self->farewell != NULL);

  /* The old one was used up to stop the question. */
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_task_set_source_tag (task, postino_visit_part_async);
  postino_parting_say_async (postino_connection_get_stream (self->connection), self->farewell,
                             self->cancellable, on_stream_parted, task);
}

void
postino_visit_stop (PostinoVisit *self)
{
  g_return_if_fail (POSTINO_IS_VISIT (self));

  if (self->over)
    g_cancellable_cancel (self->cancellable);
  else
    conclude (self);
}

PostinoConversation *
postino_visit_get_conversation (PostinoVisit *self)
{
  g_return_val_if_fail (POSTINO_IS_VISIT (self), NULL);

  return self->conversation;
}

gboolean
postino_visit_has_result (PostinoVisit *self)
{
  g_return_val_if_fail (POSTINO_IS_VISIT (self), FALSE);

  return self->over || self->conversation_over;
}

void
postino_visit_fill_report (PostinoVisit *self, PostinoReport *report)
{
  PostinoStage stage = postino_steps_get_stage (self->steps);
  gboolean mine = FALSE;

  g_return_if_fail (POSTINO_IS_VISIT (self) && report != NULL);

  if (report->finding == POSTINO_FINDING_NONE && self->finding != POSTINO_FINDING_NONE)
    {
      mine = TRUE;
      report->finding = self->finding;
      report->error = self->error != NULL ? g_error_copy (self->error) : NULL;
    }

  report->stage = stage;
  postino_conversation_fill_report (self->conversation, report);
  if (mine)
    report->stage = self->stage;
  postino_connection_fill_report (self->connection, report);
}
