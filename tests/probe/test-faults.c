/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What servers do, and what a probe says to it: in which stage it ended, and
 * with which finding. Each ends within its deadline, whatever the server does.
 */
#include "probe-fixture.h"

#include <string.h>

#define GREETING "S: * OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN SASL-IR] ready\n"
#define SECURE   "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready\n"
#define STARTTLS GREETING "C: * STARTTLS\nS: $tag OK begin\n"
#define LOGIN    "C: * LOGIN *\nS: $tag OK in\n"
#define MAILBOX  "C: * EXAMINE INBOX\nS: * 3 EXISTS\nS: $tag OK done\n"

#define ALERT(version, description) "raw: \\x15\\x03" version "\\x00\\x02\\x02" description "\n"

#define CLOSED POSTINO_FINDING_CLOSED
#define FIN    POSTINO_CLOSING_FIN
#define RST    POSTINO_CLOSING_RST

/* Long enough for whatever answers; short for what never does. */
#define LONG  10000
#define SHORT 600

typedef struct
{
  const char *path;
  const char *script;
  guint timeout_ms;
  PostinoStage stage;
  PostinoFinding finding;
  PostinoClosing closing;
} Case;

static const Case tls_cases[] = {
  {"passed", "tls\n" SECURE LOGIN MAILBOX, LONG, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, 0},

  {"handshake/silence", "silence\n", SHORT, POSTINO_STAGE_TLS, POSTINO_FINDING_TIMED_OUT, 0},
  {"handshake/fin", "fin\n", LONG, POSTINO_STAGE_TLS, CLOSED, FIN},
  {"handshake/rst", "wait 250\nrst\n", LONG, POSTINO_STAGE_TLS, CLOSED, RST},
  {"handshake/fin-after-hello", "hello\nfin\n", LONG, POSTINO_STAGE_TLS, CLOSED, FIN},
  {"handshake/rst-after-hello", "hello\nrst\n", LONG, POSTINO_STAGE_TLS, CLOSED, RST},
  {"handshake/fin-inside-record",
   "hello\nraw: \\x16\\x03\\x03\n"
   "fin\n",
   LONG, POSTINO_STAGE_TLS, CLOSED, FIN},
  {"handshake/rst-inside-record",
   "hello\nraw: \\x16\\x03\\x03\n"
   "wait 50\nrst\n",
   LONG, POSTINO_STAGE_TLS, CLOSED, RST},
  {"handshake/garbage", "hello\nraw: \\x01\\xff\\x02\\xfe\\x00\\x00\\x80\\x00\n", LONG,
   POSTINO_STAGE_TLS, POSTINO_FINDING_ERROR, 0},
  {"handshake/nul-bytes", "raw: \\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\n", LONG,
   POSTINO_STAGE_TLS, POSTINO_FINDING_ERROR, 0},
  {"handshake/drip", "drip 100: * OK ready\n", 2 * LONG, POSTINO_STAGE_TLS,
   POSTINO_FINDING_PLAIN_TEXT, 0},
  {"handshake/drip-too-slow", "drip 400: * OK ready\n", SHORT, POSTINO_STAGE_TLS,
   POSTINO_FINDING_PLAIN_TEXT, 0},

  {"plain-text/imap", GREETING, LONG, POSTINO_STAGE_TLS, POSTINO_FINDING_PLAIN_TEXT, 0},
  {"plain-text/smtp", "S: 220 mx.example.org ESMTP\n", LONG, POSTINO_STAGE_TLS,
   POSTINO_FINDING_PLAIN_TEXT, 0},
  {"plain-text/pop3", "S: +OK ready\n", LONG, POSTINO_STAGE_TLS, POSTINO_FINDING_PLAIN_TEXT, 0},
  {"plain-text/pop3-fin", "S: +OK\nfin\n", LONG, POSTINO_STAGE_TLS, POSTINO_FINDING_PLAIN_TEXT, 0},
  {"plain-text/http", "hello\nS: HTTP/1.1 400 Bad Request\nS: \nfin\n", LONG, POSTINO_STAGE_TLS,
   POSTINO_FINDING_PLAIN_TEXT, 0},
  {"plain-text/ssh", "S: SSH-2.0-OpenSSH_9.2\n", LONG, POSTINO_STAGE_TLS,
   POSTINO_FINDING_PLAIN_TEXT, 0},

  {"alert/protocol-version", "hello\n" ALERT ("\\x01", "\\x46"), LONG, POSTINO_STAGE_TLS,
   POSTINO_FINDING_TLS_TOO_OLD, 0},
  {"alert/protocol-version-ssl3-fin", "hello\n" ALERT ("\\x00", "\\x46") "fin\n", LONG,
   POSTINO_STAGE_TLS, POSTINO_FINDING_TLS_TOO_OLD, 0},
  {"alert/handshake-failure", "hello\n" ALERT ("\\x03", "\\x28"), LONG, POSTINO_STAGE_TLS,
   POSTINO_FINDING_TLS_TOO_OLD, 0},
  {"alert/insufficient-security", "hello\n" ALERT ("\\x03", "\\x47"), LONG, POSTINO_STAGE_TLS,
   POSTINO_FINDING_TLS_TOO_OLD, 0},
  {"alert/internal-error", "hello\n" ALERT ("\\x03", "\\x50") "fin\n", LONG, POSTINO_STAGE_TLS,
   POSTINO_FINDING_ERROR, 0},

  {"greeting/silence", "tls\nsilence\n", SHORT, POSTINO_STAGE_GREETING, POSTINO_FINDING_TIMED_OUT,
   0},
  {"greeting/fin", "tls\nfin\n", LONG, POSTINO_STAGE_GREETING, CLOSED, FIN},
  {"greeting/rst", "tls\nwait 50\nrst\n", LONG, POSTINO_STAGE_GREETING, CLOSED, RST},
  {"greeting/drip", "tls\ndrip 100: * OK ready, slowly\n", SHORT, POSTINO_STAGE_GREETING,
   POSTINO_FINDING_TIMED_OUT, 0},
  {"greeting/oversized", "tls\nflood 70000\n", LONG, POSTINO_STAGE_GREETING,
   POSTINO_FINDING_MALFORMED, 0},

  {"login/refused", "tls\n" SECURE "C: * LOGIN *\nS: $tag NO [AUTHENTICATIONFAILED] no\n", LONG,
   POSTINO_STAGE_LOGIN, POSTINO_FINDING_REFUSED, 0},
  {"login/silence", "tls\n" SECURE "C: * LOGIN *\nsilence\n", SHORT, POSTINO_STAGE_LOGIN,
   POSTINO_FINDING_TIMED_OUT, 0},
  {"login/fin", "tls\n" SECURE "C: * LOGIN *\nfin\n", LONG, POSTINO_STAGE_LOGIN, CLOSED, FIN},
  {"login/rst", "tls\n" SECURE "C: * LOGIN *\nrst\n", LONG, POSTINO_STAGE_LOGIN, CLOSED, RST},
  {"login/drip", "tls\n" SECURE "C: * LOGIN *\ndrip 100: $tag OK in the end\n", SHORT,
   POSTINO_STAGE_LOGIN, POSTINO_FINDING_TIMED_OUT, 0},

  {"mailbox/silence", "tls\n" SECURE LOGIN "C: *\nsilence\n", SHORT, POSTINO_STAGE_MAILBOX,
   POSTINO_FINDING_TIMED_OUT, 0},
  {"mailbox/fin", "tls\n" SECURE LOGIN "C: *\nfin\n", LONG, POSTINO_STAGE_MAILBOX, CLOSED, FIN},
  {"mailbox/rst", "tls\n" SECURE LOGIN "C: *\nrst\n", LONG, POSTINO_STAGE_MAILBOX, CLOSED, RST},
  {"mailbox/fin-after-untagged", "tls\n" SECURE LOGIN "C: *\nS: * 3 EXISTS\nfin\n", LONG,
   POSTINO_STAGE_MAILBOX, CLOSED, FIN},

  /* The result stands, whatever the server does with the parting words. */
  {"parting/fin", "tls\n" SECURE LOGIN MAILBOX "fin\n", LONG, POSTINO_STAGE_DONE,
   POSTINO_FINDING_NONE, 0},
  {"parting/rst", "tls\n" SECURE LOGIN MAILBOX "rst\n", LONG, POSTINO_STAGE_DONE,
   POSTINO_FINDING_NONE, 0},
};

