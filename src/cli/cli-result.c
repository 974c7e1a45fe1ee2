/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A result as a person reads it: what is so, then each server with what to do,
 * where to do it, and the server's own words for whoever wants them.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-result.h"
#include "cli-text.h"
#include "postino-text.h"

#include <glib/gi18n.h>

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
    }
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
print_inbox (const PostinoReport *report)
{
  g_autofree char *text = NULL;

  if (report->unseen > 0)
    text = g_strdup_printf (ngettext ("Inbox opened, %d new message",
                                      "Inbox opened, %d new messages", (gulong) report->unseen),
                            report->unseen);
  else if (report->unseen == 0)
    text = g_strdup (_ ("Inbox opened, nothing new"));
  else if (report->messages >= 0)
    text = g_strdup_printf (
      ngettext ("Inbox opened, %d message", "Inbox opened, %d messages", (gulong) report->messages),
      report->messages);

  cli_text_print (CLI_STYLE_PLAIN, 2, text);
}

static void
print_side (PostinoSide side, const PostinoReport *report, const PostinoDiagnosis *diagnosis)
{
  gboolean good = diagnosis->cause == POSTINO_CAUSE_OK;

  print_server (side, report->server);
  cli_text_print (good ? CLI_STYLE_GOOD : CLI_STYLE_BAD, 2, diagnosis->headline);
  if (good && side == POSTINO_SIDE_INCOMING)
    print_inbox (report);
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
}

void
cli_result_print (const CliResult *self)
{
  cli_text_print (CLI_STYLE_BOLD, 0, self->headline);
  for (int side = 0; side < 2; side++)
    if (self->reports[side] != NULL)
      print_side ((PostinoSide) side, self->reports[side], self->diagnoses[side]);
}
