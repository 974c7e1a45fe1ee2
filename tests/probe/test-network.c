/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a report says besides of the network: what the system knows of it, which
 * addresses were tried, and what time it is at the server.
 */
#include "probe-fixture.h"

#define GREETED "220 mail.example.org ESMTP Postfix; Fri, 27 Nov 2026 21:00:00 +0100\n"

static guint16
unused_port (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new ("", NULL);

  return scripted_server_get_port (server);
}

static void
test_connectivity (void)
{
  static const struct
  {
    GNetworkConnectivity said;
    gboolean offline;
    const char *host;
    PostinoNetwork network;
  } rows[] = {
    {G_NETWORK_CONNECTIVITY_FULL, FALSE, HOST, POSTINO_NETWORK_FULL},
    {G_NETWORK_CONNECTIVITY_PORTAL, FALSE, HOST, POSTINO_NETWORK_PORTAL},
    {G_NETWORK_CONNECTIVITY_LIMITED, FALSE, HOST, POSTINO_NETWORK_LIMITED},
    {G_NETWORK_CONNECTIVITY_PORTAL, FALSE, HOST_NOT_FOUND, POSTINO_NETWORK_PORTAL},
    {G_NETWORK_CONNECTIVITY_FULL, TRUE, HOST_DNS_FAILURE, POSTINO_NETWORK_NONE},
    /* This computer itself is no matter of the network. */
    {G_NETWORK_CONNECTIVITY_PORTAL, FALSE, "localhost", POSTINO_NETWORK_UNKNOWN},
  };
  guint16 port = unused_port ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Settings settings = {
        .security = POSTINO_SECURITY_TLS, .host = rows[i].host, .port = port, .timeout_ms = 60000};
      g_auto (Outcome) outcome = {0};

      probe_fixture_set_connectivity (rows[i].said);
      probe_fixture_set_online (!rows[i].offline);
      probe_fixture_run (&outcome, &settings);
      g_assert_cmpint (outcome.report->network, ==, rows[i].network);
    }
  probe_fixture_set_online (TRUE);
  probe_fixture_set_connectivity (G_NETWORK_CONNECTIVITY_FULL);
}

/* A greeting that is none may be a portal's. */
static void
test_connectivity_of_who_turns_away (void)
{
  g_autofree char *pem = probe_fixture_certificate ("valid");
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  g_autoptr (ScriptedServer) server = scripted_server_new ("tls\nS: * BYE not now\n", pem);
  Settings settings = {
    .security = POSTINO_SECURITY_TLS, .port = scripted_server_get_port (server), .trust = trust};
  g_auto (Outcome) outcome = {0};

  probe_fixture_set_connectivity (G_NETWORK_CONNECTIVITY_PORTAL);
  probe_fixture_run (&outcome, &settings);
  probe_fixture_set_connectivity (G_NETWORK_CONNECTIVITY_FULL);
  g_assert_cmpint (outcome.report->stage, ==, POSTINO_STAGE_GREETING);
  g_assert_cmpint (outcome.report->network, ==, POSTINO_NETWORK_PORTAL);
}

/* Whoever has talked to the server is not asked, whatever came of it. */
static void
test_connectivity_does_not_matter (void)
{
  static const char *const scripts[] = {
    "tls\n" IMAP_GREETING IMAP_LOGIN IMAP_MAILBOX,
    "tls\n" IMAP_GREETING "C: *\nS: $tag NO [AUTHENTICATIONFAILED] no\n",
  };
  g_autofree char *pem = probe_fixture_certificate ("valid");
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();

  probe_fixture_set_connectivity (G_NETWORK_CONNECTIVITY_PORTAL);
  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr (ScriptedServer) server = scripted_server_new (scripts[i], pem);
      Settings settings = {.security = POSTINO_SECURITY_TLS,
                           .port = scripted_server_get_port (server),
                           .trust = trust};
      g_auto (Outcome) outcome = {0};

      probe_fixture_run (&outcome, &settings);
      g_assert_cmpint (outcome.report->stage, >=, POSTINO_STAGE_LOGIN);
      g_assert_cmpint (outcome.report->network, ==, POSTINO_NETWORK_UNKNOWN);
    }
  probe_fixture_set_connectivity (G_NETWORK_CONNECTIVITY_FULL);
}

static void
test_server_time (void)
{
  static const struct
  {
    PostinoSecurity security;
    const char *script;
    const char *time;
  } rows[] = {
    {POSTINO_SECURITY_TLS, "tls\nS: " GREETED "C: EHLO *\nclose\n", "2026-11-27T20:00:00Z"},
    {POSTINO_SECURITY_STARTTLS, "S: " GREETED "C: EHLO *\nclose\n", "2026-11-27T20:00:00Z"},
    {POSTINO_SECURITY_STARTTLS, "S: 554 No; Fri, 27 Nov 2026 21:00:00 +0100\nclose\n",
     "2026-11-27T20:00:00Z"},
    {POSTINO_SECURITY_STARTTLS, "S: 220 mail.example.org ESMTP\nC: EHLO *\nclose\n", NULL},
    {POSTINO_SECURITY_STARTTLS, "close\n", NULL},
  };
  g_autofree char *pem = probe_fixture_certificate ("valid");
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (ScriptedServer) server = scripted_server_new (rows[i].script, pem);
      Settings settings = {.protocol = POSTINO_PROTOCOL_SMTP,
                           .security = rows[i].security,
                           .port = scripted_server_get_port (server),
                           .trust = trust};
      g_auto (Outcome) outcome = {0};

      probe_fixture_run (&outcome, &settings);
      g_autofree char *time = outcome.report->server_time != NULL
                                ? g_date_time_format_iso8601 (outcome.report->server_time)
                                : NULL;
      g_assert_cmpstr (time, ==, rows[i].time);
    }
}

static void
test_families (void)
{
  static const struct
  {
    const char *host;
    gboolean ipv6_first, tried_ipv4;
    const char *peer;
  } rows[] = {
    {HOST, FALSE, TRUE, "127.0.0.1"},
    {HOST_DUAL, TRUE, TRUE, "127.0.0.1"}, /* nothing listens on ::1 */
    {HOST_IPV6, TRUE, FALSE, NULL},
    {HOST_NOT_FOUND, FALSE, FALSE, NULL},
  };
  g_autofree char *pem = probe_fixture_certificate ("valid");
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  g_autoptr (ScriptedServer) server =
    scripted_server_new ("tls\n" IMAP_GREETING IMAP_LOGIN IMAP_MAILBOX, pem);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Settings settings = {.security = POSTINO_SECURITY_TLS,
                           .host = rows[i].host,
                           .port = scripted_server_get_port (server),
                           .trust = trust};
      g_auto (Outcome) outcome = {0};

      probe_fixture_run (&outcome, &settings);
      g_assert_cmpint (outcome.report->ipv6_first, ==, rows[i].ipv6_first);
      g_assert_cmpint (outcome.report->tried_ipv4, ==, rows[i].tried_ipv4);
      g_assert_cmpstr (outcome.report->peer, ==, rows[i].peer);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/network/connectivity", test_connectivity);
  g_test_add_func ("/network/connectivity-of-who-turns-away", test_connectivity_of_who_turns_away);
  g_test_add_func ("/network/connectivity-does-not-matter", test_connectivity_does_not_matter);
  g_test_add_func ("/network/server-time", test_server_time);
  g_test_add_func ("/network/families", test_families);

  return probe_fixture_run_tests ();
}
