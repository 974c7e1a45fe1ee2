/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text where TLS is due: whose it is makes the difference between "choose the
 * other encryption" and "this is no such server".
 */
#include "probe-fixture.h"

#define IMAP POSTINO_PROTOCOL_IMAP
#define POP3 POSTINO_PROTOCOL_POP3
#define SMTP POSTINO_PROTOCOL_SMTP

#define OWN   POSTINO_FINDING_PLAIN_TEXT
#define OTHER POSTINO_FINDING_WRONG_SERVICE

typedef struct
{
  const char *path;
  PostinoProtocol protocol;
  const char *script;
  PostinoFinding finding;
} Case;

static const Case cases[] = {
  {"imap/imap", IMAP, "S: * OK ready\n", OWN},
  {"imap/preauth", IMAP, "S: * PREAUTH ready\n", OWN},
  {"imap/bye", IMAP, "S: * BYE too many\nfin\n", OWN},
  {"imap/smtp", IMAP, "S: 220 mx.example.org ESMTP\n", OTHER},
  {"imap/pop3", IMAP, "S: +OK ready\n", OTHER},
  {"imap/pop3-fin", IMAP, "S: +OK\nfin\n", OTHER},
  {"imap/ssh", IMAP, "S: SSH-2.0-OpenSSH_9.2\n", OTHER},
  {"imap/http", IMAP, "hello\nS: HTTP/1.1 400 Bad Request\nS: \nfin\n", OTHER},
  {"imap/page", IMAP, "hello\nS: <!DOCTYPE html><title>Hotel</title>\nfin\n", OTHER},
  {"imap/ftp", IMAP, "S: 220 (vsFTPd 3.0.3)\n", OTHER},
  {"imap/lmtp", IMAP, "S: 220 mx.example.org LMTP\n", OTHER},
  {"imap/sieve", IMAP, "S: \"IMPLEMENTATION\" \"Dovecot Pigeonhole\"\n", OTHER},
  {"imap/unknown", IMAP, "S: login: \n", OTHER},
  {"imap/empty-lines", IMAP, "S: \nS: \nS: \n", OTHER},
  {"pop3/pop3", POP3, "S: +OK ready\n", OWN},
  {"pop3/pop3-down", POP3, "S: -ERR [SYS/TEMP] later\nfin\n", OWN},
  {"pop3/imap", POP3, "S: * OK ready\n", OTHER},
  {"pop3/http", POP3, "hello\nS: HTTP/1.1 400 Bad Request\nfin\n", OTHER},
  {"pop3/page", POP3, "hello\nS: <html><body>Sign in first\nfin\n", OTHER},
  {"pop3/sieve", POP3, "S: \"IMPLEMENTATION\" \"Dovecot Pigeonhole\"\n", OTHER},
  {"pop3/lmtp", POP3, "S: 220 mx.example.org LMTP\n", OTHER},
  {"smtp/smtp", SMTP, "S: 220 mx.example.org ESMTP\n", OWN},
  {"smtp/smtp-lines", SMTP, "S: 220-mx.example.org ESMTP\nS: 220 ready\n", OWN},
  {"smtp/smtp-down", SMTP, "S: 421 4.3.2 later\nfin\n", OWN},
  {"smtp/ftp", SMTP, "S: 220 (vsFTPd 3.0.3)\n", OTHER},
  {"smtp/lmtp", SMTP, "S: 220 mx.example.org LMTP\n", OTHER},
  {"smtp/imap", SMTP, "S: * OK ready\n", OTHER},
  {"smtp/sieve", SMTP, "S: \"IMPLEMENTATION\" \"Dovecot Pigeonhole\"\n", OTHER},
  {"smtp/http", SMTP, "hello\nS: HTTP/1.1 400 Bad Request\nfin\n", OTHER},
  {"smtp/page", SMTP, "hello\nS: <html><body>Sign in first\nfin\n", OTHER},
};

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (ScriptedServer) server = scripted_server_new (test->script, NULL);
  Settings settings = {.protocol = test->protocol,
                       .security = POSTINO_SECURITY_TLS,
                       .port = scripted_server_get_port (server)};
  g_auto (Outcome) outcome = {0};

  probe_fixture_run (&outcome, &settings);

  g_assert_cmpint (outcome.report->finding, ==, test->finding);
  g_assert_cmpint (outcome.report->stage, ==, POSTINO_STAGE_TLS);
  g_assert_nonnull (outcome.report->first_bytes);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/probe-services/", cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return probe_fixture_run_tests ();
}
