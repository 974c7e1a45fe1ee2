/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a TLS handshake tells the server: the host's name, which it needs, and
 * nothing by which it would know this computer again.
 */
#include "probe-fixture.h"

#include <string.h>

/* The name that is asked for stands in clear in the ClientHello (RFC 6066 section 3). */

static void
on_hello_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GBytes **hello = user_data;

  *hello = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);
}

static void
on_client_accepted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GSocketConnection) client =
    g_socket_listener_accept_finish (G_SOCKET_LISTENER (source), result, NULL, NULL);

  g_assert_nonnull (client);
  g_input_stream_read_bytes_async (g_io_stream_get_input_stream (G_IO_STREAM (client)), 4096,
                                   G_PRIORITY_DEFAULT, NULL, on_hello_read, user_data);
}

static GBytes *
catch_hello (const char *host)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Settings settings = {.security = POSTINO_SECURITY_TLS,
                       .host = host,
                       .port = g_socket_listener_add_any_inet_port (listener, NULL, NULL),
                       .cancellable = cancellable};
  g_auto (Outcome) outcome = {0};
  GBytes *hello = NULL;

  g_socket_listener_accept_async (listener, NULL, on_client_accepted, &hello);
  probe_fixture_start (&outcome, &settings);
  while (hello == NULL && !outcome.over)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  probe_fixture_wait (&outcome);
  g_socket_listener_close (listener);

  g_assert_nonnull (hello);
  return hello;
}

static gboolean
has_name (GBytes *hello, const char *name)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (hello, &size);

  g_assert_cmpint (data[0], ==, 22);
  return memmem (data, size, name, strlen (name)) != NULL;
}

static void
test_server_name (void)
{
  g_autoptr (GBytes) named = catch_hello (HOST);
  g_autoptr (GBytes) address = catch_hello ("127.0.0.1");

  g_assert_true (has_name (named, HOST));
  g_assert_false (has_name (address, HOST));
}

/* A real server hands out tickets, and says whether one came back. */

typedef struct
{
  GSubprocess *process;
  GDataInputStream *out;
  guint16 port;
} Server;

static Server
start_server (const char *version)
{
  g_autofree char *pem = probe_fixture_certificate ("valid");
  Server server = {0};

  server.process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE
                        | G_SUBPROCESS_FLAGS_STDIN_PIPE,
                      NULL, "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", pem, "-key",
                      pem, version, NULL);
  g_assert_nonnull (server.process);
  server.out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server.process));
  while (server.port == 0)
    {
      g_autofree char *line = g_data_input_stream_read_line (server.out, NULL, NULL, NULL);

      g_assert_nonnull (line);
      if (g_str_has_prefix (line, "ACCEPT "))
        server.port = (guint16) g_ascii_strtoull (strrchr (line, ':') + 1, NULL, 10);
    }

  return server;
}

static void
visit (guint16 port, GTlsDatabase *trust)
{
  Settings settings = {
    .security = POSTINO_SECURITY_TLS, .port = port, .trust = trust, .timeout_ms = 1500};
  g_auto (Outcome) outcome = {0};

  do
    probe_fixture_run (&outcome, &settings);
  while (probe_fixture_is_too_early (&outcome, &settings.timeout_ms, POSTINO_STAGE_GREETING,
                                     POSTINO_FINDING_TIMED_OUT));
  g_assert_cmpint (outcome.report->stage, ==, POSTINO_STAGE_GREETING);
}

/* GIO takes no session up again in a program that has called g_test_init(): it is another
 * one, "test-session --visit PORT AUTHORITY", that goes there. */
static int
visit_twice (const char *port, const char *authority)
{
  g_autoptr (GTlsDatabase) trust = postino_tls_database_new (authority, NULL);

  g_assert_nonnull (trust);
  probe_fixture_replace_network ();
  for (int i = 0; i < 2; i++)
    visit ((guint16) g_ascii_strtoull (port, NULL, 10), trust);

  return 0;
}

static void
let_visit (guint16 number)
{
  g_autofree char *port = g_strdup_printf ("%u", number);
  g_autofree char *authority = probe_fixture_certificate ("ca");
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) visitor = g_subprocess_new (
    G_SUBPROCESS_FLAGS_NONE, &error, "/proc/self/exe", "--visit", port, authority, NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (visitor, NULL, &error);
  g_assert_no_error (error);
}

/* How many handshakes of each kind the server has seen, once it has ended. */
static void
count (Server *server, guint *fresh, guint *resumed)
{
  char *line;

  g_subprocess_force_exit (server->process);
  while ((line = g_data_input_stream_read_line (server->out, NULL, NULL, NULL)) != NULL)
    {
      *resumed += strstr (line, "Reused session-id") != NULL;
      *fresh += g_str_has_prefix (line, "CIPHER is");
      g_free (line);
    }
  g_subprocess_wait (server->process, NULL, NULL);
  g_object_unref (server->out);
  g_object_unref (server->process);
}

static void
test_no_resumption (gconstpointer version)
{
  Server server = start_server (version);
  guint fresh = 0, resumed = 0;

  let_visit (server.port);
  count (&server, &fresh, &resumed);

  g_assert_cmpuint (fresh, >=, 2);
  g_assert_cmpuint (resumed, ==, 0);
}

int
main (int argc, char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "--visit"))
    return visit_twice (argv[2], argv[3]);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe-session/server-name", test_server_name);
  g_test_add_data_func ("/probe-session/no-resumption/tls-1.2", "-tls1_2", test_no_resumption);
  g_test_add_data_func ("/probe-session/no-resumption/tls-1.3", "-tls1_3", test_no_resumption);

  return probe_fixture_run_tests ();
}
