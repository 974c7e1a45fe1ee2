/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sends a visit to a server, watches the clock, and writes down how it ended.
 *
 * Whatever ends a test (an answer, the deadline, the person) settles the report,
 * stops what is under way, and gives the report back when that has returned, so
 * that nothing is left behind. What does not come back at once is not waited for.
 */
#define G_LOG_DOMAIN "postino-probe"

#include "postino-probe.h"

#include "postino-deadline.h"
#include "postino-hindsight.h"
#include "postino-place.h"
#include "postino-visit.h"

/* How long a visit that was stopped may take to come back, in ms. */
#define GRACE_MS 30

/* How long the parting QUIT or LOGOUT may take to leave, in ms. */
#define PARTING_MS 500

/* How long the silence is at least before TLS is tried where a greeting is due, in ms. */
#define SILENCE_MS 3000

struct _PostinoProbe
{
  GObject parent_instance;

  PostinoServer *server;
  PostinoDialog *dialog;
  GTlsDatabase *trust;
  guint timeout_ms;
  guint connecting_ms;
  guint errand_ms; /* 0 where there is no errand */
  gboolean strict_name;

  GTask *task;
  PostinoVisit *visit;
  PostinoReport *report;
  PostinoSteps *steps;
  gboolean under_way;
  gboolean settled;
  gboolean stopping;

  PostinoDeadline *deadline;
  GSource *cancelled;
  GSource *grace;
};

enum
{
  SIGNAL_STEP,
  SIGNAL_LINE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoProbe, postino_probe, G_TYPE_OBJECT)

/* How it ends */

static void
give_back (PostinoProbe *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  postino_place_clear (&self->grace);
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

/* Ends everything. What is settled by now is the result. */
static void
stop (PostinoProbe *self)
{
  self->stopping = TRUE;
  g_clear_pointer (&self->deadline, postino_deadline_free);
  postino_place_clear (&self->cancelled);
  if (!self->under_way)
    {
      g_clear_object (&self->visit);
      give_back (self);
      return;
    }

  postino_place_start (&self->grace, g_timeout_source_new (GRACE_MS), on_grace_over, self);
  postino_visit_stop (self->visit);
}

/* Begins a call: a reference for its callback. */
static PostinoProbe *
begin_call (PostinoProbe *self)
{
  self->under_way = TRUE;
  return g_object_ref (self);
}

/* Returns whether the test goes on. */
static gboolean
end_call (PostinoProbe *self)
{
  self->under_way = FALSE;
  if (self->stopping)
    stop (self);

  return !self->stopping;
}

/* The report is complete: nothing that happens from here on changes it. */
static void
settle (PostinoProbe *self, PostinoFinding finding)
{
  PostinoReport *report = self->report;

  report->finding = finding;
  if (self->visit != NULL)
    postino_visit_fill_report (self->visit, report);
  postino_hindsight_fill (report);

  self->settled = TRUE;
  postino_steps_end (self->steps, report->stage, report->finding == POSTINO_FINDING_NONE);
  report->elapsed_ms = postino_steps_get_elapsed (self->steps);
}

/* The time for the test or for its stage is over, or that for the parting words. */
static void
on_deadline_over (gpointer user_data)
{
  PostinoProbe *self = user_data;

  if (!self->settled)
    settle (self, postino_visit_has_result (self->visit) ? POSTINO_FINDING_NONE
                                                         : POSTINO_FINDING_TIMED_OUT);
  stop (self);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  stop (user_data);
  return G_SOURCE_REMOVE;
}

/* The way there */

static void
on_visit_parted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoProbe) self = user_data;

  if (end_call (self))
    stop (self);
}

static void
part (PostinoProbe *self)
{
  g_clear_pointer (&self->deadline, postino_deadline_free);
  self->deadline = postino_deadline_new (PARTING_MS, on_deadline_over, self);
  postino_visit_part_async (self->visit, on_visit_parted, begin_call (self));
}

static void
on_visit_over (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoProbe) self = user_data;
  gboolean farewell = postino_visit_run_finish (POSTINO_VISIT (source), result);

  if (!end_call (self))
    return;

  settle (self, POSTINO_FINDING_NONE);
  if (farewell)
    part (self);
  else
    stop (self);
}

static void
on_conversation_line (PostinoProbe *self, int direction, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_LINE], 0, direction, text);
}

/* The stage behind the sign-in is where an errand is done, in a time of its own. */
static void
enter_stage (PostinoProbe *self, PostinoStage stage)
{
  if (self->errand_ms > 0 && stage > POSTINO_STAGE_LOGIN)
    {
      g_clear_pointer (&self->deadline, postino_deadline_free);
      self->deadline = postino_deadline_new (self->errand_ms, on_deadline_over, self);
    }

  postino_deadline_enter (self->deadline, stage);
}

