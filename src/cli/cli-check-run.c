/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The test of both servers, and what a terminal shows of it on the way.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-check-private.h"
#include "cli-command.h"
#include "cli-steps.h"
#include "cli-terminal.h"
#include "postino-history.h"
#include "postino-text.h"

#include <glib/gi18n.h>

static void
on_check_step (PostinoCheck *check, int side, int stage, int state, CliCheck *self)
{
  self->stages[side] = (PostinoStage) stage;
  if (!self->options->json && cli_terminal_is_live ())
    cli_steps_print ((PostinoSide) side, (PostinoStage) stage, (PostinoStepState) state);
}

static void
on_check_line (PostinoCheck *check, int side, int direction, const char *text, CliCheck *self)
{
  if (self->options->verbose)
    g_printerr ("%s %c %s\n",
                postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, (int) self->protocols[side]),
                direction == 0 ? '<' : '>', text);
}

static void
on_check_attempt (PostinoCheck *check,
                  int side,
                  const PostinoServer *server,
                  const PostinoDiagnosis *diagnosis,
                  const char *text,
                  CliCheck *self)
{
  self->protocols[side] = server->protocol;
  self->stages[side] = POSTINO_STAGE_LOOKUP;
  if (!self->options->json && cli_terminal_is_live ())
    cli_steps_print_attempt ((PostinoSide) side, text);
}

/* Kept for when the other side is stopped before it has an answer. */
static void
on_check_server_done (PostinoCheck *check,
                      int side,
                      const PostinoReport *report,
                      const PostinoDiagnosis *diagnosis,
                      CliCheck *self)
{
  self->result.reports[side] = postino_report_copy (report);
  self->result.diagnoses[side] = postino_diagnosis_copy (diagnosis);
}

/* What was tried before it was stopped. */
static void
fill_in_stopped (CliCheck *self, PostinoCheck *check, PostinoSide side)
{
  const PostinoAccount *account = self->choice.account;
  const PostinoContext context = {.address = account->address, .provider = self->choice.provider};
  CliResult *result = &self->result;

  if (result->reports[side] != NULL)
    return;

  PostinoReport *report =
    postino_report_new (side == POSTINO_SIDE_INCOMING ? account->incoming : account->outgoing);
  report->stage = self->stages[side];
  report->finding = POSTINO_FINDING_CANCELLED;
  result->reports[side] = report;
  result->diagnoses[side] = postino_diagnose (report, &context);
  result->attempts[side] = postino_check_dup_ended (check, side);
}

/* What works is what is saved. */
static void
take_account (CliCheck *self, const PostinoCheckResult *checked)
{
  postino_account_free (self->choice.account);
  self->choice.account = postino_account_copy (checked->account);
  for (int side = 0; side < 2; side++)
    {
      g_clear_pointer (&self->passwords[side], postino_secret_unref);
      if (checked->passwords[side] != NULL)
        self->passwords[side] = postino_secret_ref (checked->passwords[side]);
    }
}

PostinoCheck *
cli_check_make (const CliChoice *choice,
                const CliOptions *options,
                GTlsDatabase *trust,
                PostinoSecret *const passwords[2])
{
  PostinoCheck *check =
    postino_check_new (choice->account, choice->provider, passwords[0], passwords[1]);

  postino_check_set_timeout (check, (guint) options->timeout * 1000);
  postino_check_set_trust (check, trust);
  postino_check_set_web_ahead (check, choice->web_ahead);
  postino_check_set_repair (check, !options->no_repair);
  for (int side = 0; side < 2; side++)
    postino_check_set_found (check, (PostinoSide) side, choice->found[side]);

  return check;
}

static PostinoCheck *
make_check (CliCheck *self)
{
  const PostinoAccount *account = self->choice.account;
  PostinoCheck *check = cli_check_make (&self->choice, self->options, self->trust, self->passwords);

  self->protocols[POSTINO_SIDE_INCOMING] = account->incoming->protocol;
  self->protocols[POSTINO_SIDE_OUTGOING] = account->outgoing->protocol;
  g_signal_connect (check, "step", G_CALLBACK (on_check_step), self);
  g_signal_connect (check, "line", G_CALLBACK (on_check_line), self);
  g_signal_connect (check, "attempt", G_CALLBACK (on_check_attempt), self);
  g_signal_connect (check, "server-done", G_CALLBACK (on_check_server_done), self);

  return check;
}

gboolean
cli_check_run (CliCheck *self)
{
  g_autoptr (PostinoCheck) check = make_check (self);

  postino_check_run_async (check, self->loop.cancellable, cli_loop_take, &self->loop);

  g_autoptr (GAsyncResult) arrived = cli_loop_wait (&self->loop);
  g_autoptr (PostinoCheckResult) checked = postino_check_run_finish (check, arrived, NULL);
  if (checked != NULL)
    {
      cli_result_take (&self->result, checked);
      take_account (self, checked);
    }
  for (int side = 0; side < 2; side++)
    fill_in_stopped (self, check, (PostinoSide) side);

  return checked != NULL;
}

void
cli_check_record (CliResult *result, const char *id)
{
  g_autoptr (PostinoTraits) incoming = postino_traits_new (result->reports[POSTINO_SIDE_INCOMING]);
  g_autoptr (PostinoTraits) outgoing = postino_traits_new (result->reports[POSTINO_SIDE_OUTGOING]);
  PostinoTraits *const traits[] = {incoming, outgoing};
  g_autoptr (GError) error = NULL;

  for (int side = 0; side < 2; side++)
    g_clear_pointer (&result->changes[side], g_ptr_array_unref);
  if (postino_history_record (id, result->diagnoses[POSTINO_SIDE_INCOMING]->cause,
                              result->diagnoses[POSTINO_SIDE_OUTGOING]->cause, traits,
                              result->changes, &error))
    return;

  g_autofree char *text = postino_text_fill (_ ("This result cannot be remembered: {reason}"),
                                             "reason", error->message, NULL);
  cli_complain (text);
}
