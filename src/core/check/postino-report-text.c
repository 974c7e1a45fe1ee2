/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes the report as a helper on the phone has it read to them: one fact a line.
 */
#define G_LOG_DOMAIN "postino-check"

#include "config.h"

#include "postino-report-text.h"

#include "postino-disguise.h"
#include "postino-report-writer.h"
#include "postino-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
write_date (PostinoReportWriter *self, const char *name, GDateTime *date)
{
  g_autofree char *text = date != NULL ? g_date_time_format_iso8601 (date) : NULL;

  postino_report_writer_add_line (self, name, text);
}

static void
write_number (PostinoReportWriter *self, const char *name, guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);

  postino_report_writer_add_line (self, name, text);
}

static void
write_steps (PostinoReportWriter *self, const PostinoReport *report)
{
  for (guint i = 0; i < report->steps->len; i++)
    {
      const PostinoStep *step = &g_array_index (report->steps, PostinoStep, i);
      g_autofree char *time =
        g_strdup_printf (step->passed ? _ ("passed, %u ms after the start, took %u ms")
                                      : _ ("ended here, %u ms after the start, took %u ms"),
                         step->start_ms, step->elapsed_ms);

      g_string_append (self->out, "  ");
      postino_report_writer_add_line (self, postino_enum_to_nick (POSTINO_TYPE_STAGE, step->stage),
                                      time);
    }
}