static const Case starttls_cases[] = {
  {"passed", STARTTLS "tls\n" LOGIN MAILBOX, LONG, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, 0},

  {"greeting/silence", "silence\n", SHORT, POSTINO_STAGE_GREETING, POSTINO_FINDING_TIMED_OUT, 0},
  {"greeting/silence-then-plain", "silence\n---\nhello\nfin\n", SHORT, POSTINO_STAGE_GREETING,
   POSTINO_FINDING_TIMED_OUT, 0},
  {"greeting/silence-then-fin", "wait 500\nfin\n---\nsilence\n", 2 * SHORT, POSTINO_STAGE_GREETING,
   CLOSED, FIN},
  {"greeting/late", "wait 700\n" STARTTLS "tls\n" LOGIN MAILBOX "---\nhello\nsilence\n", 1500,
   POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, 0},
  {"greeting/tls-answers", "tls\n", 3 * SHORT, POSTINO_STAGE_TLS, POSTINO_FINDING_TLS_EXPECTED, 0},
  {"greeting/tls-alert", ALERT ("\\x03", "\\x50") "fin\n---\ntls\n", LONG, POSTINO_STAGE_TLS,
   POSTINO_FINDING_TLS_EXPECTED, FIN},
  {"greeting/tls-alert-twice",
   ALERT ("\\x03", "\\x50") "fin\n---\nhello\n" ALERT ("\\x03", "\\x50"), LONG, POSTINO_STAGE_TLS,
   POSTINO_FINDING_TLS_EXPECTED, FIN},
  {"greeting/fin", "fin\n", LONG, POSTINO_STAGE_GREETING, CLOSED, FIN},
  {"greeting/rst", "wait 250\nrst\n", LONG, POSTINO_STAGE_GREETING, CLOSED, RST},
  {"greeting/fin-inside-line", "raw: * OK\nfin\n", LONG, POSTINO_STAGE_GREETING, CLOSED, FIN},
  {"greeting/oversized", "flood 70000\n", LONG, POSTINO_STAGE_GREETING, POSTINO_FINDING_MALFORMED,
   0},

  {"starttls/refused", GREETING "C: * STARTTLS\nS: $tag NO not now\n", LONG, POSTINO_STAGE_TLS,
   POSTINO_FINDING_NO_STARTTLS, 0},
  {"starttls/injected", GREETING "C: * STARTTLS\nraw: $tag OK begin\\r\\n* BYE injected\\r\\n\n",
   LONG, POSTINO_STAGE_TLS, POSTINO_FINDING_INJECTED, 0},
  {"starttls/silence", STARTTLS "silence\n", SHORT, POSTINO_STAGE_TLS, POSTINO_FINDING_TIMED_OUT,
   0},
  {"starttls/fin", STARTTLS "fin\n", LONG, POSTINO_STAGE_TLS, CLOSED, FIN},
  {"starttls/rst", STARTTLS "hello\nrst\n", LONG, POSTINO_STAGE_TLS, CLOSED, RST},
  {"starttls/plain-text", STARTTLS "hello\nS: * OK still here\n", LONG, POSTINO_STAGE_TLS,
   POSTINO_FINDING_PLAIN_TEXT, 0},
  {"starttls/alert", STARTTLS "hello\n" ALERT ("\\x01", "\\x46"), LONG, POSTINO_STAGE_TLS,
   POSTINO_FINDING_TLS_TOO_OLD, 0},

  {"login/fin", STARTTLS "tls\nC: * LOGIN *\nfin\n", LONG, POSTINO_STAGE_LOGIN, CLOSED, FIN},
  {"login/rst", STARTTLS "tls\nC: * LOGIN *\nrst\n", LONG, POSTINO_STAGE_LOGIN, CLOSED, RST},
};

