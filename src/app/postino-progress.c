/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The steps of one server's test, and their words.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-progress.h"

#include "postino-inbox.h"
#include "postino-text.h"

#include <glib/gi18n.h>

/* By stage: not begun, under way, passed, failed. */
static const struct
{
  const char *waiting;
  const char *running;
  const char *passed;
  const char *failed;
} words[POSTINO_STAGE_DONE] = {
  [POSTINO_STAGE_LOOKUP] =
    {
      NC_ ("step", "Find the server"),
      NC_ ("step", "Looking for the server…"),
      NC_ ("step", "Found"),
      NC_ ("step", "Not found"),
    },
  [POSTINO_STAGE_CONNECT] =
    {
      NC_ ("step", "Connect"),
      NC_ ("step", "Connecting…"),
      NC_ ("step", "Connected"),
      NC_ ("step", "Not connected"),
    },
  [POSTINO_STAGE_TLS] =
    {
      NC_ ("step", "Secure the connection"),
      NC_ ("step", "Securing the connection…"),
      NC_ ("step", "Secured"),
      NC_ ("step", "Not secured"),
    },
  [POSTINO_STAGE_GREETING] =
    {
      NC_ ("step", "Wait for its answer"),
      NC_ ("step", "Waiting for its answer…"),
      NC_ ("step", "Answered"),
      NC_ ("step", "No good answer"),
    },
  [POSTINO_STAGE_LOGIN] =
    {
      NC_ ("step", "Sign in"),
      NC_ ("step", "Signing in…"),
      NC_ ("step", "Signed in"),
      NC_ ("step", "Not signed in"),
    },
  [POSTINO_STAGE_MAILBOX] =
    {
      NC_ ("step", "Open the inbox"),
      NC_ ("step", "Opening the inbox…"),
      NC_ ("step", "Inbox opened"),
      NC_ ("step", "Inbox not opened"),
    },
  [POSTINO_STAGE_SENDER] =
    {
      NC_ ("step", "Ask whether you may send"),
      NC_ ("step", "Asking whether you may send…"),
      NC_ ("step", "May send"),
      NC_ ("step", "May not send"),
    },
};

static void
reset_steps (PostinoProgress *self)
{
  for (int stage = 0; stage < POSTINO_STAGE_DONE; stage++)
    {
      self->steps[stage] = POSTINO_STEP_WAITING;
      self->elapsed_ms[stage] = 0;
    }
}

static void
set_server (PostinoProgress *self, const PostinoServer *server)
{
  g_clear_pointer (&self->server, postino_server_free);
  self->server = postino_server_copy (server);
}

PostinoProgress *
postino_progress_new (const PostinoServer *server)
{
  PostinoProgress *self = g_new0 (PostinoProgress, 1);

  self->server = server != NULL ? postino_server_copy (server) : NULL;
  self->conversation = g_string_new (NULL);
  self->tried = g_ptr_array_new_with_free_func (g_free);
  reset_steps (self);

  return self;
}

void
postino_progress_free (PostinoProgress *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->server, postino_server_free);
  g_clear_pointer (&self->report, postino_report_free);
  g_clear_pointer (&self->diagnosis, postino_diagnosis_free);
  g_string_free (self->conversation, TRUE);
  g_free (self->attempt);
  g_free (self->mended);
  g_ptr_array_unref (self->tried);
  g_free (self);
}

static void
measure_step (PostinoProgress *self, PostinoStage stage, gint64 now_us)
{
  self->elapsed_ms[stage] = (guint) (MAX (now_us - self->begun_us[stage], 0) / 1000);
}

void
postino_progress_step_at (PostinoProgress *self,
                          PostinoStage stage,
                          PostinoStepState state,
                          gint64 now_us)
{
  g_return_if_fail (self != NULL);

  if (stage >= POSTINO_STAGE_DONE)
    return;
  if (state == POSTINO_STEP_RUNNING)
    self->begun_us[stage] = now_us;
  if (self->steps[stage] == POSTINO_STEP_RUNNING)
    measure_step (self, stage, now_us);
  self->steps[stage] = state;
}

void
postino_progress_step (PostinoProgress *self, PostinoStage stage, PostinoStepState state)
{
  postino_progress_step_at (self, stage, state, g_get_monotonic_time ());
}

void
postino_progress_tick (PostinoProgress *self, gint64 now_us)
{
  g_return_if_fail (self != NULL);

  for (PostinoStage stage = 0; stage < POSTINO_STAGE_DONE; stage++)
    if (self->steps[stage] == POSTINO_STEP_RUNNING)
      measure_step (self, stage, now_us);
}

void
postino_progress_add_line (PostinoProgress *self, int direction, const char *text)
{
  g_return_if_fail (self != NULL && text != NULL);

  if (self->conversation->len > 0)
    g_string_append_c (self->conversation, '\n');
  g_string_append_printf (self->conversation, "%s %s", direction == 0 ? "←" : "→", text);
}

void
postino_progress_try (PostinoProgress *self,
                      const PostinoServer *server,
                      const PostinoDiagnosis *diagnosis,
                      const char *text)
{
  g_return_if_fail (self != NULL && server != NULL && diagnosis != NULL);

  set_server (self, server);
  reset_steps (self);
  g_ptr_array_add (self->tried, g_strdup (diagnosis->headline));
  g_free (self->attempt);
  self->attempt = g_strdup (text);
}

