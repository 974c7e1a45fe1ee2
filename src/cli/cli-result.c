/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A result as a person reads it: what is so, then each server with what to do,
 * where to do it, and the server's own words for whoever wants them.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-result.h"
#include "cli-text.h"
#include "postino-inbox.h"
#include "postino-text.h"

#include <glib/gi18n.h>

#define MAX_ATTEMPT 500

void
cli_result_clear (CliResult *self)
{
  g_clear_pointer (&self->address, postino_address_free);
  g_clear_pointer (&self->provider, postino_provider_unref);
  self->source = NULL;
  self->verdict = NULL;
  g_clear_pointer (&self->headline, g_free);
  for (int side = 0; side < 2; side++)
    {
      g_clear_pointer (&self->reports[side], postino_report_free);
      g_clear_pointer (&self->diagnoses[side], postino_diagnosis_free);
      g_clear_pointer (&self->attempts[side], g_ptr_array_unref);
      g_clear_pointer (&self->mended[side], g_free);
      g_clear_pointer (&self->changes[side], g_ptr_array_unref);
    }
  g_clear_pointer (&self->trip, postino_trip_free);
  g_clear_pointer (&self->letter, postino_letter_free);
  g_clear_pointer (&self->online.provider, g_free);
  g_clear_pointer (&self->online.text, g_free);
  self->online.state = NULL;
}

gboolean
cli_result_foresee (CliResult *self, const PostinoAccount *account)
{
  const PostinoContext context = {.address = account->address, .provider = self->provider};
  g_autoptr (PostinoDiagnosis) incoming = postino_diagnose_untested (account->incoming, &context);
  g_autoptr (PostinoDiagnosis) outgoing = postino_diagnose_untested (account->outgoing, &context);

  if (incoming == NULL || outgoing == NULL)
    return FALSE;

  self->verdict = postino_enum_to_nick (POSTINO_TYPE_VERDICT, POSTINO_VERDICT_NEITHER);
  self->headline = g_strdup (incoming->headline);
  self->reports[POSTINO_SIDE_INCOMING] = postino_report_new (account->incoming);
  self->reports[POSTINO_SIDE_OUTGOING] = postino_report_new (account->outgoing);
  self->diagnoses[POSTINO_SIDE_INCOMING] = g_steal_pointer (&incoming);
  self->diagnoses[POSTINO_SIDE_OUTGOING] = g_steal_pointer (&outgoing);
  return TRUE;
}

static void
take_side (CliResult *self, const PostinoCheckResult *checked, PostinoSide side)
{
  const PostinoJointDiagnosis *joint = checked->diagnosis;

  g_clear_pointer (&self->reports[side], postino_report_free);
  self->reports[side] = postino_report_copy (checked->reports[side]);
  g_clear_pointer (&self->diagnoses[side], postino_diagnosis_free);
  self->diagnoses[side] =
    postino_diagnosis_copy (side == POSTINO_SIDE_INCOMING ? joint->incoming : joint->outgoing);
  self->attempts[side] = postino_attempts_copy (checked->attempts[side]);
  self->mended[side] = g_strdup (checked->mended[side]);
}

void
cli_result_take (CliResult *self, const PostinoCheckResult *checked)
{
  const PostinoJointDiagnosis *joint = checked->diagnosis;

  self->verdict = postino_enum_to_nick (POSTINO_TYPE_VERDICT, (int) joint->verdict);
  self->headline = g_strdup (joint->headline);
  for (int side = 0; side < 2; side++)
    take_side (self, checked, (PostinoSide) side);
}

static gboolean
is_missing_guess (const CliResult *self, PostinoSide side)
{
  return self->reports[side]->server->source == POSTINO_SOURCE_GUESS
         && self->diagnoses[side]->cause == POSTINO_CAUSE_HOST_NOT_FOUND;
}

gboolean
cli_result_is_missing (const CliResult *self)
{
  return is_missing_guess (self, POSTINO_SIDE_INCOMING)
         && is_missing_guess (self, POSTINO_SIDE_OUTGOING);
}

static const char *
get_security (PostinoSecurity security)
{
  switch (security)
    {
    case POSTINO_SECURITY_TLS:
      return "TLS";
    case POSTINO_SECURITY_STARTTLS:
      return "STARTTLS";
    case POSTINO_SECURITY_NONE:
    default:
      return _ ("no encryption");
    }
}

static void
print_server (PostinoSide side, const PostinoServer *server)
{
  const char *template = side == POSTINO_SIDE_INCOMING
                           ? _ ("Receiving: {host}, port {port}, {security}")
                           : _ ("Sending: {host}, port {port}, {security}");
  g_autofree char *port = g_strdup_printf ("%u", server->port);
  g_autofree char *text = postino_text_fill (template, "host", server->host, "port", port,
                                             "security", get_security (server->security), NULL);

  g_print ("\n");
  cli_text_print (CLI_STYLE_BOLD, 0, text);
}

