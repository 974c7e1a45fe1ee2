/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report for the helper: everything exact, nothing secret, and nobody named.
 */
#include "postino-report-text.h"
#include "scene.h"

#include <string.h>

static PostinoReport *
make_incoming (void)
{
  PostinoReport *report = scene_certificate (0, "CN=imap.example.org", "CN=Some Authority");
  PostinoStep step = {POSTINO_STAGE_CONNECT, 12, 34, TRUE};

  report->finding = POSTINO_FINDING_REFUSED;
  report->stage = POSTINO_STAGE_LOGIN;
  report->sign_ins = 1;
  report->reply = g_strdup ("NO [AUTHENTICATIONFAILED] ada@example.org, ADA, Lovelace and Adam:\n"
                            "no ada.lovelace here\n"
                            "Cause: ok\n\033[31m\u202ered");
  report->accepted_by_hand = TRUE;
  report->tls->version = g_strdup ("TLS 1.3");
  report->tls->sha256 = g_strdup ("0123abcd");
  report->quota_used_kib = 512;
  report->quota_limit_kib = 1024;
  report->realm = g_strdup ("staff.example.org");
  report->peer = g_strdup ("203.0.113.5");
  report->ipv6_first = TRUE;
  report->tried_ipv4 = TRUE;
  report->server_time = g_date_time_new_utc (2026, 11, 27, 20, 0, 0);
  report->alert = g_strdup ("ada, we close on Sunday\nSHA-256: none\nMoving house\nNearly full");
  g_array_append_val (report->steps, step);

  return report;
}

/* Another user name on another port, as repairs try them. */
static void
add_attempt (PostinoCheckResult *result, const PostinoContext *context)
{
  PostinoReport *report = scene_refused (POSTINO_PROTOCOL_IMAP, POSTINO_STAGE_LOGIN, "NO Mode ada");

  g_free (report->server->username);
  report->server->username = g_strdup ("lovelace");
  report->server->port = 143;
  report->server->security = POSTINO_SECURITY_STARTTLS;
  g_ptr_array_add (result->attempts[POSTINO_SIDE_INCOMING],
                   postino_attempt_new (POSTINO_REPAIR_USERNAME, POSTINO_PASSWORD_AS_TYPED, report,
                                        postino_diagnose (report, context)));
}

/* A name in which another one stands. */
static void
add_longer_name (PostinoCheckResult *result, const PostinoContext *context)
{
  add_attempt (result, context);
  const PostinoAttempt *attempt = result->attempts[POSTINO_SIDE_INCOMING]->pdata[1];

  g_free (attempt->report->server->username);
  attempt->report->server->username = g_strdup ("ada.lovelace");
}

static char *
make_text (gboolean show_local_part)
{
  g_autoptr (PostinoAddress) address = scene_address ();
  PostinoReport *incoming = make_incoming ();
  PostinoReport *outgoing =
    scene_refused (POSTINO_PROTOCOL_SMTP, POSTINO_STAGE_SENDER, "553 5.7.1 Sender rejected");

  outgoing->peer = g_strdup ("2001:db8::5");
  outgoing->ipv6_first = TRUE;
  outgoing->network = POSTINO_NETWORK_PORTAL;
  const PostinoContext context = {.address = address, .same_credentials = TRUE};
  g_autoptr (PostinoAccount) account =
    postino_account_new ("Ada", address, incoming->server, outgoing->server);
  g_autoptr (PostinoCheckResult) result = postino_check_result_new (account, NULL);

  result->reports[POSTINO_SIDE_INCOMING] = incoming;
  result->reports[POSTINO_SIDE_OUTGOING] = outgoing;
  result->diagnosis = postino_diagnose_both (incoming, outgoing, &context);
  result->mended[POSTINO_SIDE_OUTGOING] = g_strdup ("It works with the user name “lovelace”.");
  add_attempt (result, &context);
  add_longer_name (result, &context);

  return postino_report_text (result, show_local_part);
}

static void
assert_in (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in\n%s", part, text);
}

static void
test_facts (void)
{
  g_autofree char *text = make_text (TRUE);

  assert_in (text, "Postino: ");
  assert_in (text, "Address: ada@example.org\n");
  assert_in (text, "Result: neither\n");
  assert_in (text, "Server: imap.example.org:993\n");
  assert_in (text, "Security: tls\n");
  assert_in (text, "Cause: wrong-credentials\n");
  assert_in (text, "Cause: sender-rejected\n");
  assert_in (text, "connect: passed, 12 ms after the start, took 34 ms\n");
  assert_in (text, "Encryption: TLS 1.3\n");
  assert_in (text, "SHA-256: 0123abcd\n");
  assert_in (text, "Trusted: by hand, this certificate alone\n");
  assert_in (text, "Notice from the server:\n  | ada, we close on Sunday\n");
  assert_in (text, "  | 553 5.7.1 Sender rejected\n");
  assert_in (text, "Mailbox filled: 512.0\u00a0KiB of 1.0\u00a0MiB\n");
  assert_in (text, "Names are asked for in: staff.example.org\n");
  assert_in (text, "  | Moving house\n  | Nearly full\n");
  assert_in (text, "Reached at: 203.0.113.5, over IPv4; IPv6 does not answer\n");
  assert_in (text, "Time at the server: 2026-11-27T20:00:00Z\n");
  assert_in (text, "Reached at: 2001:db8::5\n");
  assert_in (text, "Network: portal\n");
}

static void
test_nobody_is_named (void)
{
  g_autofree char *text = make_text (FALSE);

  g_assert_null (strstr (text, "ada@"));
  g_assert_null (strstr (text, "ADA "));
  assert_in (text, "Address: a•••@example.org\n");
  assert_in (text, "User name: a•••@example.org\n");
  assert_in (text, "a•••@example.org, a•••, l••• and Adam:");
  assert_in (text, "  | no a••• here\n");
  assert_in (text, "  | a•••, we close on Sunday\n");
}

static void
test_what_was_tried (void)
{
  g_autofree char *text = make_text (TRUE);
  g_autofree char *masked = make_text (FALSE);

  assert_in (text, "This was tried as well:\n  imap.example.org, port 143, starttls, user name "
                   "lovelace: The user name and the password don't go together\n");
  assert_in (masked, "port 143, starttls, user name l•••: ");
  assert_in (text, "What helped: It works with the user name “lovelace”.\n");
  assert_in (masked, "What helped: It works with the user name “l•••”.\n");
  g_assert_null (strstr (strstr (text, "== Sending =="), "This was tried as well"));
}

/* What a server says can neither pass for ours nor play tricks on a terminal. */
static void
test_reply_stays_in_its_place (void)
{
  g_autofree char *text = make_text (TRUE);

  assert_in (text, "  | Cause: ok\n");
  g_assert_null (strstr (text, "\nCause: ok"));
  g_assert_null (strstr (text, "\nSHA-256: none"));
  g_assert_null (strchr (text, '\033'));
  g_assert_null (strstr (text, "\u202e"));
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/report-text/facts", test_facts);
  g_test_add_func ("/report-text/nobody-is-named", test_nobody_is_named);
  g_test_add_func ("/report-text/what-was-tried", test_what_was_tried);
  g_test_add_func ("/report-text/reply-stays-in-its-place", test_reply_stays_in_its_place);

  return g_test_run ();
}
