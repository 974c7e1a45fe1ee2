/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Certificates told apart, with every reason and the certificate itself as
 * evidence, and no byte of a sign-in before one is accepted.
 */
#include "postino-pin.h"
#include "postino-tls-evidence.h"
#include "probe-fixture.h"

#include <string.h>

#define IMPLICIT "tls\nS: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\nsilence\n"
#define STARTTLS                                                                                   \
  "S: * OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] ready\n"                                     \
  "C: * STARTTLS\nS: $tag OK begin\ntls\nsilence\n"

typedef struct
{
  const char *certificate;
  GTlsCertificateFlags errors;
} Case;

static const Case cases[] = {
  {"expired", G_TLS_CERTIFICATE_EXPIRED},
  {"future", G_TLS_CERTIFICATE_NOT_ACTIVATED},
  {"wrong-host", G_TLS_CERTIFICATE_BAD_IDENTITY},
  {"wrong-host-expired", G_TLS_CERTIFICATE_BAD_IDENTITY | G_TLS_CERTIFICATE_EXPIRED},
  {"self-signed", G_TLS_CERTIFICATE_UNKNOWN_CA},
  {"unknown", G_TLS_CERTIFICATE_UNKNOWN_CA},
  {"unknown-expired", G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_EXPIRED},
};

static void
run (Outcome *outcome, const char *script, const char *name, Settings settings)
{
  g_autofree char *pem = probe_fixture_certificate (name);
  g_autoptr (ScriptedServer) server = scripted_server_new (script, pem);
  g_autofree char *heard = NULL;

  settings.port = scripted_server_get_port (server);
  probe_fixture_run (outcome, &settings);

  g_assert_no_error (outcome->error);
  heard = scripted_server_dup_heard (server);
  g_test_message ("heard: %s", heard);
  if (outcome->report->finding == POSTINO_FINDING_CERTIFICATE)
    g_assert_true (*heard == '\0' || g_str_has_suffix (heard, " STARTTLS\r\n"));
}

static void
check_refused (Outcome *outcome, const Case *test)
{
  const PostinoReport *report = outcome->report;

  g_assert_cmpint (report->finding, ==, POSTINO_FINDING_CERTIFICATE);
  g_assert_cmpint (report->stage, ==, POSTINO_STAGE_TLS);
  g_assert_cmphex (report->certificate_errors, ==, test->errors);
  g_assert_error (report->error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE);
  g_assert_cmpint (report->closing, ==, POSTINO_CLOSING_NONE);
  g_assert_nonnull (report->tls);
  g_assert_nonnull (report->tls->sha256);
  g_assert_cmpstr (report->tls->version, ==, "TLS 1.3");
  g_assert_true (g_str_has_prefix (report->tls->cipher, "TLS_"));
}

static void
test_refused (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  g_auto (Outcome) implicit = {0};
  g_auto (Outcome) starttls = {0};

  run (&implicit, IMPLICIT, test->certificate,
       (Settings){.security = POSTINO_SECURITY_TLS, .trust = trust});
  check_refused (&implicit, test);
  run (&starttls, STARTTLS, test->certificate,
       (Settings){.security = POSTINO_SECURITY_STARTTLS, .trust = trust});
  check_refused (&starttls, test);
}

static void
test_system_alone (void)
{
  g_autoptr (GTlsDatabase) system = postino_tls_database_new (NULL, NULL);
  g_auto (Outcome) without = {0};
  g_auto (Outcome) with = {0};

  run (&without, IMPLICIT, "valid", (Settings){.security = POSTINO_SECURITY_TLS});
  g_assert_cmphex (without.report->certificate_errors, ==, G_TLS_CERTIFICATE_UNKNOWN_CA);
  run (&with, IMPLICIT, "valid", (Settings){.security = POSTINO_SECURITY_TLS, .trust = system});
  g_assert_cmphex (with.report->certificate_errors, ==, G_TLS_CERTIFICATE_UNKNOWN_CA);
}