static void
write_quota (PostinoReportWriter *self, const PostinoReport *report)
{
  g_autofree char *used =
    g_format_size_full (report->quota_used_kib * 1024, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *limit =
    g_format_size_full (report->quota_limit_kib * 1024, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *text =
    postino_text_fill (_ ("{used} of {limit}"), "used", used, "limit", limit, NULL);

  if (report->quota_limit_kib != 0)
    postino_report_writer_add_line (self, _ ("Mailbox filled"), text);
}

static void
write_tls (PostinoReportWriter *self, const PostinoTlsInfo *tls, gboolean by_hand)
{
  g_autofree char *names = tls->names != NULL ? g_strjoinv (", ", tls->names) : NULL;

  postino_report_writer_add_line (self, _ ("Encryption"), tls->version);
  postino_report_writer_add_line (self, _ ("Cipher"), tls->cipher);
  postino_report_writer_add_line (self, _ ("Certificate of"), tls->subject);
  postino_report_writer_add_line (self, _ ("Certificate for"), names);
  postino_report_writer_add_line (self, _ ("Issued by"), tls->issuer);
  write_date (self, _ ("Valid from"), tls->not_before);
  write_date (self, _ ("Valid until"), tls->not_after);
  postino_report_writer_add_line (self, "SHA-256", tls->sha256);
  if (by_hand)
    postino_report_writer_add_line (self, _ ("Trusted"), _ ("by hand, this certificate alone"));
}

static void
write_server (PostinoReportWriter *self, const PostinoServer *server)
{
  g_autofree char *host = g_strdup_printf ("%s:%u", server->host, server->port);

  postino_report_writer_add_line (self, _ ("Protocol"),
                                  postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, server->protocol));
  postino_report_writer_add_line (self, _ ("Server"), host);
  postino_report_writer_add_line (self, _ ("Security"),
                                  postino_enum_to_nick (POSTINO_TYPE_SECURITY, server->security));
  postino_report_writer_add_name (self, _ ("User name"), server->username);
  postino_report_writer_add_line (self, _ ("Found in"),
                                  postino_enum_to_nick (POSTINO_TYPE_SOURCE, server->source));
}

/* IPv6 that is broken where IPv4 works is worth a word to whoever looks after the network. */
static void
write_way (PostinoReportWriter *self, const PostinoReport *report)
{
  gboolean over_ipv4 = report->peer != NULL && strchr (report->peer, ':') == NULL;
  g_autofree char *peer = over_ipv4 && report->ipv6_first
                            ? postino_text_fill (_ ("{address}, over IPv4; IPv6 does not answer"),
                                                 "address", report->peer, NULL)
                            : g_strdup (report->peer);

  postino_report_writer_add_line (self, _ ("Reached at"), peer);
  if (report->network != POSTINO_NETWORK_UNKNOWN)
    postino_report_writer_add_line (self, _ ("Network"),
                                    postino_enum_to_nick (POSTINO_TYPE_NETWORK, report->network));
  write_date (self, _ ("Time at the server"), report->server_time);
}

static void
write_attempt (PostinoReportWriter *self, const PostinoAttempt *attempt)
{
  const PostinoServer *server = attempt->report->server;
  g_autofree char *username = postino_report_writer_mask (self, server->username);
  g_autofree char *headline = postino_disguise_text (attempt->diagnosis->headline, self->hidden);
  g_autofree char *text = postino_attempt_describe (
    attempt, postino_enum_to_nick (POSTINO_TYPE_SECURITY, (int) server->security), username,
    headline);
  g_autofree char *line = postino_report_writer_make_line (text);

  g_string_append_printf (self->out, "  %s\n", line);
}

static void
write_attempts (PostinoReportWriter *self, const GPtrArray *attempts)
{
  if (attempts->len > 0)
    g_string_append_printf (self->out, "%s\n", _ ("This was tried as well:"));
  for (guint i = 0; i < attempts->len; i++)
    write_attempt (self, attempts->pdata[i]);
}

static void
write_report (PostinoReportWriter *self,
              const char *title,
              const PostinoReport *report,
              const PostinoDiagnosis *diagnosis)
{
  postino_report_writer_begin_section (self, title);
  write_server (self, report->server);
  write_way (self, report);
  postino_report_writer_add_line (self, _ ("Sign-in method"), report->mechanism);
  write_number (self, _ ("Sign-ins"), report->sign_ins);
  postino_report_writer_add_line (self, _ ("Cause"),
                                  postino_enum_to_nick (POSTINO_TYPE_CAUSE, diagnosis->cause));
  postino_report_writer_add_line (self, _ ("Stage"),
                                  postino_enum_to_nick (POSTINO_TYPE_STAGE, diagnosis->stage));
  postino_report_writer_add_words (self, _ ("In words"), diagnosis->headline);
  postino_report_writer_add_words (self, _ ("Meaning"), diagnosis->meaning);
  postino_report_writer_add_list (self, _ ("To do"), diagnosis->steps);
  g_string_append_printf (self->out, "%s:\n", _ ("Steps"));
  write_steps (self, report);
  if (report->tls != NULL)
    write_tls (self, report->tls, report->accepted_by_hand);
  postino_report_writer_add_words (self, _ ("Names are asked for in"), report->realm);
  write_quota (self, report);
  postino_report_writer_add_words (self, _ ("On this computer"),
                                   report->error != NULL ? report->error->message : NULL);
  postino_report_writer_add_reply (self, _ ("Notice from the server"), report->alert);
  postino_report_writer_add_reply (self, _ ("What the server said"), report->reply);
}

static void
write_side (PostinoReportWriter *self,
            const char *title,
            const PostinoCheckResult *result,
            PostinoSide side,
            const PostinoDiagnosis *diagnosis)
{
  write_report (self, title, result->reports[side], diagnosis);
  postino_report_writer_add_words (self, _ ("What helped"), result->mended[side]);
  write_attempts (self, result->attempts[side]);
}

void
postino_report_text_write (PostinoReportWriter *self, const PostinoCheckResult *result)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (result != NULL && result->diagnosis != NULL);

  const PostinoJointDiagnosis *diagnosis = result->diagnosis;
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  g_autofree char *address = postino_address_to_string (result->account->address);

  postino_report_writer_add_line (self, "Postino", PACKAGE_VERSION);
  postino_report_writer_add_line (self, _ ("System"), system);
  postino_report_writer_add_name (self, _ ("Address"), address);
  postino_report_writer_add_line (self, _ ("Result"),
                                  postino_enum_to_nick (POSTINO_TYPE_VERDICT, diagnosis->verdict));
  postino_report_writer_add_words (self, _ ("In words"), diagnosis->headline);
  write_side (self, _ ("Receiving"), result, POSTINO_SIDE_INCOMING, diagnosis->incoming);
  write_side (self, _ ("Sending"), result, POSTINO_SIDE_OUTGOING, diagnosis->outgoing);
}

char *
postino_report_text (const PostinoCheckResult *result, gboolean show_local_part)
{
  g_return_val_if_fail (result != NULL && result->diagnosis != NULL, NULL);

  g_autoptr (PostinoReportWriter) writer = postino_report_writer_new (result, show_local_part);

  postino_report_text_write (writer, result);
  return postino_report_writer_dup_text (writer);
}
