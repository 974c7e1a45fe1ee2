/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sign-in that is bound to its TLS channel (RFC 5802, RFC 9266), against libgsasl's
 * own server behind a GTlsServerConnection. The server that has another exporter
 * value is somebody in between who passes everything on.
 */
#include "postino-tls-evidence.h"
#include "probe-fixture.h"

#include <gsasl.h>
#include <string.h>

typedef struct
{
  const char *mechanism;
  const char *offered;
  gboolean in_between;
  PostinoFinding finding;
  guint sign_ins;
  gboolean starttls;
  const char *certificate; /* that the person has accepted */
} Case;

static const Case cases[] = {
  {"SCRAM-SHA-256-PLUS", "AUTH=SCRAM-SHA-256-PLUS AUTH=SCRAM-SHA-256", FALSE, POSTINO_FINDING_NONE,
   1},
  {"SCRAM-SHA-1-PLUS", "AUTH=SCRAM-SHA-1-PLUS AUTH=SCRAM-SHA-1", FALSE, POSTINO_FINDING_NONE, 1},
  {"SCRAM-SHA-256-PLUS", "AUTH=SCRAM-SHA-256-PLUS", TRUE, POSTINO_FINDING_REFUSED, 1},
  {"SCRAM-SHA-1-PLUS", "AUTH=SCRAM-SHA-1-PLUS", TRUE, POSTINO_FINDING_REFUSED, 1},
  {"SCRAM-SHA-256-PLUS", "AUTH=SCRAM-SHA-256-PLUS AUTH=SCRAM-SHA-256", FALSE, POSTINO_FINDING_NONE,
   1, .starttls = TRUE},
  {"SCRAM-SHA-256-PLUS", "AUTH=SCRAM-SHA-256-PLUS", TRUE, POSTINO_FINDING_REFUSED, 1,
   .starttls = TRUE},
  /* PLAIN would do behind a certificate that an authority vouches for, not here. */
  {"SCRAM-SHA-256-PLUS", "AUTH=PLAIN AUTH=SCRAM-SHA-256-PLUS AUTH=SCRAM-SHA-256", FALSE,
   POSTINO_FINDING_NONE, 1, .certificate = "self-signed"},
  {"SCRAM-SHA-256-PLUS", "AUTH=PLAIN AUTH=SCRAM-SHA-256-PLUS", TRUE, POSTINO_FINDING_REFUSED, 1,
   .starttls = TRUE, .certificate = "self-signed"},
};

/* TLS 1.2 without an extended master secret (RFC 7627) binds nothing (RFC 9266 section 4).
 * These are for a run whose G_TLS_GNUTLS_PRIORITY says so. */
static const Case unbound_cases[] = {
  {"SCRAM-SHA-256", "AUTH=SCRAM-SHA-256-PLUS AUTH=SCRAM-SHA-256", FALSE, POSTINO_FINDING_NONE, 1},
  {"SCRAM-SHA-256", "AUTH=PLAIN AUTH=SCRAM-SHA-256-PLUS AUTH=SCRAM-SHA-256", FALSE,
   POSTINO_FINDING_NONE, 1, .certificate = "self-signed"},
};

static gboolean
is_unbound (void)
{
  const char *priority = g_getenv ("G_TLS_GNUTLS_PRIORITY");

  return priority != NULL && strstr (priority, "%NO_SESSION_HASH") != NULL;
}

typedef struct
{
  const Case *test;
  GSocketListener *listener;
  GTlsCertificate *certificate;
  GIOStream *stream;
  GDataInputStream *input;
  Gsasl_session *session;
  gboolean signed_in;
} Server;

static int
on_gsasl_property (Gsasl *context, Gsasl_session *session, Gsasl_property property)
{
  if (property == GSASL_PASSWORD)
    return gsasl_property_set (session, property, PASSWORD);
  if (property == GSASL_SCRAM_ITER)
    return gsasl_property_set (session, property, "4096");
  return GSASL_NO_CALLBACK;
}