static void
emit_step (PostinoStage stage, PostinoStepState state, gpointer user_data)
{
  PostinoProbe *self = user_data;

  if (state == POSTINO_STEP_RUNNING && self->deadline != NULL)
    enter_stage (self, stage);
  g_signal_emit (self, signals[SIGNAL_STEP], 0, stage, state);
}

/* A short deadline leaves its larger part to the greeting. */
static guint
silence_ms (PostinoProbe *self)
{
  return MAX (self->timeout_ms / 3, MIN (SILENCE_MS, self->timeout_ms / 3 * 2));
}

static void
visit_host (PostinoProbe *self, const char *host)
{
  self->visit = postino_visit_new (self->server, host, self->dialog, self->trust, self->steps);
  postino_visit_pin (self->visit, self->server->pinned, !self->strict_name);
  g_signal_connect_object (postino_visit_get_conversation (self->visit), "line",
                           G_CALLBACK (on_conversation_line), self, G_CONNECT_SWAPPED);
  postino_visit_run_async (self->visit, silence_ms (self), on_visit_over, begin_call (self));
}

static void
stay_here (PostinoProbe *self, PostinoFinding finding)
{
  settle (self, finding);
  stop (self);
}

static void
start (PostinoProbe *self)
{
  g_autofree char *host = postino_domain_to_ascii (self->server->host);

  self->deadline = postino_deadline_new (self->timeout_ms, on_deadline_over, self);
  postino_deadline_limit_connecting (self->deadline, self->connecting_ms);
  postino_steps_enter (self->steps, POSTINO_STAGE_LOOKUP);
  if (self->server->trust == POSTINO_TRUST_UNCONFIRMED)
    stay_here (self, POSTINO_FINDING_UNCONFIRMED);
  else if (host != NULL)
    visit_host (self, host);
  else
    {
      g_set_error (&self->report->error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND,
                   "“%s” is no host name", self->server->host);
      stay_here (self, POSTINO_FINDING_ERROR);
    }
}

static void
postino_probe_dispose (GObject *object)
{
  PostinoProbe *self = POSTINO_PROBE (object);

  g_clear_object (&self->visit);
  g_clear_object (&self->dialog);
  g_clear_object (&self->trust);

  G_OBJECT_CLASS (postino_probe_parent_class)->dispose (object);
}

static void
postino_probe_finalize (GObject *object)
{
  PostinoProbe *self = POSTINO_PROBE (object);

  postino_server_free (self->server);
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
  self->connecting_ms = G_MAXUINT;
}

PostinoProbe *
postino_probe_new (const PostinoServer *server,
                   const PostinoAddress *address,
                   PostinoSecret *password)
{
  PostinoProbe *self = g_object_new (POSTINO_TYPE_PROBE, NULL);

  self->server = postino_server_copy (server);
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
postino_probe_set_connecting (PostinoProbe *self, guint limit_ms)
{
  g_return_if_fail (POSTINO_IS_PROBE (self));

  self->connecting_ms = limit_ms;
}

void
postino_probe_set_trust (PostinoProbe *self, GTlsDatabase *database)
{
  g_return_if_fail (POSTINO_IS_PROBE (self));

  g_set_object (&self->trust, database);
}

void
postino_probe_set_strict_name (PostinoProbe *self, gboolean strict)
{
  g_return_if_fail (POSTINO_IS_PROBE (self));

  self->strict_name = strict;
}

void
postino_probe_set_max_sign_ins (PostinoProbe *self, guint count)
{
  g_return_if_fail (POSTINO_IS_PROBE (self));

  postino_dialog_set_max_sign_ins (self->dialog, count);
}

void
postino_probe_set_errand (PostinoProbe *self, PostinoErrand *errand, guint timeout_ms)
{
  g_return_if_fail (POSTINO_IS_PROBE (self) && POSTINO_IS_ERRAND (errand));

  postino_dialog_set_errand (self->dialog, errand);
  self->errand_ms = timeout_ms;
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
  /* A result that is there already is not taken back while the last words leave. */
  g_task_set_check_cancellable (self->task, FALSE);
  self->steps = postino_steps_new (self->report->steps, emit_step, self);

  if (g_cancellable_is_cancelled (cancellable))
    {
      stop (self);
      return;
    }

  if (cancellable != NULL)
    postino_place_start (&self->cancelled, g_cancellable_source_new (cancellable),
                         G_SOURCE_FUNC (on_cancelled), self);
  start (self);
}

PostinoReport *
postino_probe_run_finish (PostinoProbe *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
