/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a conversation says of its end, against what the dialog reports and what the
 * diagnosis makes of that.
 */
#define G_LOG_DOMAIN "postino-test"

#include "conversation-data.h"

#include "postino-diagnosis.h"
#include "postino-text.h"

#include <string.h>

/* Longer than what is shown anywhere, in characters. */
#define MOST_SHOWN 500

static const char *const findings[] = {
  "none",         "error",       "refused",       "closed",         "timed-out",
  "malformed",    "injected",    "wrong-service", "plain-text",     "tls-expected",
  "no-starttls",  "tls-too-old", "certificate",   "login-disabled", "no-auth",
  "no-mechanism", "offline",     "unconfirmed",   "cancelled",
};

static void
compare_number (const Conversation *self, const char *key, int number)
{
  const char *value = conversation_get_value (self, key, NULL);

  if (value != NULL)
    g_assert_cmpint ((int) g_ascii_strtoll (value, NULL, 10), ==, number);
}

static void
compare_string (const Conversation *self, const char *key, const char *string)
{
  const char *value = conversation_get_value (self, key, NULL);

  if (value != NULL)
    g_assert_cmpstr (value, ==, string != NULL ? string : "none");
}

static void
compare_first_bytes (const Conversation *self, const PostinoReport *report)
{
  const char *value = conversation_get_value (self, "first-bytes", NULL);
  gsize size;

  if (value == NULL)
    return;

  g_assert_nonnull (report->first_bytes);
  const char *bytes = g_bytes_get_data (report->first_bytes, &size);
  g_assert_cmpmem (bytes, MIN (size, strlen (value)), value, strlen (value));
}

/* What a person sees of the server's words. */
static void
compare_shown (const Conversation *self, const PostinoReport *report)
{
  g_autofree char *shown = postino_text_make_safe (report->reply, MOST_SHOWN);

  compare_string (self, "shown", shown);
}

void
conversation_compare_report (const Conversation *self,
                             const PostinoReport *report,
                             gboolean has_refusal)
{
  g_autofree char *capabilities =
    report->capabilities != NULL ? g_strjoinv (", ", report->capabilities) : g_strdup ("");
  g_autofree char *quota = g_strdup_printf ("%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT,
                                            report->quota_used_kib, report->quota_limit_kib);

  g_assert_cmpstr (findings[report->finding], ==, conversation_get_value (self, "finding", "none"));
  g_assert_cmpstr (postino_enum_to_nick (POSTINO_TYPE_STAGE, (int) report->stage), ==,
                   conversation_get_value (self, "stage", "done"));
  if (report->finding != POSTINO_FINDING_MALFORMED
      && report->finding != POSTINO_FINDING_WRONG_SERVICE
      && report->finding != POSTINO_FINDING_INJECTED)
    g_assert_cmpstr (report->reply, ==, conversation_get_value (self, "reply", NULL));
  compare_string (self, "mechanism", report->mechanism);
  compare_string (self, "alert", report->alert);
  compare_string (self, "realm", report->realm);
  compare_string (self, "quota", quota);
  compare_string (self, "preauth", report->preauth ? "yes" : "no");
  compare_string (self, "capabilities", capabilities);
  compare_number (self, "sign-ins", (int) report->sign_ins);
  compare_number (self, "messages", report->messages);
  compare_number (self, "unseen", report->unseen);
  compare_string (self, "has-refusal", has_refusal ? "yes" : "no");
  compare_shown (self, report);
  compare_first_bytes (self, report);
  g_assert_cmpuint (report->sign_ins, <=, 2);
}

/* What a person is told, wherever it is written down; and "ok" for what ended well. */
void
conversation_compare_cause (const Conversation *self, const PostinoReport *report)
{
  const char *expected = conversation_get_cause (self);
  g_autoptr (PostinoAddress) address =
    postino_address_parse (conversation_get_value (self, "address", DEFAULT_ADDRESS), NULL);
  const PostinoContext context = {.address = address};

  if (expected == NULL)
    return;

  g_autoptr (PostinoDiagnosis) diagnosis = postino_diagnose (report, &context);
  g_assert_cmpstr (postino_enum_to_nick (POSTINO_TYPE_CAUSE, (int) diagnosis->cause), ==, expected);
}