static void
print_cure (guint indent, const PostinoDiagnosis *diagnosis)
{
  guint n_steps = g_strv_length (diagnosis->steps);

  cli_text_print (CLI_STYLE_PLAIN, indent, diagnosis->meaning);
  for (guint i = 0; i < n_steps; i++)
    cli_text_print_step (indent, n_steps > 1 ? i + 1 : 0, diagnosis->steps[i]);
  for (char **hint = diagnosis->hints; *hint != NULL; hint++)
    cli_text_print (CLI_STYLE_PLAIN, indent, *hint);
  for (guint i = 0; i < diagnosis->links->len; i++)
    cli_text_print_link (indent, g_ptr_array_index (diagnosis->links, i));
}

static void
print_alternatives (const PostinoDiagnosis *diagnosis)
{
  if (diagnosis->alternatives->len > 0)
    cli_text_print (CLI_STYLE_PLAIN, 2, _ ("It may also be this:"));
  for (guint i = 0; i < diagnosis->alternatives->len; i++)
    {
      const PostinoDiagnosis *alternative = g_ptr_array_index (diagnosis->alternatives, i);

      cli_text_print (CLI_STYLE_BOLD, 4, alternative->headline);
      print_cure (4, alternative);
    }
}

void
cli_result_print_diagnosis (const PostinoDiagnosis *diagnosis)
{
  cli_text_print (CLI_STYLE_BOLD, 0, diagnosis->headline);
  print_cure (2, diagnosis);
  print_alternatives (diagnosis);
}

/* For whoever can compare it: what names the certificate, and nothing else does. */
static void
print_certificate (const PostinoReport *report, const PostinoDiagnosis *diagnosis)
{
  if (diagnosis->cause != POSTINO_CAUSE_CERTIFICATE_UNTRUSTED || report->tls == NULL
      || report->tls->sha256 == NULL)
    return;

  g_autofree char *text = postino_text_fill (_ ("SHA-256 of its certificate: {fingerprint}"),
                                             "fingerprint", report->tls->sha256, NULL);
  cli_text_print (CLI_STYLE_PLAIN, 2, text);
}

static void
print_attempt (const PostinoAttempt *attempt)
{
  const PostinoServer *server = attempt->report->server;
  g_autofree char *text = postino_attempt_describe (attempt, get_security (server->security),
                                                    server->username, attempt->diagnosis->headline);
  g_autofree char *safe = postino_text_make_safe (text, MAX_ATTEMPT);

  cli_text_print (CLI_STYLE_PLAIN, 4, safe);
}

/* Where it works, what did not is of no use any more. */
static void
print_attempts (const GPtrArray *attempts)
{
  if (attempts == NULL || attempts->len == 0)
    return;

  cli_text_print (CLI_STYLE_PLAIN, 2, _ ("This was tried as well:"));
  for (guint i = 0; i < attempts->len; i++)
    print_attempt (attempts->pdata[i]);
}

static void
print_side (const CliResult *self, PostinoSide side)
{
  const PostinoReport *report = self->reports[side];
  const PostinoDiagnosis *diagnosis = self->diagnoses[side];
  gboolean good = diagnosis->cause == POSTINO_CAUSE_OK;

  print_server (side, report->server);
  cli_text_print (good ? CLI_STYLE_GOOD : CLI_STYLE_BAD, 2,
                  self->mended[side] != NULL ? self->mended[side] : diagnosis->headline);
  if (good && side == POSTINO_SIDE_INCOMING)
    {
      g_autofree char *inbox = postino_inbox_describe (report);
      cli_text_print (CLI_STYLE_PLAIN, 2, inbox);
    }
  print_cure (2, diagnosis);
  print_certificate (report, diagnosis);
  print_alternatives (diagnosis);
  if (report->alert != NULL && g_strcmp0 (report->alert, report->reply) != 0)
    {
      cli_text_print (CLI_STYLE_PLAIN, 2, _ ("Notice from the server:"));
      cli_text_print_quote (4, report->alert);
    }
  if (!good && report->reply != NULL)
    {
      cli_text_print (CLI_STYLE_PLAIN, 2, _ ("What the server said:"));
      cli_text_print_quote (4, report->reply);
    }
  if (!good)
    print_attempts (self->attempts[side]);
}

void
cli_result_print (const CliResult *self)
{
  cli_text_print (CLI_STYLE_BOLD, 0, self->headline);
  cli_text_print (CLI_STYLE_PLAIN, 0, self->online.text);
  for (int side = 0; side < 2; side++)
    if (self->reports[side] != NULL)
      print_side (self, (PostinoSide) side);
}
