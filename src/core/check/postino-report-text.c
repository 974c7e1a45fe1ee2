/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes the report as a helper on the phone has it read to them: one fact a line.
 */
#define G_LOG_DOMAIN "postino-check"

#include "config.h"

#include "postino-report-text.h"

#include "postino-disguise.h"
#include "postino-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_VALUE 500
#define MAX_REPLY 8000

/* @hidden names are masked wherever they may stand. */
typedef struct
{
  GString *out;
  GPtrArray *hidden;
} Writer;

/* One line, safe to show. */
static char *
make_line (const char *value)
{
  char *safe = postino_text_make_safe (value, MAX_VALUE);

  return safe != NULL ? g_strstrip (g_strdelimit (safe, "\r\n", ' ')) : NULL;
}

/* A fact about a server, which says nothing about the person. */
static void
write_line (Writer *self, const char *name, const char *value)
{
  g_autofree char *line = make_line (value);

  if (line != NULL && *line != '\0')
    g_string_append_printf (self->out, "%s: %s\n", name, line);
}

/* Words that may have the person's name in them. */
static void
write_words (Writer *self, const char *name, const char *value)
{
  g_autofree char *line = make_line (value);
  g_autofree char *masked = line != NULL ? postino_disguise_text (line, self->hidden) : NULL;

  write_line (self, name, masked);
}

static void
write_list (Writer *self, const char *title, char **items)
{
  if (*items != NULL)
    g_string_append_printf (self->out, "%s:\n", title);

  for (guint i = 0; items[i] != NULL; i++)
    {
      g_autofree char *line = make_line (items[i]);
      g_autofree char *masked = postino_disguise_text (line, self->hidden);

      g_string_append_printf (self->out, "  %u. %s\n", i + 1, masked);
    }
}

static char *
mask_name (const Writer *self, const char *name)
{
  return name != NULL && self->hidden->len > 0 ? postino_disguise_name (name) : g_strdup (name);
}

/* An address or a user name. */
static void
write_name (Writer *self, const char *name, const char *value)
{
  g_autofree char *masked = mask_name (self, value);

  write_line (self, name, masked);
}

static void
write_date (Writer *self, const char *name, GDateTime *date)
{
  g_autofree char *text = date != NULL ? g_date_time_format_iso8601 (date) : NULL;

  write_line (self, name, text);
}

static void
write_number (Writer *self, const char *name, guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);

  write_line (self, name, text);
}

/* The server's words, each line behind a bar so that nothing in them passes for ours. */
static void
write_reply (Writer *self, const char *title, const char *reply)
{
  g_autofree char *safe = postino_text_make_safe (reply, MAX_REPLY);

  if (safe == NULL)
    return;
  g_autofree char *masked = postino_disguise_text (safe, self->hidden);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (masked), "\n", -1);

  g_string_append_printf (self->out, "%s:\n", title);
  for (char **line = lines; *line != NULL; line++)
    g_string_append_printf (self->out, "  | %s\n", *line);
}

static void
write_steps (Writer *self, const PostinoReport *report)
{
  for (guint i = 0; i < report->steps->len; i++)
    {
      const PostinoStep *step = &g_array_index (report->steps, PostinoStep, i);
      g_autofree char *time =
        g_strdup_printf (step->passed ? _ ("passed, %u ms after the start, took %u ms")
                                      : _ ("ended here, %u ms after the start, took %u ms"),
                         step->start_ms, step->elapsed_ms);

      g_string_append (self->out, "  ");
      write_line (self, postino_enum_to_nick (POSTINO_TYPE_STAGE, step->stage), time);
    }
}

