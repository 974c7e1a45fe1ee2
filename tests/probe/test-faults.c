/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What servers do, and what a probe says to it: in which stage it ended, and
 * with which finding. Each ends within its deadline, whatever the server does.
 */
#include "probe-fixture.h"

#include <string.h>

#define ALERT(version, description) "raw: \\x15\\x03" version "\\x00\\x02\\x02" description "\n"

#define CLOSED POSTINO_FINDING_CLOSED
#define FIN    POSTINO_CLOSING_FIN
#define RST    POSTINO_CLOSING_RST

/* Long enough for whatever answers; short, at first, for what never does. */
#define LONG  60000
#define SHORT 600

#define TRIES 5

/* Nobody waits for the end of this, one byte in 100 ms. */
#define SLOWLY                                                                                     \
  "so slowly that the deadline comes before it, whatever else the computer has to do, "            \
  "and should it have to wait for its turn again and again and then once more: not even then"

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
  {"passed", "tls\n" IMAP_GREETING IMAP_LOGIN IMAP_MAILBOX, LONG, POSTINO_STAGE_DONE,
   POSTINO_FINDING_NONE, 0},

  {"handshake/silence", "silence\n", SHORT, POSTINO_STAGE_TLS, POSTINO_FINDING_TIMED_OUT, 0},
  {"handshake/fin", "fin\n", LONG, POSTINO_STAGE_TLS, CLOSED, FIN},
  {"handshake/rst", "gate\nrst\n", LONG, POSTINO_STAGE_TLS, CLOSED, RST},
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
  {"handshake/drip", "drip 100: * OK ready\n", LONG, POSTINO_STAGE_TLS, POSTINO_FINDING_PLAIN_TEXT,
   0},
  {"handshake/drip-too-slow", "drip 400: * OK " SLOWLY "\n", SHORT, POSTINO_STAGE_TLS,
   POSTINO_FINDING_PLAIN_TEXT, 0},

  {"plain-text/imap", IMAP_PLAIN_GREETING, LONG, POSTINO_STAGE_TLS, POSTINO_FINDING_PLAIN_TEXT, 0},
  {"plain-text/imap-fin", "S: * OK\nfin\n", LONG, POSTINO_STAGE_TLS, POSTINO_FINDING_PLAIN_TEXT, 0},

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
  {"greeting/rst", "tls\ngate\nrst\n", LONG, POSTINO_STAGE_GREETING, CLOSED, RST},
  {"greeting/drip", "tls\ndrip 100: * OK " SLOWLY "\n", SHORT, POSTINO_STAGE_GREETING,
   POSTINO_FINDING_TIMED_OUT, 0},
  {"greeting/oversized", "tls\nflood 70000\n", LONG, POSTINO_STAGE_GREETING,
   POSTINO_FINDING_MALFORMED, 0},

  {"greeting/nul-bytes", "tls\nraw: * OK \\x00\\x00\\r\\n\n", LONG, POSTINO_STAGE_GREETING,
   POSTINO_FINDING_MALFORMED, 0},
  {"greeting/garbage", "tls\nraw: \\x80\\xff\\x01\\r\\n\n", LONG, POSTINO_STAGE_GREETING,
   POSTINO_FINDING_MALFORMED, 0},
  {"greeting/endless-untagged", "tls\nS: * OK ready\nC: * CAPABILITY\nrepeat 5000: * 1 EXISTS\n",
   LONG, POSTINO_STAGE_GREETING, POSTINO_FINDING_MALFORMED, 0},
  {"greeting/other-service", "tls\nS: 220 mx.example.org ESMTP\n", LONG, POSTINO_STAGE_GREETING,
   POSTINO_FINDING_WRONG_SERVICE, 0},
  {"greeting/bye", "tls\nS: * BYE go away\nfin\n", LONG, POSTINO_STAGE_GREETING,
   POSTINO_FINDING_REFUSED, 0},

  {"login/disabled", "tls\nS: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED] ready\n", LONG,
   POSTINO_STAGE_LOGIN, POSTINO_FINDING_LOGIN_DISABLED, 0},
  /* The tagged answer never comes: it is not waited for until the deadline. */
  {"login/refused-and-silent",
   "tls\n" IMAP_GREETING "C: *\nS: * NO [AUTHENTICATIONFAILED] no\nsilence\n", LONG,
   POSTINO_STAGE_LOGIN, POSTINO_FINDING_REFUSED, 0},
  {"login/refused-and-fin", "tls\n" IMAP_GREETING "C: *\nS: * BYE [ALERT] closed\nfin\n", LONG,
   POSTINO_STAGE_LOGIN, POSTINO_FINDING_REFUSED, FIN},
  {"login/refused",
   "tls\n" IMAP_GREETING "C: * AUTHENTICATE *\nS: $tag NO [AUTHENTICATIONFAILED] no\n", LONG,
   POSTINO_STAGE_LOGIN, POSTINO_FINDING_REFUSED, 0},
  {"login/silence", "tls\n" IMAP_GREETING "C: * AUTHENTICATE *\nsilence\n", SHORT,
   POSTINO_STAGE_LOGIN, POSTINO_FINDING_TIMED_OUT, 0},
  {"login/fin", "tls\n" IMAP_GREETING "C: * AUTHENTICATE *\nfin\n", LONG, POSTINO_STAGE_LOGIN,
   CLOSED, FIN},
  {"login/rst", "tls\n" IMAP_GREETING "C: * AUTHENTICATE *\nrst\n", LONG, POSTINO_STAGE_LOGIN,
   CLOSED, RST},
  {"login/drip", "tls\n" IMAP_GREETING "C: * AUTHENTICATE *\ndrip 100: $tag OK " SLOWLY "\n", SHORT,
   POSTINO_STAGE_LOGIN, POSTINO_FINDING_TIMED_OUT, 0},

  {"mailbox/silence", "tls\n" IMAP_GREETING IMAP_LOGIN "C: *\nsilence\n", SHORT,
   POSTINO_STAGE_MAILBOX, POSTINO_FINDING_TIMED_OUT, 0},
  {"mailbox/fin", "tls\n" IMAP_GREETING IMAP_LOGIN "C: *\nfin\n", LONG, POSTINO_STAGE_MAILBOX,
   CLOSED, FIN},
  {"mailbox/rst", "tls\n" IMAP_GREETING IMAP_LOGIN "C: *\nrst\n", LONG, POSTINO_STAGE_MAILBOX,
   CLOSED, RST},
  {"mailbox/fin-after-untagged", "tls\n" IMAP_GREETING IMAP_LOGIN "C: *\nS: * 3 EXISTS\nfin\n",
   LONG, POSTINO_STAGE_MAILBOX, CLOSED, FIN},

  /* The result stands, whatever the server does with the parting words. */
  {"parting/fin", "tls\n" IMAP_GREETING IMAP_LOGIN IMAP_MAILBOX "fin\n", LONG, POSTINO_STAGE_DONE,
   POSTINO_FINDING_NONE, 0},
  {"parting/rst", "tls\n" IMAP_GREETING IMAP_LOGIN IMAP_MAILBOX "rst\n", LONG, POSTINO_STAGE_DONE,
   POSTINO_FINDING_NONE, 0},
};