static char *
make_exporter (Server *self)
{
  g_autoptr (GByteArray) binding = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  g_tls_connection_get_channel_binding_data (G_TLS_CONNECTION (self->stream),
                                             G_TLS_CHANNEL_BINDING_TLS_EXPORTER, binding, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (binding->len, ==, 32);
  if (self->test->in_between)
    binding->data[0] ^= 1;

  return g_base64_encode (binding->data, binding->len);
}

static void
say (Server *self, const char *line)
{
  g_autofree char *bytes = g_strconcat (line, "\r\n", NULL);

  g_output_stream_write_all (g_io_stream_get_output_stream (self->stream), bytes, strlen (bytes),
                             NULL, NULL, NULL);
}

static char *
hear (Server *self)
{
  char *line = g_data_input_stream_read_line (self->input, NULL, NULL, NULL);

  return line != NULL ? line : g_strdup ("");
}

static void
set_input (Server *self)
{
  g_clear_object (&self->input);
  self->input = g_data_input_stream_new (g_io_stream_get_input_stream (self->stream));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (self->input), FALSE);
  g_data_input_stream_set_newline_type (self->input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
}

static void
agree_to_tls (Server *self, GSocketConnection *socket)
{
  self->stream = g_object_ref (G_IO_STREAM (socket));
  set_input (self);
  say (self, "* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] hello");
  g_free (hear (self));
  say (self, "A1 OK begin");
  g_clear_object (&self->stream);
}

static void
start_tls (Server *self)
{
  g_autoptr (GSocketConnection) socket =
    g_socket_listener_accept (self->listener, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;

  if (self->test->starttls)
    agree_to_tls (self, socket);
  self->stream = g_tls_server_connection_new (G_IO_STREAM (socket), self->certificate, NULL);
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (self->stream), FALSE);
  g_tls_connection_handshake (G_TLS_CONNECTION (self->stream), NULL, &error);
  g_assert_no_error (error);
  set_input (self);
}

/* What is offered: in the greeting, or asked for behind STARTTLS. */
static void
offer (Server *self)
{
  g_autofree char *offered =
    g_strconcat ("CAPABILITY IMAP4rev1 LOGINDISABLED SASL-IR ", self->test->offered, NULL);
  g_autofree char *line = self->test->starttls ? g_strconcat ("* ", offered, NULL)
                                               : g_strdup_printf ("* OK [%s] hello", offered);

  if (self->test->starttls)
    g_free (hear (self)); /* CAPABILITY */
  say (self, line);
  if (self->test->starttls)
    say (self, "A2 OK");
}

/* From the initial response on. Returns whether libgsasl is content. */
static gboolean
authenticate (Server *self, const char *initial)
{
  g_autofree char *response = g_strdup (initial);
  int result = GSASL_NEEDS_MORE;

  while (result == GSASL_NEEDS_MORE)
    {
      char *challenge = NULL;

      result = gsasl_step64 (self->session, response, &challenge);
      if (result == GSASL_NEEDS_MORE || (result == GSASL_OK && *challenge != '\0'))
        {
          g_autofree char *line = g_strconcat ("+ ", challenge, NULL);

          say (self, line);
          g_free (response);
          response = hear (self);
        }
      gsasl_free (challenge);
    }

  return result == GSASL_OK;
}

/* Behind STARTTLS two commands came before. */
static void
say_tagged (Server *self, guint number, const char *rest)
{
  g_autofree char *line = g_strdup_printf ("A%u %s", number + (self->test->starttls ? 2 : 0), rest);

  say (self, line);
}

static void
serve_mailbox (Server *self)
{
  say_tagged (self, 1, "OK [CAPABILITY IMAP4rev1] in");
  g_free (hear (self));
  g_free (hear (self));
  say_tagged (self, 2, "OK");
  say_tagged (self, 3, "OK");
}

static gpointer
serve (gpointer data)
{
  Server *self = data;
  g_autofree char *command =
    g_strdup_printf ("A%u AUTHENTICATE %s ", self->test->starttls ? 3 : 1, self->test->mechanism);

  start_tls (self);
  offer (self);
  g_autofree char *exporter = is_unbound () ? NULL : make_exporter (self);
  if (exporter != NULL)
    gsasl_property_set (self->session, GSASL_CB_TLS_EXPORTER, exporter);

  g_autofree char *line = hear (self);
  if (g_str_has_prefix (line, command))
    self->signed_in = authenticate (self, line + strlen (command));
  if (self->signed_in)
    serve_mailbox (self);
  else
    say_tagged (self, 1, "NO [AUTHENTICATIONFAILED] no");
  g_free (hear (self)); /* LOGOUT */

  g_io_stream_close (self->stream, NULL, NULL);
  g_object_unref (self->input);
  g_object_unref (self->stream);
  return NULL;
}

static void
run (const Case *test, Outcome *outcome, Server *server)
{
  g_autofree char *pem =
    probe_fixture_certificate (test->certificate != NULL ? test->certificate : "valid");
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (pem, NULL);
  g_autofree char *sha256 = postino_certificate_get_sha256 (certificate);
  Settings settings = {.security =
                         test->starttls ? POSTINO_SECURITY_STARTTLS : POSTINO_SECURITY_TLS,
                       .port = g_socket_listener_add_any_inet_port (listener, NULL, NULL),
                       .pinned = test->certificate != NULL ? sha256 : NULL,
                       .trust = trust};

  server->listener = listener;
  server->certificate = certificate;
  GThread *thread = g_thread_new ("server", serve, server);
  probe_fixture_run (outcome, &settings);
  g_thread_join (thread);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_auto (Outcome) outcome = {0};
  Server server = {.test = test};
  Gsasl *context;

  g_assert_cmpint (gsasl_init (&context), ==, GSASL_OK);
  gsasl_callback_set (context, on_gsasl_property);
  g_assert_cmpint (gsasl_server_start (context, test->mechanism, &server.session), ==, GSASL_OK);
  run (test, &outcome, &server);

  g_assert_cmpint (server.signed_in, ==, !test->in_between);
  g_assert_cmpint (outcome.report->finding, ==, test->finding);
  g_assert_cmpstr (outcome.report->mechanism, ==, test->mechanism);
  g_assert_cmpuint (outcome.report->sign_ins, ==, test->sign_ins);
  g_assert_cmpint (outcome.report->accepted_by_hand, ==, test->certificate != NULL);

  gsasl_finish (server.session);
  gsasl_done (context);
}

int
main (int argc, char **argv)
{
  const Case *table = is_unbound () ? unbound_cases : cases;
  gsize length = is_unbound () ? G_N_ELEMENTS (unbound_cases) : G_N_ELEMENTS (cases);

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *path =
        g_strdup_printf ("/channel-binding/%s%s/%s/%s", table[i].starttls ? "starttls" : "tls",
                         table[i].certificate != NULL ? "-by-hand" : "",
                         table[i].in_between ? "wrong" : "right", table[i].mechanism);
      g_test_add_data_func (path, &table[i], test_case);
    }

  return probe_fixture_run_tests ();
}
