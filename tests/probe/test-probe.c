/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happens before a server answers, and what is seen of a test on its way.
 */
#include "probe-fixture.h"

#include <string.h>

#define TRIES 5

/* Before the connection */

typedef struct
{
  const char *path;
  const char *host;
  gboolean offline;
  PostinoStage stage;
  PostinoFinding finding;
  const char *steps;
} Early;

static const Early early[] = {
  {"not-found", HOST_NOT_FOUND, FALSE, POSTINO_STAGE_LOOKUP, POSTINO_FINDING_ERROR,
   "lookup> lookup!"},
  {"dns-failure", HOST_DNS_FAILURE, FALSE, POSTINO_STAGE_LOOKUP, POSTINO_FINDING_ERROR,
   "lookup> lookup!"},
  {"no-host-name", "not a host", FALSE, POSTINO_STAGE_LOOKUP, POSTINO_FINDING_ERROR,
   "lookup> lookup!"},
  {"no-answer", HOST_NO_ANSWER, FALSE, POSTINO_STAGE_LOOKUP, POSTINO_FINDING_TIMED_OUT,
   "lookup> lookup!"},
  {"refused", HOST, FALSE, POSTINO_STAGE_CONNECT, POSTINO_FINDING_ERROR,
   "lookup> lookup+ connect> connect!"},
  {"offline/not-found", HOST_NOT_FOUND, TRUE, POSTINO_STAGE_LOOKUP, POSTINO_FINDING_OFFLINE,
   "lookup> lookup!"},
  {"offline/dns-failure", HOST_DNS_FAILURE, TRUE, POSTINO_STAGE_LOOKUP, POSTINO_FINDING_OFFLINE,
   "lookup> lookup!"},
  {"offline/no-answer", HOST_NO_ANSWER, TRUE, POSTINO_STAGE_LOOKUP, POSTINO_FINDING_OFFLINE,
   "lookup> lookup!"},
  {"offline/loopback", "localhost", TRUE, POSTINO_STAGE_CONNECT, POSTINO_FINDING_ERROR,
   "lookup> lookup+ connect> connect!"},
};

static guint16
unused_port (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new ("", NULL);

  return scripted_server_get_port (server);
}

static void
test_early (gconstpointer data)
{
  const Early *test = data;
  Settings settings = {.security = POSTINO_SECURITY_TLS,
                       .host = test->host,
                       .port = unused_port (),
                       .timeout_ms = g_strcmp0 (test->host, HOST_NO_ANSWER) == 0 ? 300 : 60000};
  g_auto (Outcome) outcome = {0};

  probe_fixture_set_online (!test->offline);
  probe_fixture_run (&outcome, &settings);
  probe_fixture_set_online (TRUE);

  g_assert_no_error (outcome.error);
  g_assert_cmpint (outcome.report->finding, ==, test->finding);
  g_assert_cmpint (outcome.report->stage, ==, test->stage);
  g_assert_cmpstr (outcome.steps->str, ==, test->steps);
  g_assert_null (outcome.report->tls);
  g_assert_null (outcome.report->first_bytes);
}