static const Case starttls_cases[] = {
  {"passed", IMAP_STARTTLS "tls\n" IMAP_CAPABILITIES IMAP_LOGIN IMAP_MAILBOX, LONG,
   POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, 0},

  {"greeting/silence", "silence\n", SHORT, POSTINO_STAGE_GREETING, POSTINO_FINDING_TIMED_OUT, 0},
  {"greeting/silence-then-plain", "silence\n---\nhello\nfin\n", SHORT, POSTINO_STAGE_GREETING,
   POSTINO_FINDING_TIMED_OUT, 0},
  {"greeting/silence-then-fin", "wait 500\nfin\n---\nsilence\n", 2 * SHORT, POSTINO_STAGE_GREETING,
   CLOSED, FIN},
  {"greeting/late",
   "wait 700\n" IMAP_STARTTLS "tls\n" IMAP_CAPABILITIES IMAP_LOGIN IMAP_MAILBOX
   "---\nhello\nsilence\n",
   1500, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, 0},
  {"greeting/tls-answers", "tls\n", 3 * SHORT, POSTINO_STAGE_TLS, POSTINO_FINDING_TLS_EXPECTED, 0},
  {"greeting/tls-alert", ALERT ("\\x03", "\\x50") "fin\n---\ntls\n", LONG, POSTINO_STAGE_TLS,
   POSTINO_FINDING_TLS_EXPECTED, 0},
  {"greeting/tls-alert-twice",
   ALERT ("\\x03", "\\x50") "fin\n---\nhello\n" ALERT ("\\x03", "\\x50"), LONG, POSTINO_STAGE_TLS,
   POSTINO_FINDING_TLS_EXPECTED, 0},
  {"greeting/fin", "fin\n", LONG, POSTINO_STAGE_GREETING, CLOSED, FIN},
  {"greeting/rst", "gate\nrst\n", LONG, POSTINO_STAGE_GREETING, CLOSED, RST},
  {"greeting/fin-inside-line", "raw: * OK\nfin\n", LONG, POSTINO_STAGE_GREETING, CLOSED, FIN},
  {"greeting/oversized", "flood 70000\n", LONG, POSTINO_STAGE_GREETING, POSTINO_FINDING_MALFORMED,
   0},

  {"greeting/nul-bytes", "raw: * OK \\x00\\r\\n\n", LONG, POSTINO_STAGE_GREETING,
   POSTINO_FINDING_MALFORMED, 0},
  {"starttls/missing", "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\n", LONG, POSTINO_STAGE_TLS,
   POSTINO_FINDING_NO_STARTTLS, 0},
  {"starttls/refused", IMAP_PLAIN_GREETING "C: * STARTTLS\nS: $tag NO not now\n", LONG,
   POSTINO_STAGE_TLS, POSTINO_FINDING_NO_STARTTLS, 0},
  {"starttls/injected",
   IMAP_PLAIN_GREETING "C: * STARTTLS\nraw: $tag OK begin\\r\\n* BYE injected\\r\\n\n", LONG,
   POSTINO_STAGE_TLS, POSTINO_FINDING_INJECTED, 0},
  {"starttls/silence", IMAP_STARTTLS "silence\n", SHORT, POSTINO_STAGE_TLS,
   POSTINO_FINDING_TIMED_OUT, 0},
  {"starttls/fin", IMAP_STARTTLS "fin\n", LONG, POSTINO_STAGE_TLS, CLOSED, FIN},
  {"starttls/rst", IMAP_STARTTLS "hello\nrst\n", LONG, POSTINO_STAGE_TLS, CLOSED, RST},
  {"starttls/plain-text", IMAP_STARTTLS "hello\nS: * OK still here\n", LONG, POSTINO_STAGE_TLS,
   POSTINO_FINDING_PLAIN_TEXT, 0},
  {"starttls/alert", IMAP_STARTTLS "hello\n" ALERT ("\\x01", "\\x46"), LONG, POSTINO_STAGE_TLS,
   POSTINO_FINDING_TLS_TOO_OLD, 0},

  {"login/fin", IMAP_STARTTLS "tls\n" IMAP_CAPABILITIES "C: * AUTHENTICATE *\nfin\n", LONG,
   POSTINO_STAGE_LOGIN, CLOSED, FIN},
  {"login/rst", IMAP_STARTTLS "tls\n" IMAP_CAPABILITIES "C: * AUTHENTICATE *\nrst\n", LONG,
   POSTINO_STAGE_LOGIN, CLOSED, RST},
};

