/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The message in the report: everything exact, and nobody named.
 */
#include "postino-trip-report.h"

#include <string.h>

static PostinoCheckResult *
make_works (void)
{
  g_autoptr (PostinoAddress) address = postino_address_parse ("lovelace@example.org", NULL);
  const PostinoContext context = {.address = address};
  g_autoptr (PostinoServer) in = postino_server_new (POSTINO_PROTOCOL_IMAP, "imap.example.org", 0,
                                                     POSTINO_SECURITY_TLS, "lovelace@example.org");
  g_autoptr (PostinoServer) out = postino_server_new (POSTINO_PROTOCOL_SMTP, "smtp.example.org", 0,
                                                      POSTINO_SECURITY_TLS, "lovelace@example.org");
  g_autoptr (PostinoAccount) account = postino_account_new (NULL, address, in, out);
  PostinoCheckResult *works = postino_check_result_new (account, NULL);

  works->reports[POSTINO_SIDE_INCOMING] = postino_report_new (in);
  works->reports[POSTINO_SIDE_OUTGOING] = postino_report_new (out);
  works->diagnosis = postino_diagnose_both (works->reports[0], works->reports[1], &context);
  return works;
}

static PostinoTrip *
make_trip (const PostinoCheckResult *works, PostinoTripState state)
{
  PostinoTrip *trip = g_new0 (PostinoTrip, 1);

  trip->state = state;
  trip->seconds = -1;
  trip->letter = postino_letter_new (works->account->address);
  return trip;
}

static void
assert_has (const char *text, const char *part, gboolean expected)
{
  if ((strstr (text, part) != NULL) != expected)
    g_error ("“%s” is %s in\n%s", part, expected ? "not" : "", text);
}

static void
test_arrived (void)
{
  g_autoptr (PostinoCheckResult) works = make_works ();
  g_autoptr (PostinoTrip) trip = make_trip (works, POSTINO_TRIP_ARRIVED);

  trip->folder = g_strdup ("INBOX\nDMARC: pass");
  trip->seconds = 3;
  trip->cleaning = POSTINO_CLEANING_MARKED;
  trip->authentication = g_new0 (PostinoAuthResults, 1);
  trip->authentication->server = g_strdup ("mx.example.org");
  trip->authentication->dkim = g_strdup ("pass");

  g_autofree char *text = postino_trip_report_text (works, trip, FALSE);
  assert_has (text, "\n== Test message ==\nResult: arrived\n", TRUE);
  assert_has (text, "\nFolder: INBOX DMARC: pass\n", TRUE);
  assert_has (text, "\nTime it took: 3 s\n", TRUE);
  assert_has (text, "\nOrigin checked by: mx.example.org\nDKIM: pass\nDeletion: marked\n", TRUE);
  assert_has (text, "\nSPF:", FALSE);
  assert_has (text, "\nIn words: It works: your message went all the way\n", TRUE);
}

/* What the other server says names the person, in whatever form. */
static void
test_bounced (void)
{
  const PostinoContext context = {0};
  g_autoptr (PostinoCheckResult) works = make_works ();
  g_autoptr (PostinoTrip) trip = make_trip (works, POSTINO_TRIP_BOUNCED);
  g_autoptr (PostinoReport) report = postino_report_new (works->account->incoming);

  report->stage = POSTINO_STAGE_MAILBOX;
  report->finding = POSTINO_FINDING_REFUSED;
  report->reply = g_strdup ("NO [OVERQUOTA] Full");
  trip->diagnosis = postino_diagnose (report, &context);
  trip->status = g_strdup ("5.2.2");
  trip->reply = g_strdup ("552 5.2.2 <Lovelace@example.org>: full\nResult: arrived");

  g_autofree char *text = postino_trip_report_text (works, trip, FALSE);
  g_autofree char *whole = postino_trip_report_text (works, trip, TRUE);
  assert_has (text, "\nResult: bounced\nStatus: 5.2.2\nCause: over-quota\n", TRUE);
  assert_has (text, "\n  | Result: arrived\n", TRUE);
  assert_has (text, "ovelace", FALSE);
  assert_has (whole, "<Lovelace@example.org>", TRUE);
}

/* The Details of the page are in the person's language: codes are for the report. */
static void
test_facts_without_codes (void)
{
  g_autoptr (PostinoCheckResult) works = make_works ();
  g_autoptr (PostinoTrip) trip = make_trip (works, POSTINO_TRIP_IN_JUNK);

  trip->folder = g_strdup ("Junk");
  trip->cleaning = POSTINO_CLEANING_TRASHED;
  g_autofree char *text = postino_trip_describe_facts (works, trip);
  assert_has (text, "Folder: Junk\n", TRUE);
  assert_has (text, "Message-ID: ", TRUE);
  assert_has (text, "in-junk", FALSE);
  assert_has (text, "trashed", FALSE);
}

/* A server that is busy is asked again, but nothing is sent again. */
static void
test_forget_retry (void)
{
  const PostinoContext context = {0};
  g_autoptr (PostinoCheckResult) works = make_works ();
  static const struct
  {
    const char *reply;
    gboolean keeps;
  } cases[] = {
    {"NO [UNAVAILABLE] Try again later", FALSE},
    {"NO [AUTHENTICATIONFAILED] Wrong", TRUE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PostinoTrip) trip = make_trip (works, POSTINO_TRIP_LOST_SIGHT);
      g_autoptr (PostinoReport) report = postino_report_new (works->account->incoming);

      report->stage = POSTINO_STAGE_LOGIN;
      report->finding = POSTINO_FINDING_REFUSED;
      report->reply = g_strdup (cases[i].reply);
      trip->diagnosis = postino_diagnose (report, &context);
      g_assert_nonnull (trip->diagnosis->steps[0]);

      postino_trip_forget_retry (trip);
      g_assert_cmpint (trip->diagnosis->steps[0] != NULL, ==, cases[i].keeps);
      g_assert_nonnull (trip->diagnosis->meaning);
    }
}

static void
test_without_message (void)
{
  g_autoptr (PostinoCheckResult) works = make_works ();
  g_autofree char *text = postino_trip_report_text (works, NULL, FALSE);

  assert_has (text, "\n== Sending ==\n", TRUE);
  assert_has (text, "Test message", FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trip-report/arrived", test_arrived);
  g_test_add_func ("/trip-report/bounced", test_bounced);
  g_test_add_func ("/trip-report/facts-without-codes", test_facts_without_codes);
  g_test_add_func ("/trip-report/forget-retry", test_forget_retry);
  g_test_add_func ("/trip-report/without-message", test_without_message);

  return g_test_run ();
}