static void
test_errors_kept (void)
{
  Settings settings = {.security = POSTINO_SECURITY_TLS, .port = unused_port ()};
  g_auto (Outcome) refused = {0};
  g_auto (Outcome) not_found = {0};
  g_auto (Outcome) dns_failure = {0};

  probe_fixture_run (&refused, &settings);
  g_assert_error (refused.report->error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
  settings.host = HOST_NOT_FOUND;
  probe_fixture_run (&not_found, &settings);
  g_assert_error (not_found.report->error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND);
  settings.host = HOST_DNS_FAILURE;
  probe_fixture_run (&dns_failure, &settings);
  g_assert_error (dns_failure.report->error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE);
}

static void
test_unconfirmed (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new ("silence\n", NULL);
  Settings settings = {.security = POSTINO_SECURITY_STARTTLS,
                       .port = scripted_server_get_port (server),
                       .trust_host = POSTINO_TRUST_UNCONFIRMED};
  g_auto (Outcome) outcome = {0};

  probe_fixture_run (&outcome, &settings);

  g_assert_cmpint (outcome.report->finding, ==, POSTINO_FINDING_UNCONFIRMED);
  g_assert_cmpint (outcome.report->stage, ==, POSTINO_STAGE_LOOKUP);
  g_assert_cmpuint (scripted_server_get_connections (server), ==, 0);
}

static void
test_backlog_full (void)
{
  g_autoptr (GPtrArray) crowd = g_ptr_array_new_with_free_func (g_object_unref);
  Settings settings = {.security = POSTINO_SECURITY_TLS,
                       .port = probe_fixture_fill_backlog (crowd, "127.0.0.1", 0),
                       .timeout_ms = 400};
  g_auto (Outcome) outcome = {0};

  do
    probe_fixture_run (&outcome, &settings);
  while (probe_fixture_is_too_early (&outcome, &settings.timeout_ms, POSTINO_STAGE_CONNECT,
                                     POSTINO_FINDING_TIMED_OUT));

  g_assert_cmpint (outcome.report->finding, ==, POSTINO_FINDING_TIMED_OUT);
  g_assert_cmpint (outcome.report->stage, ==, POSTINO_STAGE_CONNECT);
  g_assert_cmpuint (outcome.report->elapsed_ms, >=, settings.timeout_ms);
  g_assert_cmpuint (outcome.report->elapsed_ms, <, settings.timeout_ms + LATE_MS);
}

/* Returns how long it took to connect, in ms. */
static guint
connect_past_silence (const Settings *settings)
{
  g_auto (Outcome) outcome = {0};
  const PostinoStep *connect;

  probe_fixture_run (&outcome, settings);

  connect = &g_array_index (outcome.report->steps, PostinoStep, 1);
  g_assert_cmpint (connect->stage, ==, POSTINO_STAGE_CONNECT);
  g_assert_true (connect->passed);
  g_assert_cmpstr (outcome.report->peer, ==, "127.0.0.1");
  return connect->elapsed_ms;
}

/* IPv6 that answers nothing costs no more than the delay of RFC 8305, 250 ms. A busy
 * computer may need another try. */
static void
test_happy_eyeballs (void)
{
  g_autofree char *pem = probe_fixture_certificate ("valid");
  g_autoptr (ScriptedServer) server =
    scripted_server_new ("tls\n" IMAP_GREETING IMAP_LOGIN IMAP_MAILBOX, pem);
  g_autoptr (GPtrArray) crowd = g_ptr_array_new_with_free_func (g_object_unref);
  Settings settings = {.security = POSTINO_SECURITY_TLS,
                       .host = HOST_DUAL,
                       .port = scripted_server_get_port (server),
                       .timeout_ms = 60000};
  guint least = G_MAXUINT;

  g_assert_cmpuint (probe_fixture_fill_backlog (crowd, "::1", settings.port), !=, 0);
  for (guint i = 0; i < TRIES && least >= 600; i++)
    least = MIN (least, connect_past_silence (&settings));
  g_assert_cmpuint (least, >=, 200);
  g_assert_cmpuint (least, <, 600);
}

static void
test_two_at_once (void)
{
  g_autofree char *pem = probe_fixture_certificate ("valid");
  g_autoptr (ScriptedServer) server =
    scripted_server_new ("wait 400\ntls\n" IMAP_GREETING IMAP_LOGIN IMAP_MAILBOX, pem);
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  Settings settings = {
    .security = POSTINO_SECURITY_TLS, .port = scripted_server_get_port (server), .trust = trust};
  g_auto (Outcome) one = {0};
  g_auto (Outcome) two = {0};

  probe_fixture_start (&one, &settings);
  probe_fixture_start (&two, &settings);
  probe_fixture_wait (&one);
  probe_fixture_wait (&two);

  g_assert_cmpint (one.report->finding, ==, POSTINO_FINDING_NONE);
  g_assert_cmpint (two.report->finding, ==, POSTINO_FINDING_NONE);
  g_assert_cmpint (two.begun, <, one.ended);
  g_assert_cmpint (one.begun, <, two.ended);
}

static void
test_steps (void)
{
  g_autofree char *pem = probe_fixture_certificate ("valid");
  g_autoptr (ScriptedServer) server = scripted_server_new (
    "tls\ngate\n" IMAP_GREETING "C: *\nS: $tag NO [AUTHENTICATIONFAILED] no\n", pem);
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  Settings settings = {
    .security = POSTINO_SECURITY_TLS, .port = scripted_server_get_port (server), .trust = trust};
  static const PostinoStage stages[] = {POSTINO_STAGE_LOOKUP, POSTINO_STAGE_CONNECT,
                                        POSTINO_STAGE_TLS, POSTINO_STAGE_GREETING,
                                        POSTINO_STAGE_LOGIN};
  g_auto (Outcome) outcome = {0};
  GArray *steps;
  guint end = 0;

  probe_fixture_start (&outcome, &settings);
  while (strstr (outcome.steps->str, "greeting>") == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_usleep (150 * 1000);
  scripted_server_open_gate (server);
  probe_fixture_wait (&outcome);

  steps = outcome.report->steps;
  g_assert_cmpuint (steps->len, ==, G_N_ELEMENTS (stages));
  for (guint i = 0; i < steps->len; i++)
    {
      const PostinoStep *step = &g_array_index (steps, PostinoStep, i);

      g_assert_cmpint (step->stage, ==, stages[i]);
      g_assert_cmpint (step->passed, ==, step->stage != POSTINO_STAGE_LOGIN);
      g_assert_cmpuint (step->start_ms, >=, end);
      end = step->start_ms + step->elapsed_ms;
    }
  g_assert_cmpuint (outcome.report->elapsed_ms, >=, end);
  g_assert_cmpuint (g_array_index (steps, PostinoStep, 3).elapsed_ms, >=, 150);
}

static void
test_lines (void)
{
  g_autofree char *pem = probe_fixture_certificate ("valid");
  g_autoptr (ScriptedServer) server = scripted_server_new (
    "tls\nraw: * OK [CAPABILITY " IMAP_CAPABILITY "] \\x1b[31mred\\x07 caf\\xe9 \nwait 50\n"
    "raw: half\\r\\n\n" IMAP_LOGIN "C: *\nraw: $tag NO \\xe2\\x80\\xaeevil " PASSWORD
    "\\r\\n\nC: *\nS: $tag OK done\n",
    pem);
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  Settings settings = {
    .security = POSTINO_SECURITY_TLS, .port = scripted_server_get_port (server), .trust = trust};
  g_auto (Outcome) outcome = {0};
  g_auto (GStrv) lines = NULL;

  probe_fixture_run (&outcome, &settings);

  g_assert_true (g_utf8_validate (outcome.lines->str, -1, NULL));
  g_assert_null (strstr (outcome.lines->str, PASSWORD));
  g_assert_null (strchr (outcome.lines->str, '\x1b'));
  g_assert_null (strstr (outcome.lines->str, "\xe2\x80\xae"));
  lines = g_strsplit (outcome.lines->str, "\n", -1);
  g_assert_true (g_str_has_prefix (lines[0], "S: * OK "));
  g_assert_true (g_str_has_suffix (lines[0], " half"));
  g_assert_true (g_str_has_prefix (lines[1], "C: "));
  g_assert_nonnull (strstr (lines[1], "•••"));
  g_assert_true (g_str_has_prefix (lines[2], "S: "));
}

/* Plain text that the person agreed to beforehand. */
static void
test_no_security (void)
{
  g_autoptr (ScriptedServer) server =
    scripted_server_new (IMAP_GREETING IMAP_LOGIN IMAP_MAILBOX, NULL);
  Settings settings = {.security = POSTINO_SECURITY_NONE,
                       .port = scripted_server_get_port (server)};
  g_auto (Outcome) outcome = {0};

  probe_fixture_run (&outcome, &settings);

  g_assert_cmpint (outcome.report->finding, ==, POSTINO_FINDING_NONE);
  g_assert_null (outcome.report->tls);
  g_assert_cmpint (outcome.report->messages, ==, 3);
  g_assert_cmpstr (outcome.steps->str, ==,
                   "lookup> lookup+ connect> connect+ greeting> greeting+ login> login+ mailbox> "
                   "mailbox+ done+");
}

static void
test_evidence (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new ("S: 220 mx.example.org ESMTP\n", NULL);
  Settings settings = {.security = POSTINO_SECURITY_TLS, .port = scripted_server_get_port (server)};
  g_auto (Outcome) outcome = {0};
  gsize size;
  const char *bytes;

  probe_fixture_run (&outcome, &settings);

  g_assert_nonnull (outcome.report->first_bytes);
  bytes = g_bytes_get_data (outcome.report->first_bytes, &size);
  g_assert_cmpuint (size, >=, 5);
  g_assert_cmpmem (bytes, 4, "220 ", 4);
  g_assert_nonnull (outcome.report->error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (early); i++)
    {
      g_autofree char *path = g_strconcat ("/probe/early/", early[i].path, NULL);

      g_test_add_data_func (path, &early[i], test_early);
    }
  g_test_add_func ("/probe/early/errors-kept", test_errors_kept);
  g_test_add_func ("/probe/early/unconfirmed", test_unconfirmed);
  g_test_add_func ("/probe/early/backlog-full", test_backlog_full);
  g_test_add_func ("/probe/happy-eyeballs", test_happy_eyeballs);
  g_test_add_func ("/probe/two-at-once", test_two_at_once);
  g_test_add_func ("/probe/steps", test_steps);
  g_test_add_func ("/probe/lines", test_lines);
  g_test_add_func ("/probe/no-security", test_no_security);
  g_test_add_func ("/probe/evidence", test_evidence);

  return probe_fixture_run_tests ();
}
