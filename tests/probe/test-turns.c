/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many round trips a test takes with a good server, with PLAIN: TCP, TLS 1.3, and
 * each time that the client can't go on without an answer. The server counts those, so
 * that what is said in one go counts once.
 */
#include "probe-fixture.h"

#define TCP 1
#define TLS 1 /* RFC 8446 */

#define SMTP_GREETING "S: 220 mx.example.org ESMTP\n"
#define SMTP_EHLO     "C: EHLO *\nS: 250-mx.example.org\nS: 250-PIPELINING\nS: 250 AUTH PLAIN\n"
#define SMTP_STARTTLS                                                                              \
  "C: EHLO *\nS: 250-mx.example.org\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 begin\n"
#define SMTP_LOGIN "C: AUTH PLAIN *\nS: 235 2.7.0 in\n"
#define SMTP_SENDER                                                                                \
  "C: MAIL FROM:*\nS: 250 ok\nC: RCPT TO:*\nS: 250 ok\nC: RSET\nS: 250 ok\nC: QUIT\n"

#define POP3_GREETING "S: +OK ready\n"
#define POP3_STLS     "C: CAPA\nS: +OK\nS: STLS\nS: .\nC: STLS\nS: +OK begin\n"
#define POP3_WORK                                                                                  \
  "C: CAPA\nS: +OK\nS: SASL PLAIN\nS: .\nC: AUTH PLAIN *\nS: +OK in\nC: STAT\nS: +OK 3 120\n"

typedef struct
{
  const char *path;
  const char *script;
  PostinoProtocol protocol;
  PostinoSecurity security;
  guint limit;
} Case;

static const Case table[] = {
  /* TCP, TLS, greeting, AUTHENTICATE, EXAMINE with all that goes with it. */
  {"/turns/imap/tls", "tls\n" IMAP_GREETING IMAP_LOGIN IMAP_MAILBOX, POSTINO_PROTOCOL_IMAP,
   POSTINO_SECURITY_TLS, 5},
  /* TCP, greeting, STARTTLS, TLS, CAPABILITY, AUTHENTICATE, EXAMINE. */
  {"/turns/imap/starttls", IMAP_STARTTLS "tls\n" IMAP_CAPABILITIES IMAP_LOGIN IMAP_MAILBOX,
   POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_STARTTLS, 7},
  /* TCP, TLS, greeting, EHLO, AUTH, MAIL with RCPT and RSET. */
  {"/turns/smtp/tls", "tls\n" SMTP_GREETING SMTP_EHLO SMTP_LOGIN SMTP_SENDER, POSTINO_PROTOCOL_SMTP,
   POSTINO_SECURITY_TLS, 6},
  /* TCP, greeting, EHLO, STARTTLS, TLS, EHLO, AUTH, MAIL. */
  {"/turns/smtp/starttls", SMTP_GREETING SMTP_STARTTLS "tls\n" SMTP_EHLO SMTP_LOGIN SMTP_SENDER,
   POSTINO_PROTOCOL_SMTP, POSTINO_SECURITY_STARTTLS, 8},
  /* TCP, TLS, greeting, CAPA, AUTH, STAT. */
  {"/turns/pop3/tls", "tls\n" POP3_GREETING POP3_WORK, POSTINO_PROTOCOL_POP3, POSTINO_SECURITY_TLS,
   6},
  /* TCP, greeting, CAPA, STLS, TLS, CAPA, AUTH, STAT. */
  {"/turns/pop3/starttls", POP3_GREETING POP3_STLS "tls\n" POP3_WORK, POSTINO_PROTOCOL_POP3,
   POSTINO_SECURITY_STARTTLS, 8},
};

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *pem = probe_fixture_certificate ("valid");
  g_autoptr (ScriptedServer) server = scripted_server_new (test->script, pem);
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  Settings settings = {.protocol = test->protocol,
                       .security = test->security,
                       .port = scripted_server_get_port (server),
                       .trust = trust};
  g_auto (Outcome) outcome = {0};

  probe_fixture_run (&outcome, &settings);
  g_assert_no_error (outcome.error);
  g_test_message ("%s", outcome.lines->str);
  g_assert_cmpint (outcome.report->finding, ==, POSTINO_FINDING_NONE);
  g_assert_cmpstr (outcome.report->tls->version, ==, "TLS 1.3");
  g_assert_cmpuint (scripted_server_get_connections (server), ==, 1);
  g_assert_cmpuint (TCP + TLS + scripted_server_get_turns (server), <=, test->limit);
  /* The server was asked, and counts. */
  g_assert_cmpuint (scripted_server_get_turns (server), >=, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    g_test_add_data_func (table[i].path, &table[i], test_case);

  return probe_fixture_run_tests ();
}