static void
write_quota (Writer *self, const PostinoReport *report)
{
  g_autofree char *used =
    g_format_size_full (report->quota_used_kib * 1024, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *limit =
    g_format_size_full (report->quota_limit_kib * 1024, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *text =
    postino_text_fill (_ ("{used} of {limit}"), "used", used, "limit", limit, NULL);

  if (report->quota_limit_kib != 0)
    write_line (self, _ ("Mailbox filled"), text);
}

static void
write_tls (Writer *self, const PostinoTlsInfo *tls, gboolean by_hand)
{
  g_autofree char *names = tls->names != NULL ? g_strjoinv (", ", tls->names) : NULL;

  write_line (self, _ ("Encryption"), tls->version);
  write_line (self, _ ("Cipher"), tls->cipher);
  write_line (self, _ ("Certificate of"), tls->subject);
  write_line (self, _ ("Certificate for"), names);
  write_line (self, _ ("Issued by"), tls->issuer);
  write_date (self, _ ("Valid from"), tls->not_before);
  write_date (self, _ ("Valid until"), tls->not_after);
  write_line (self, "SHA-256", tls->sha256);
  if (by_hand)
    write_line (self, _ ("Trusted"), _ ("by hand, this certificate alone"));
}

static void
write_server (Writer *self, const PostinoServer *server)
{
  g_autofree char *host = g_strdup_printf ("%s:%u", server->host, server->port);

  write_line (self, _ ("Protocol"), postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, server->protocol));
  write_line (self, _ ("Server"), host);
  write_line (self, _ ("Security"), postino_enum_to_nick (POSTINO_TYPE_SECURITY, server->security));
  write_name (self, _ ("User name"), server->username);
  write_line (self, _ ("Found in"), postino_enum_to_nick (POSTINO_TYPE_SOURCE, server->source));
}

/* IPv6 that is broken where IPv4 works is worth a word to whoever looks after the network. */
static void
write_way (Writer *self, const PostinoReport *report)
{
  gboolean over_ipv4 = report->peer != NULL && strchr (report->peer, ':') == NULL;
  g_autofree char *peer = over_ipv4 && report->ipv6_first
                            ? postino_text_fill (_ ("{address}, over IPv4; IPv6 does not answer"),
                                                 "address", report->peer, NULL)
                            : g_strdup (report->peer);

  write_line (self, _ ("Reached at"), peer);
  if (report->network != POSTINO_NETWORK_UNKNOWN)
    write_line (self, _ ("Network"), postino_enum_to_nick (POSTINO_TYPE_NETWORK, report->network));
  write_date (self, _ ("Time at the server"), report->server_time);
}

static void
write_attempt (Writer *self, const PostinoAttempt *attempt)
{
  const PostinoServer *server = attempt->report->server;
  g_autofree char *username = mask_name (self, server->username);
  g_autofree char *headline = postino_disguise_text (attempt->diagnosis->headline, self->hidden);
  g_autofree char *text = postino_attempt_describe (
    attempt, postino_enum_to_nick (POSTINO_TYPE_SECURITY, (int) server->security), username,
    headline);
  g_autofree char *line = make_line (text);

  g_string_append_printf (self->out, "  %s\n", line);
}

static void
write_attempts (Writer *self, const GPtrArray *attempts)
{
  if (attempts->len > 0)
    g_string_append_printf (self->out, "%s\n", _ ("This was tried as well:"));
  for (guint i = 0; i < attempts->len; i++)
    write_attempt (self, attempts->pdata[i]);
}

static void
write_report (Writer *self,
              const char *title,
              const PostinoReport *report,
              const PostinoDiagnosis *diagnosis)
{
  g_string_append_printf (self->out, "\n== %s ==\n", title);
  write_server (self, report->server);
  write_way (self, report);
  write_line (self, _ ("Sign-in method"), report->mechanism);
  write_number (self, _ ("Sign-ins"), report->sign_ins);
  write_line (self, _ ("Cause"), postino_enum_to_nick (POSTINO_TYPE_CAUSE, diagnosis->cause));
  write_line (self, _ ("Stage"), postino_enum_to_nick (POSTINO_TYPE_STAGE, diagnosis->stage));
  write_words (self, _ ("In words"), diagnosis->headline);
  write_words (self, _ ("Meaning"), diagnosis->meaning);
  write_list (self, _ ("To do"), diagnosis->steps);
  g_string_append_printf (self->out, "%s:\n", _ ("Steps"));
  write_steps (self, report);
  if (report->tls != NULL)
    write_tls (self, report->tls, report->accepted_by_hand);
  write_words (self, _ ("Names are asked for in"), report->realm);
  write_quota (self, report);
  write_words (self, _ ("On this computer"), report->error != NULL ? report->error->message : NULL);
  write_reply (self, _ ("Notice from the server"), report->alert);
  write_reply (self, _ ("What the server said"), report->reply);
}

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  gsize left = strlen (*(char *const *) a), right = strlen (*(char *const *) b);

  return (left < right) - (left > right);
}

/* The name as a whole and what stands before its @. */
static void
hide_name (Writer *self, const char *name)
{
  if (name == NULL || *name == '\0')
    return;

  g_autofree char *local_part = g_strndup (name, strcspn (name, "@"));
  g_ptr_array_add (self->hidden, g_strdup (name));
  /* A letter by itself is a word in too many sentences to tell anybody. */
  if (g_utf8_strlen (local_part, -1) > 1)
    g_ptr_array_add (self->hidden, g_steal_pointer (&local_part));
}

/* Every name that was tried may stand in the server's words. */
static void
hide_names (Writer *self, const PostinoCheckResult *result)
{
  g_autofree char *address = postino_address_to_string (result->account->address);

  hide_name (self, address);
  for (int side = 0; side < 2; side++)
    {
      const GPtrArray *attempts = result->attempts[side];

      hide_name (self, result->reports[side]->server->username);
      for (guint i = 0; i < attempts->len; i++)
        hide_name (self, ((const PostinoAttempt *) attempts->pdata[i])->report->server->username);
    }
  g_ptr_array_sort (self->hidden, compare_lengths);
}

static void
write_side (Writer *self,
            const char *title,
            const PostinoCheckResult *result,
            PostinoSide side,
            const PostinoDiagnosis *diagnosis)
{
  write_report (self, title, result->reports[side], diagnosis);
  write_words (self, _ ("What helped"), result->mended[side]);
  write_attempts (self, result->attempts[side]);
}

char *
postino_report_text (const PostinoCheckResult *result, gboolean show_local_part)
{
  g_return_val_if_fail (result != NULL && result->diagnosis != NULL, NULL);

  const PostinoJointDiagnosis *diagnosis = result->diagnosis;
  g_autoptr (GPtrArray) hidden = g_ptr_array_new_with_free_func (g_free);
  Writer self = {g_string_new (NULL), hidden};
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  g_autofree char *address = postino_address_to_string (result->account->address);

  if (!show_local_part)
    hide_names (&self, result);

  write_line (&self, "Postino", PACKAGE_VERSION);
  write_line (&self, _ ("System"), system);
  write_name (&self, _ ("Address"), address);
  write_line (&self, _ ("Result"), postino_enum_to_nick (POSTINO_TYPE_VERDICT, diagnosis->verdict));
  write_words (&self, _ ("In words"), diagnosis->headline);
  write_side (&self, _ ("Receiving"), result, POSTINO_SIDE_INCOMING, diagnosis->incoming);
  write_side (&self, _ ("Sending"), result, POSTINO_SIDE_OUTGOING, diagnosis->outgoing);

  return g_string_free (self.out, FALSE);
}
