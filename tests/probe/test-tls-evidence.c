/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Handshakes judged by their bytes alone, whole and cut off anywhere; and a real
 * server that is too old.
 */
#include "postino-tls-evidence.h"
#include "probe-fixture.h"

#include <gnutls/x509.h>

#include <string.h>

#define HELLO_1_0 "\x16\x03\x01\x00\x2a\x02\x00\x00\x26\x03\x01"
#define HELLO_1_2 "\x16\x03\x03\x00\x2a\x02\x00\x00\x26\x03\x03"

typedef struct
{
  const char *path;
  const char *bytes;
  gsize size;
  PostinoClosing closing;
  PostinoFinding finding;
} Case;

#define BYTES(text) text, sizeof text - 1

static const Case cases[] = {
  {"nothing", NULL, 0, POSTINO_CLOSING_NONE, POSTINO_FINDING_ERROR},
  {"nothing-fin", NULL, 0, POSTINO_CLOSING_FIN, POSTINO_FINDING_CLOSED},
  {"nothing-rst", NULL, 0, POSTINO_CLOSING_RST, POSTINO_FINDING_CLOSED},
  {"greeting", BYTES ("220 mx"), POSTINO_CLOSING_NONE, POSTINO_FINDING_PLAIN_TEXT},
  {"greeting-fin", BYTES ("+OK"), POSTINO_CLOSING_FIN, POSTINO_FINDING_PLAIN_TEXT},
  {"greeting-latin-1", BYTES ("* OK Gr\xfc\xdf Gott\r\n"), 0, POSTINO_FINDING_PLAIN_TEXT},
  {"empty-lines", BYTES ("\r\n\r\n"), 0, POSTINO_FINDING_PLAIN_TEXT},
  {"nul", BYTES ("\0"), 0, POSTINO_FINDING_ERROR},
  {"nul-in-text", BYTES ("* OK\0ready"), 0, POSTINO_FINDING_ERROR},
  {"version", BYTES ("\x15\x03\x01\x00\x02\x02\x46"), 0, POSTINO_FINDING_TLS_TOO_OLD},
  {"version-fin", BYTES ("\x15\x03\x00\x00\x02\x02\x46"), POSTINO_CLOSING_FIN,
   POSTINO_FINDING_TLS_TOO_OLD},
  {"no-cipher", BYTES ("\x15\x03\x03\x00\x02\x02\x28"), 0, POSTINO_FINDING_TLS_TOO_OLD},
  {"fallback", BYTES ("\x15\x03\x03\x00\x02\x02\x56"), 0, POSTINO_FINDING_TLS_TOO_OLD},
  {"internal", BYTES ("\x15\x03\x03\x00\x02\x02\x50"), POSTINO_CLOSING_FIN, POSTINO_FINDING_ERROR},
  {"unrecognized-name", BYTES ("\x15\x03\x03\x00\x02\x02\x70"), 0, POSTINO_FINDING_ERROR},
  {"warning-first", BYTES ("\x15\x03\x03\x00\x02\x01\x70\x15\x03\x03\x00\x02\x02\x46"), 0,
   POSTINO_FINDING_TLS_TOO_OLD},
  {"cut-alert-fin", BYTES ("\x15\x03\x03\x00\x02"), POSTINO_CLOSING_FIN, POSTINO_FINDING_CLOSED},
  {"hello-1.0", BYTES (HELLO_1_0), 0, POSTINO_FINDING_TLS_TOO_OLD},
  {"hello-1.2", BYTES (HELLO_1_2), 0, POSTINO_FINDING_ERROR},
  {"hello-1.2-rst", BYTES (HELLO_1_2), POSTINO_CLOSING_RST, POSTINO_FINDING_CLOSED},
};

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GError) error = g_error_new (G_TLS_ERROR, G_TLS_ERROR_MISC, "as always");
  /* A copy of its own: the sanitizer sees what is read behind its end. */
  g_autoptr (GBytes) bytes = test->size > 0 ? g_bytes_new (test->bytes, test->size) : NULL;

  g_assert_cmpint (postino_tls_judge_failure (error, bytes, test->closing), ==, test->finding);
}

/* A ServerHello of TLS 1.3, and the same cut off anywhere or with any byte wrong. */
static void
test_hello (void)
{
  static const guint8 hello[] = {
    22,   3,    3, 0,    0x5a,                                   /* record */
    2,    0,    0, 0x56, 3,    3,                                /* ServerHello, "TLS 1.2" */
    1,    2,    3, 4,    5,    6, 7, 8,  1, 2, 3, 4, 5, 6, 7, 8, /* random */
    1,    2,    3, 4,    5,    6, 7, 8,  1, 2, 3, 4, 5, 6, 7, 8, 4, 9, 9, 9, 9, /* session */
    0x13, 0x02, 0,                       /* TLS_AES_256_GCM_SHA384 */
    0,    12,   0, 51,   0,    2, 0, 29, /* extensions: key_share */
    0,    43,   0, 2,    3,    4,        /* supported_versions: TLS 1.3 */
  };
  g_autofree char *pem = probe_fixture_certificate ("valid");
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (pem, NULL);

  for (gsize size = 0; size <= sizeof hello; size++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (hello, size);
      g_autoptr (PostinoTlsInfo) info = postino_tls_info_new (certificate, bytes);

      if (size < sizeof hello)
        continue;
      g_assert_cmpstr (info->version, ==, "TLS 1.3");
      g_assert_cmpstr (info->cipher, ==, "TLS_AES_256_GCM_SHA384");
    }

  for (gsize i = 0; i < 256 * sizeof hello; i++)
    {
      g_autofree guint8 *wrong = g_memdup2 (hello, sizeof hello);
      g_autoptr (GBytes) bytes = NULL;

      wrong[i / 256] = (guint8) i;
      bytes = g_bytes_new (wrong, sizeof hello);
      postino_tls_judge_failure (NULL, bytes, POSTINO_CLOSING_FIN);
    }
}

