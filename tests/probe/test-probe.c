/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole probes: how each ends, where, and what is shown of it.
 */
#include "probe-fixture.h"

#include <string.h>

#define GREETING "S: * OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN SASL-IR] ready\n"
#define STARTTLS "C: * STARTTLS\nS: a OK begin\n"
#define LOGIN    "C: b LOGIN *\nS: b OK in\n"
#define REST     LOGIN "C: c EXAMINE INBOX\nS: * 3 EXISTS\nS: c OK done\n"

typedef struct
{
  const char *path;
  PostinoSecurity security;
  const char *script;
  guint timeout_ms;
  PostinoStage stage;
  PostinoFinding finding;
  PostinoClosing closing;
  const char *steps;
} Case;

#define TLS  POSTINO_SECURITY_TLS
#define STLS POSTINO_SECURITY_STARTTLS

static const Case cases[] = {
  {"passed/tls", TLS, "tls\n" GREETING REST, 0, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, 0,
   "lookup> lookup+ connect> connect+ tls> tls+ greeting> greeting+ login> login+ mailbox> "
   "mailbox+ done+"},
  {"passed/starttls", STLS, GREETING STARTTLS "tls\n" REST, 0, POSTINO_STAGE_DONE,
   POSTINO_FINDING_NONE, 0,
   "lookup> lookup+ connect> connect+ greeting> greeting+ tls> tls+ login> login+ mailbox> "
   "mailbox+ done+"},
};

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *pem = probe_fixture_certificate ("valid");
  g_autoptr (ScriptedServer) server = scripted_server_new (test->script, pem);
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  Settings settings = {.protocol = POSTINO_PROTOCOL_IMAP,
                       .security = test->security,
                       .port = scripted_server_get_port (server),
                       .timeout_ms = test->timeout_ms != 0 ? test->timeout_ms : 5000,
                       .trust = trust};
  g_auto (Outcome) outcome = {0};

  probe_fixture_run (&outcome, &settings);

  g_test_message ("%s", outcome.steps->str);
  g_test_message ("%s", outcome.lines->str);
  if (outcome.report && outcome.report->error)
    g_test_message ("%s", outcome.report->error->message);
  g_assert_no_error (outcome.error);
  g_assert_cmpint (outcome.report->finding, ==, test->finding);
  g_assert_cmpint (outcome.report->stage, ==, test->stage);
  if (test->steps != NULL)
    g_assert_cmpstr (outcome.steps->str, ==, test->steps);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/probe/", cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return probe_fixture_run_tests ();
}