/* One of the system's authorities, taken as a server's certificate, is trusted still. */
static void
test_system_beside_file (void)
{
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  g_autolist (GTlsCertificate) system =
    g_tls_certificate_list_new_from_file ("/etc/ssl/certs/ca-certificates.crt", NULL);
  g_autofree char *name = probe_fixture_certificate ("valid");
  g_autoptr (GTlsCertificate) valid = g_tls_certificate_new_from_file (name, NULL);
  GTlsCertificateFlags flags;

  g_assert_nonnull (system);
  flags = g_tls_database_verify_chain (
    trust, system->data, G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, NULL, NULL, 0, NULL, NULL);
  g_assert_cmphex (flags & G_TLS_CERTIFICATE_UNKNOWN_CA, ==, 0);
  flags = g_tls_database_verify_chain (trust, valid, G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER,
                                       NULL, NULL, 0, NULL, NULL);
  g_assert_cmphex (flags, ==, 0);
}

static void
test_bad_file (void)
{
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) empty = NULL;
  g_autoptr (GTlsDatabase) database = postino_tls_database_new ("/nonexistent/ca.pem", &missing);

  g_assert_null (database);
  g_assert_error (missing, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  database = postino_tls_database_new ("/dev/null", &empty);
  g_assert_null (database);
  g_assert_error (empty, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE);
}

static void
test_described (void)
{
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  g_auto (Outcome) outcome = {0};
  const PostinoTlsInfo *tls;
  g_autofree char *until = NULL;

  run (&outcome, "tls\nfin\n", "valid",
       (Settings){.security = POSTINO_SECURITY_TLS, .trust = trust});
  tls = outcome.report->tls;
  g_assert_nonnull (tls);
  g_assert_cmpstr (tls->version, ==, "TLS 1.3");
  g_assert_nonnull (tls->cipher);
  g_assert_cmpstr (tls->subject, ==, "CN=valid,O=Postino tests");
  g_assert_cmpstr (tls->issuer, ==, "CN=Test authority,O=Postino tests");
  g_assert_cmpstr (tls->names[0], ==, HOST);
  g_assert_cmpstr (tls->names[1], ==, "127.0.0.1");
  g_assert_null (tls->names[2]);
  until = g_date_time_format_iso8601 (tls->not_after);
  /* GnuTLS says the last day that it can where time_t has 32 bits. */
  g_assert_cmpstr (until, ==,
                   sizeof (time_t) > 4 ? "2049-01-01T00:00:00Z" : "2037-12-31T23:23:23Z");
  g_assert_cmpuint (strlen (tls->sha256), ==, 64);
}

/* The configured host counts, an IP address too. */
static void
test_ip_address (void)
{
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  g_auto (Outcome) good = {0};
  g_auto (Outcome) bad = {0};

  run (&good, "tls\nfin\n", "valid",
       (Settings){.security = POSTINO_SECURITY_TLS, .host = "127.0.0.1", .trust = trust});
  g_assert_cmpint (good.report->stage, ==, POSTINO_STAGE_GREETING);
  run (&bad, "tls\nfin\n", "wrong-host",
       (Settings){.security = POSTINO_SECURITY_TLS, .host = "127.0.0.1", .trust = trust});
  g_assert_cmphex (bad.report->certificate_errors, ==, G_TLS_CERTIFICATE_BAD_IDENTITY);
}

/* Accepted by hand: this certificate, and no other one */

static char *
fingerprint (const char *name)
{
  g_autofree char *file = probe_fixture_certificate (name);
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (file, NULL);

  return postino_certificate_get_sha256 (certificate);
}

static void
check_accepted (const Outcome *outcome, GTlsCertificateFlags errors)
{
  const PostinoReport *report = outcome->report;

  g_assert_cmpint (report->stage, >, POSTINO_STAGE_TLS);
  g_assert_cmpint (report->finding, !=, POSTINO_FINDING_CERTIFICATE);
  g_assert_cmpint (report->accepted_by_hand, ==, errors != 0);
  g_assert_cmphex (report->certificate_errors, ==, errors);
  g_assert_cmpstr (report->tls->sha256, ==, report->server->pinned);
}