#define SMTP_GREETING "S: 220 mx.example.org ESMTP\n"
#define SMTP_EHLO     "C: EHLO *\nS: 250-mx.example.org\nS: 250-PIPELINING\nS: 250 AUTH PLAIN\n"
#define SMTP_STARTTLS                                                                              \
  "C: EHLO *\nS: 250-mx.example.org\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 begin\n"
#define SMTP_LOGIN  "C: AUTH PLAIN *\nS: 235 2.7.0 in\n"
#define SMTP_SENDER "C: MAIL FROM:*\nC: RCPT TO:*\nC: RSET\nS: 250 ok\n"

static const Case smtp_cases[] = {
  {"passed",
   SMTP_GREETING SMTP_STARTTLS "tls\n" SMTP_EHLO SMTP_LOGIN SMTP_SENDER
                               "S: 250 ok\nS: 250 ok\nC: QUIT\nS: 221 bye\n",
   LONG, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, 0},
  {"login/refused-421",
   SMTP_GREETING SMTP_STARTTLS "tls\n" SMTP_EHLO "C: *\nS: 421 4.7.0 too many\nfin\n", LONG,
   POSTINO_STAGE_LOGIN, POSTINO_FINDING_REFUSED, 0},
  {"sender/rst", SMTP_GREETING SMTP_STARTTLS "tls\n" SMTP_EHLO SMTP_LOGIN SMTP_SENDER "rst\n", LONG,
   POSTINO_STAGE_SENDER, CLOSED, RST},
  {"sender/silence",
   SMTP_GREETING SMTP_STARTTLS "tls\n" SMTP_EHLO SMTP_LOGIN SMTP_SENDER "silence\n", SHORT,
   POSTINO_STAGE_SENDER, POSTINO_FINDING_TIMED_OUT, 0},
  {"sender/refused",
   SMTP_GREETING SMTP_STARTTLS
   "tls\n" SMTP_EHLO SMTP_LOGIN
   "C: MAIL FROM:*\nC: RCPT TO:*\nC: RSET\nS: 553 5.7.1 not you\nS: 503 no\nS: 250 ok\n",
   LONG, POSTINO_STAGE_SENDER, POSTINO_FINDING_REFUSED, 0},
};

#define POP3_CAPA "C: CAPA\nS: +OK\nS: SASL PLAIN\nS: USER\nS: .\n"