/* A certificate with this extension (RFC 5280 section 4.2.1.6), signed by itself. */
static GTlsCertificate *
make_certificate (const char *names, gsize size)
{
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t crt;
  gnutls_datum_t pem;

  gnutls_x509_privkey_init (&key);
  gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA,
                                GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0);
  gnutls_x509_crt_init (&crt);
  gnutls_x509_crt_set_version (crt, 3);
  gnutls_x509_crt_set_serial (crt, "\x01", 1);
  gnutls_x509_crt_set_activation_time (crt, 1000000000);
  gnutls_x509_crt_set_expiration_time (crt, 2000000000);
  gnutls_x509_crt_set_key (crt, key);
  gnutls_x509_crt_set_extension_by_oid (crt, GNUTLS_X509EXT_OID_SAN, names, size, 0);
  g_assert_cmpint (gnutls_x509_crt_sign2 (crt, crt, key, GNUTLS_DIG_SHA256, 0), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_export2 (crt, GNUTLS_X509_FMT_PEM, &pem), ==, 0);

  GTlsCertificate *certificate =
    g_tls_certificate_new_from_pem ((const char *) pem.data, pem.size, NULL);
  gnutls_free (pem.data);
  gnutls_x509_crt_deinit (crt);
  gnutls_x509_privkey_deinit (key);
  return certificate;
}

/* The first of the two names is not mail.example.org. */
static void
test_nul_in_name (void)
{
  static const char names[] = "\x30\x2e\x82\x1email.example.org\0.evil.example\x82\x0c"
                              "evil.example";
  g_autoptr (GTlsCertificate) certificate = make_certificate (names, sizeof names - 1);
  g_autoptr (PostinoTlsInfo) info = postino_tls_info_new (certificate, NULL);

  g_assert_cmpuint (g_strv_length (info->names), ==, 1);
  g_assert_cmpstr (info->names[0], ==, "evil.example");
}

typedef struct
{
  GSubprocess *process;
  guint16 port;
} OldServer;

static OldServer
start_old_server (const char *version)
{
  g_autofree char *pem = probe_fixture_certificate ("valid");
  OldServer server = {0};
  g_autoptr (GDataInputStream) out = NULL;

  server.process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE
                        | G_SUBPROCESS_FLAGS_STDIN_PIPE,
                      NULL, "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", pem, "-key",
                      pem, version, "-cipher", "ALL:@SECLEVEL=0", NULL);
  if (server.process == NULL)
    return server;

  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server.process));
  while (server.port == 0)
    {
      g_autofree char *line = g_data_input_stream_read_line (out, NULL, NULL, NULL);

      if (line == NULL)
        break;
      if (g_str_has_prefix (line, "ACCEPT "))
        server.port = (guint16) g_ascii_strtoull (strrchr (line, ':') + 1, NULL, 10);
    }

  return server;
}

static void
test_old_server (gconstpointer version)
{
  OldServer server = start_old_server (version);
  g_autoptr (GSubprocess) process = server.process;
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  Settings settings = {.security = POSTINO_SECURITY_TLS, .port = server.port, .trust = trust};
  g_auto (Outcome) outcome = {0};

  g_assert_cmpuint (server.port, !=, 0);
  probe_fixture_run (&outcome, &settings);
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);

  if (outcome.report->error != NULL)
    g_test_message ("%s", outcome.report->error->message);
  g_assert_cmpint (outcome.report->finding, ==, POSTINO_FINDING_TLS_TOO_OLD);
  g_assert_cmpint (outcome.report->stage, ==, POSTINO_STAGE_TLS);
  g_assert_cmpstr (outcome.lines->str, ==, "");
  if (outcome.report->tls != NULL)
    g_test_message ("%s %s", outcome.report->tls->version, outcome.report->tls->cipher);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/tls-evidence/judged/", cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/tls-evidence/hello", test_hello);
  g_test_add_func ("/tls-evidence/nul-in-name", test_nul_in_name);
  g_test_add_data_func ("/tls-evidence/old-server/tls-1.0", "-tls1", test_old_server);
  g_test_add_data_func ("/tls-evidence/old-server/tls-1.1", "-tls1_1", test_old_server);

  return probe_fixture_run_tests ();
}