static void
test_pinned (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  g_autofree char *pinned = fingerprint (test->certificate);
  Settings settings = {.security = POSTINO_SECURITY_TLS, .trust = trust, .pinned = pinned};
  g_auto (Outcome) implicit = {0};
  g_auto (Outcome) starttls = {0};

  run (&implicit, "tls\nfin\n", test->certificate, settings);
  check_accepted (&implicit, test->errors);
  settings.security = POSTINO_SECURITY_STARTTLS;
  run (&starttls, IMAP_STARTTLS "tls\nfin\n", test->certificate, settings);
  check_accepted (&starttls, test->errors);
}

/* One that is good needs no hand. */
static void
test_pinned_for_nothing (void)
{
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  g_autofree char *pinned = fingerprint ("valid");
  g_auto (Outcome) outcome = {0};

  run (&outcome, "tls\nfin\n", "valid",
       (Settings){.security = POSTINO_SECURITY_TLS, .trust = trust, .pinned = pinned});
  check_accepted (&outcome, 0);
}

static void
test_other_pinned (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  g_autofree char *pinned = fingerprint ("valid");
  g_auto (Outcome) outcome = {0};

  run (&outcome, IMPLICIT, test->certificate,
       (Settings){.security = POSTINO_SECURITY_TLS, .trust = trust, .pinned = pinned});
  check_refused (&outcome, test);
  g_assert_false (outcome.report->accepted_by_hand);
}

/* At a known provider nothing makes up for another host's certificate. */
static void
test_strict_name (void)
{
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  g_autofree char *wrong = fingerprint ("wrong-host");
  g_autofree char *own = fingerprint ("self-signed");
  Settings settings = {
    .security = POSTINO_SECURITY_TLS, .trust = trust, .pinned = wrong, .strict_name = TRUE};
  g_auto (Outcome) refused = {0};
  g_auto (Outcome) accepted = {0};

  run (&refused, IMPLICIT, "wrong-host", settings);
  g_assert_cmpint (refused.report->finding, ==, POSTINO_FINDING_CERTIFICATE);
  g_assert_false (refused.report->accepted_by_hand);
  settings.pinned = own;
  run (&accepted, "tls\nfin\n", "self-signed", settings);
  check_accepted (&accepted, G_TLS_CERTIFICATE_UNKNOWN_CA);
}

static void
test_unbearable (void)
{
  g_autofree char *file = probe_fixture_certificate ("valid");
  g_autofree char *pinned = fingerprint ("valid");
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (file, NULL);
  const GTlsCertificateFlags bearable = G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_EXPIRED;

  g_assert_true (postino_pin_accepts (pinned, TRUE, certificate, bearable));
  g_assert_false (
    postino_pin_accepts (pinned, TRUE, certificate, bearable | G_TLS_CERTIFICATE_REVOKED));
  g_assert_false (
    postino_pin_accepts (pinned, TRUE, certificate, bearable | G_TLS_CERTIFICATE_GENERIC_ERROR));
  g_assert_false (postino_pin_accepts (NULL, TRUE, certificate, bearable));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
        g_strconcat ("/probe-certificates/refused/", cases[i].certificate, NULL);

      g_test_add_data_func (path, &cases[i], test_refused);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
        g_strconcat ("/probe-certificates/pinned/", cases[i].certificate, NULL);
      g_autofree char *other =
        g_strconcat ("/probe-certificates/other-pinned/", cases[i].certificate, NULL);

      g_test_add_data_func (path, &cases[i], test_pinned);
      g_test_add_data_func (other, &cases[i], test_other_pinned);
    }
  g_test_add_func ("/probe-certificates/pinned-for-nothing", test_pinned_for_nothing);
  g_test_add_func ("/probe-certificates/strict-name", test_strict_name);
  g_test_add_func ("/probe-certificates/unbearable", test_unbearable);
  g_test_add_func ("/probe-certificates/described", test_described);
  g_test_add_func ("/probe-certificates/ip-address", test_ip_address);
  g_test_add_func ("/probe-certificates/database/system-alone", test_system_alone);
  g_test_add_func ("/probe-certificates/database/system-beside-file", test_system_beside_file);
  g_test_add_func ("/probe-certificates/database/bad-file", test_bad_file);

  return probe_fixture_run_tests ();
}