static void
check_secret_stays (Outcome *outcome)
{
  g_autofree char *base64 = g_base64_encode ((const guchar *) PASSWORD, strlen (PASSWORD));

  g_assert_null (strstr (outcome->lines->str, PASSWORD));
  g_assert_null (strstr (outcome->lines->str, base64));
}

/* The last step is the failed one, and none is left without an end. */
static void
check_steps (Outcome *outcome)
{
  g_auto (GStrv) steps = g_strsplit (outcome->steps->str, " ", -1);
  const PostinoReport *report = outcome->report;
  guint last = g_strv_length (steps) - 1;
  int open = 0;

  for (guint i = 0; i <= last; i++)
    open += g_str_has_suffix (steps[i], ">") ? 1 : g_str_equal (steps[i], "done+") ? 0 : -1;
  g_assert_cmpint (open, ==, 0);
  g_assert_true (
    g_str_has_prefix (steps[last], postino_enum_to_nick (POSTINO_TYPE_STAGE, report->stage)));
  g_assert_true (
    g_str_has_suffix (steps[last], report->finding == POSTINO_FINDING_NONE ? "+" : "!"));
}

static void
run_case (const Case *test, PostinoSecurity security)
{
  g_autofree char *pem = probe_fixture_certificate ("valid");
  g_autoptr (ScriptedServer) server = scripted_server_new (test->script, pem);
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  Settings settings = {.protocol = POSTINO_PROTOCOL_IMAP,
                       .security = security,
                       .port = scripted_server_get_port (server),
                       .timeout_ms = test->timeout_ms,
                       .trust = trust};
  g_auto (Outcome) outcome = {0};

  probe_fixture_run (&outcome, &settings);

  g_assert_no_error (outcome.error);
  g_test_message ("%s", outcome.steps->str);
  g_test_message ("%s", outcome.lines->str);
  if (outcome.report->error != NULL)
    g_test_message ("%s", outcome.report->error->message);
  g_assert_cmpint (outcome.report->finding, ==, test->finding);
  g_assert_cmpint (outcome.report->stage, ==, test->stage);
  g_assert_cmpint (outcome.report->closing, ==, test->closing);
  g_assert_cmpstr (outcome.report->peer, ==, "127.0.0.1");
  g_assert_cmpuint (outcome.report->elapsed_ms, <, test->timeout_ms + 500);
  /* Nobody waits for the answer to the parting words. */
  g_assert_cmpuint ((outcome.ended - outcome.begun) / 1000, <, outcome.report->elapsed_ms + 300);
  check_steps (&outcome);
  check_secret_stays (&outcome);
}

static void
test_tls_case (gconstpointer data)
{
  run_case (data, POSTINO_SECURITY_TLS);
}

static void
test_starttls_case (gconstpointer data)
{
  run_case (data, POSTINO_SECURITY_STARTTLS);
}

static void
add_cases (const char *name, const Case *cases, gsize count, GTestDataFunc func)
{
  for (gsize i = 0; i < count; i++)
    {
      g_autofree char *path = g_strdup_printf ("/probe-faults/%s/%s", name, cases[i].path);

      g_test_add_data_func (path, &cases[i], func);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_cases ("tls", tls_cases, G_N_ELEMENTS (tls_cases), test_tls_case);
  add_cases ("starttls", starttls_cases, G_N_ELEMENTS (starttls_cases), test_starttls_case);

  return probe_fixture_run_tests ();
}