static const Case pop3_cases[] = {
  {"passed",
   "tls\nS: +OK ready\n" POP3_CAPA
   "C: AUTH PLAIN*\nS: +OK in\nC: STAT\nS: +OK 3 120\nC: QUIT\nS: +OK bye\n",
   LONG, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, 0},
  {"login/refused", "tls\nS: +OK ready\n" POP3_CAPA "C: AUTH PLAIN*\nS: -ERR [AUTH] no\n", LONG,
   POSTINO_STAGE_LOGIN, POSTINO_FINDING_REFUSED, 0},
};

static void
check_secret_stays (Outcome *outcome)
{
  static const char plain[] = "\0ada\0" PASSWORD;
  g_autofree char *alone = g_base64_encode ((const guchar *) PASSWORD, strlen (PASSWORD));
  g_autofree char *within = g_base64_encode ((const guchar *) plain, sizeof plain - 1);

  g_assert_null (strstr (outcome->lines->str, PASSWORD));
  g_assert_null (strstr (outcome->lines->str, alone));
  g_assert_null (strstr (outcome->lines->str, within));
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

/* A server that waits at its gate goes on when the client has come so far. */
static const char *
find_gate (const Case *test, PostinoSecurity security)
{
  return security == POSTINO_SECURITY_TLS && !g_str_has_prefix (test->script, "tls\n")
           ? "tls>"
           : "greeting>";
}

static void
run_once (Outcome *outcome, const Case *test, const Settings *wanted)
{
  g_autofree char *pem = probe_fixture_certificate ("valid");
  g_autoptr (ScriptedServer) server = scripted_server_new (test->script, pem);
  Settings settings = *wanted;

  settings.port = scripted_server_get_port (server);
  probe_fixture_start (outcome, &settings);
  while (!outcome->over)
    {
      if (strstr (outcome->steps->str, find_gate (test, settings.security)) != NULL)
        scripted_server_open_gate (server);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
run_case (const Case *test, PostinoProtocol protocol, PostinoSecurity security)
{
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  Settings settings = {
    .protocol = protocol, .security = security, .timeout_ms = test->timeout_ms, .trust = trust};
  g_auto (Outcome) outcome = {0};

  do
    run_once (&outcome, test, &settings);
  while (probe_fixture_is_too_early (&outcome, &settings.timeout_ms, test->stage, test->finding));

  g_assert_no_error (outcome.error);
  g_test_message ("%s", outcome.steps->str);
  g_test_message ("%s", outcome.lines->str);
  if (outcome.report->error != NULL)
    g_test_message ("%s", outcome.report->error->message);
  g_assert_cmpint (outcome.report->finding, ==, test->finding);
  g_assert_cmpint (outcome.report->stage, ==, test->stage);
  g_assert_cmpint (outcome.report->closing, ==, test->closing);
  g_assert_cmpstr (outcome.report->peer, ==, "127.0.0.1");
  g_assert_cmpuint (outcome.report->elapsed_ms, <, settings.timeout_ms + LATE_MS);
  if (test->timeout_ms >= LONG)
    g_assert_cmpuint (outcome.report->elapsed_ms, <, LONG / 2);
  check_steps (&outcome);
  check_secret_stays (&outcome);
}

static void
test_tls_case (gconstpointer data)
{
  run_case (data, POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_TLS);
}

static void
test_starttls_case (gconstpointer data)
{
  run_case (data, POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_STARTTLS);
}

static void
test_smtp_case (gconstpointer data)
{
  run_case (data, POSTINO_PROTOCOL_SMTP, POSTINO_SECURITY_STARTTLS);
}

static void
test_pop3_case (gconstpointer data)
{
  run_case (data, POSTINO_PROTOCOL_POP3, POSTINO_SECURITY_TLS);
}

/* Nobody waits for the answer to the parting words. A busy computer may need another try. */
static void
test_parting (void)
{
  static const Case test = {.script = "tls\n" IMAP_GREETING IMAP_LOGIN IMAP_MAILBOX
                                      "C: * LOGOUT\nsilence\n"};
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  const Settings settings = {.security = POSTINO_SECURITY_TLS, .timeout_ms = LONG, .trust = trust};
  gint64 least = G_MAXINT64;

  for (guint i = 0; i < TRIES && least >= 300; i++)
    {
      g_auto (Outcome) outcome = {0};

      run_once (&outcome, &test, &settings);
      g_assert_cmpint (outcome.report->finding, ==, POSTINO_FINDING_NONE);
      least =
        MIN (least, (outcome.ended - outcome.begun) / 1000 - (gint64) outcome.report->elapsed_ms);
    }
  g_assert_cmpint (least, <, 300);
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
  add_cases ("smtp", smtp_cases, G_N_ELEMENTS (smtp_cases), test_smtp_case);
  add_cases ("pop3", pop3_cases, G_N_ELEMENTS (pop3_cases), test_pop3_case);
  g_test_add_func ("/probe-faults/parting/not-waited-for", test_parting);

  return probe_fixture_run_tests ();
}