void
postino_progress_set_tried (PostinoProgress *self, const GPtrArray *attempts, const char *mended)
{
  g_return_if_fail (self != NULL && attempts != NULL);

  g_ptr_array_set_size (self->tried, 0);
  for (guint i = 0; i < attempts->len; i++)
    {
      const PostinoAttempt *attempt = attempts->pdata[i];

      g_ptr_array_add (self->tried, g_strdup (attempt->diagnosis->headline));
    }
  g_free (self->mended);
  self->mended = g_strdup (mended);
}

/* What speaks need not be what was tried last, and its report is exact about the times. */
static void
show_spokesman (PostinoProgress *self, const PostinoReport *report)
{
  if (self->server != NULL && !postino_server_equal (self->server, report->server))
    set_server (self, report->server);

  reset_steps (self);
  for (guint i = 0; i < report->steps->len; i++)
    {
      const PostinoStep *step = &g_array_index (report->steps, PostinoStep, i);

      self->steps[step->stage] = step->passed ? POSTINO_STEP_PASSED : POSTINO_STEP_FAILED;
      self->elapsed_ms[step->stage] = step->elapsed_ms;
    }
}

void
postino_progress_end (PostinoProgress *self,
                      const PostinoReport *report,
                      const PostinoDiagnosis *diagnosis)
{
  g_return_if_fail (self != NULL && report != NULL && diagnosis != NULL);

  show_spokesman (self, report);
  g_clear_pointer (&self->attempt, g_free);
  g_clear_pointer (&self->report, postino_report_free);
  self->report = postino_report_copy (report);
  g_clear_pointer (&self->diagnosis, postino_diagnosis_free);
  self->diagnosis = postino_diagnosis_copy (diagnosis);
}

gboolean
postino_progress_applies (const PostinoProgress *self, PostinoStage stage)
{
  const PostinoServer *server = self->server;
  gboolean outgoing = server != NULL && server->protocol == POSTINO_PROTOCOL_SMTP;

  switch ((int) stage)
    {
    case POSTINO_STAGE_TLS:
      return server == NULL || server->security != POSTINO_SECURITY_NONE;
    case POSTINO_STAGE_LOGIN:
      return server == NULL || server->username != NULL;
    case POSTINO_STAGE_MAILBOX:
      return !outgoing;
    case POSTINO_STAGE_SENDER:
      return outgoing;
    default:
      return stage < POSTINO_STAGE_DONE;
    }
}

static char *
describe_inbox (const PostinoReport *report)
{
  char *counted = postino_inbox_describe (report);

  return counted != NULL ? counted : g_strdup (_ ("Inbox opened"));
}

char *
postino_progress_describe (const PostinoProgress *self, PostinoStage stage)
{
  g_return_val_if_fail (self != NULL && stage < POSTINO_STAGE_DONE, NULL);

  switch (self->steps[stage])
    {
    case POSTINO_STEP_RUNNING:
      return g_strdup (g_dpgettext2 (NULL, "step", words[stage].running));
    case POSTINO_STEP_PASSED:
      if (stage == POSTINO_STAGE_MAILBOX && self->report != NULL)
        return describe_inbox (self->report);
      return g_strdup (g_dpgettext2 (NULL, "step", words[stage].passed));
    case POSTINO_STEP_FAILED:
      return g_strdup (g_dpgettext2 (NULL, "step", words[stage].failed));
    default:
      return g_strdup (g_dpgettext2 (NULL, "step", words[stage].waiting));
    }
}

char *
postino_progress_describe_time (const PostinoProgress *self, PostinoStage stage)
{
  g_return_val_if_fail (self != NULL && stage < POSTINO_STAGE_DONE, NULL);

  const guint ms = self->elapsed_ms[stage];
  const gboolean running = self->steps[stage] == POSTINO_STEP_RUNNING;

  if (ms == 0 || (running && ms < 1000) || self->steps[stage] == POSTINO_STEP_WAITING)
    return NULL;

  g_autofree char *number = ms < 1000 ? g_strdup_printf ("%u", ms)
                            : running ? g_strdup_printf ("%u", ms / 1000)
                                      : g_strdup_printf ("%.1f", ms / 1000.0);
  return postino_text_fill (ms < 1000 ? _ ("{number} ms") : _ ("{number} s"), "number", number,
                            NULL);
}

static char *
describe_end (const PostinoDiagnosis *diagnosis)
{
  return postino_text_fill (
    _ ("Ended at stage {stage}: {cause}"), "stage",
    postino_enum_to_nick (POSTINO_TYPE_STAGE, (int) diagnosis->stage), "cause",
    postino_enum_to_nick (POSTINO_TYPE_CAUSE, (int) diagnosis->cause), NULL);
}

char *
postino_progress_describe_server (const PostinoProgress *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  const PostinoServer *server = self->server;
  const PostinoDiagnosis *diagnosis = self->diagnosis;

  if (server == NULL)
    return NULL;

  g_autofree char *port = g_strdup_printf ("%u", server->port);
  g_autofree char *place = postino_text_fill (
    _ ("Server {host}, port {port}, security {security}"), "host", server->host, "port", port,
    "security", postino_enum_to_nick (POSTINO_TYPE_SECURITY, (int) server->security), NULL);
  g_autofree char *end =
    diagnosis != NULL && diagnosis->cause != POSTINO_CAUSE_OK ? describe_end (diagnosis) : NULL;

  return end != NULL ? g_strconcat (place, "\n", end, NULL) : g_steal_pointer (&place);
}
