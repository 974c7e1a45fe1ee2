/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Both servers at once: what each side tells on the way, what stands at the end, what is
 * tried in between, and that cancelling is answered. The servers here refuse, keep
 * silent or speak in clear; whole conversations stand in tests/cli, against real ones.
 */
#include "postino-check.h"
#include "scripted-server.h"

#include "postino-tls-evidence.h"
#include "probe-fixture.h"

typedef struct
{
  GSocketListener *silent; /* takes connections in its backlog, and says nothing */
  guint16 silent_port;
  guint16 refused_port;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketListener) closed = g_socket_listener_new ();

  fixture->silent = g_socket_listener_new ();
  fixture->silent_port = g_socket_listener_add_any_inet_port (fixture->silent, NULL, NULL);
  fixture->refused_port = g_socket_listener_add_any_inet_port (closed, NULL, NULL);
  g_socket_listener_close (closed);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->silent);
}

static PostinoCheck *
make_check_with (PostinoSecurity security, guint16 incoming_port, guint16 outgoing_port)
{
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);
  g_autoptr (PostinoServer) incoming =
    postino_server_new (POSTINO_PROTOCOL_IMAP, "127.0.0.1", incoming_port, security, "ada");
  g_autoptr (PostinoServer) outgoing = postino_server_new (
    POSTINO_PROTOCOL_SMTP, "127.0.0.1", outgoing_port, POSTINO_SECURITY_STARTTLS, "ada");
  g_autoptr (PostinoAccount) account = postino_account_new (NULL, address, incoming, outgoing);
  g_autoptr (PostinoSecret) password = postino_secret_new ("secret");

  return postino_check_new (account, NULL, password, password);
}

static PostinoCheck *
make_check (guint16 incoming_port, guint16 outgoing_port)
{
  return make_check_with (POSTINO_SECURITY_STARTTLS, incoming_port, outgoing_port);
}

typedef struct
{
  guint attempts[2];
  GCancellable *cancel_at_attempt;
  guint failed_steps[2];
  guint done[2];
  PostinoCheckResult *result;
  GError *error;
  gboolean ended;
} Seen;

static void
on_step (PostinoCheck *check, int side, int stage, int state, Seen *seen)
{
  if (state == POSTINO_STEP_FAILED)
    seen->failed_steps[side]++;
}

static void
on_attempt (PostinoCheck *check,
            int side,
            const PostinoServer *server,
            const PostinoDiagnosis *diagnosis,
            const char *text,
            Seen *seen)
{
  g_autofree char *expected = g_strdup_printf ("Trying STARTTLS on port %u…", server->port);

  g_assert_cmpuint (seen->done[side], ==, 0);
  g_assert_cmpint (diagnosis->cause, ==, POSTINO_CAUSE_ENCRYPTION_MISMATCH);
  g_assert_cmpint (server->security, ==, POSTINO_SECURITY_STARTTLS);
  g_assert_cmpstr (text, ==, expected);
  seen->attempts[side]++;
  if (seen->cancel_at_attempt != NULL)
    g_cancellable_cancel (seen->cancel_at_attempt);
}

static void
on_server_done (PostinoCheck *check,
                int side,
                PostinoReport *report,
                PostinoDiagnosis *diagnosis,
                Seen *seen)
{
  g_assert_false (seen->ended);
  g_assert_nonnull (diagnosis->headline);
  g_assert_cmpint (report->server->protocol, ==,
                   side == POSTINO_SIDE_INCOMING ? POSTINO_PROTOCOL_IMAP : POSTINO_PROTOCOL_SMTP);
  seen->done[side]++;
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Seen *seen = user_data;

  seen->result = postino_check_run_finish (POSTINO_CHECK (source), result, &seen->error);
  seen->ended = TRUE;
}

static Seen
run_with (Seen seen, PostinoCheck *check, GCancellable *cancellable)
{
  g_signal_connect (check, "attempt", G_CALLBACK (on_attempt), &seen);
  g_signal_connect (check, "step", G_CALLBACK (on_step), &seen);
  g_signal_connect (check, "server-done", G_CALLBACK (on_server_done), &seen);
  postino_check_run_async (check, cancellable, on_ended, &seen);
  while (!seen.ended)
    g_main_context_iteration (NULL, TRUE);
  return seen;
}

static Seen
run (PostinoCheck *check, GCancellable *cancellable)
{
  return run_with ((Seen){0}, check, cancellable);
}

static void
test_neither (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PostinoCheck) check = make_check (fixture->refused_port, fixture->refused_port);
  Seen seen = run (check, NULL);
  g_autoptr (PostinoCheckResult) result = seen.result;

  g_assert_no_error (seen.error);
  g_assert_cmpint (result->diagnosis->verdict, ==, POSTINO_VERDICT_NEITHER);
  for (int side = 0; side < 2; side++)
    {
      g_assert_cmpuint (seen.failed_steps[side], ==, 1);
      g_assert_cmpuint (seen.done[side], ==, 1);
      g_assert_cmpint (result->reports[side]->stage, ==, POSTINO_STAGE_CONNECT);
      g_assert_cmpuint (result->reports[side]->sign_ins, ==, 0);
    }
  g_assert_cmpint (result->diagnosis->incoming->cause, ==, POSTINO_CAUSE_CONNECTION_REFUSED);
  g_assert_cmpint (result->diagnosis->outgoing->cause, ==, POSTINO_CAUSE_CONNECTION_REFUSED);

  g_autoptr (PostinoCheckResult) copy = postino_check_result_copy (result);
  g_assert_cmpstr (copy->diagnosis->headline, ==, result->diagnosis->headline);
}

/* The quick side is told at once; the slow one ends at its own deadline. */
static void
test_one_slow (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PostinoCheck) check = make_check (fixture->refused_port, fixture->silent_port);

  postino_check_set_timeout (check, 400);
  gint64 start = g_get_monotonic_time ();
  Seen seen = run (check, NULL);
  g_autoptr (PostinoCheckResult) result = seen.result;

  g_assert_cmpint (result->diagnosis->incoming->cause, ==, POSTINO_CAUSE_CONNECTION_REFUSED);
  g_assert_cmpint (result->diagnosis->outgoing->cause, ==, POSTINO_CAUSE_TIMED_OUT);
  g_assert_cmpint ((g_get_monotonic_time () - start) / 1000, <, 5000);
}

static gboolean
on_cancel (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PostinoCheck) check = make_check (fixture->silent_port, fixture->silent_port);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_timeout_add (50, on_cancel, cancellable);
  Seen seen = run (check, cancellable);

  g_assert_null (seen.result);
  g_assert_error (seen.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_error_free (seen.error);
}

/* Plain text where TLS is due, and then no STARTTLS: "choose STARTTLS" would send the
 * person round in circles, so the second speaks; and nothing is changed. */
#define NO_ENCRYPTION                                                                              \
  "S: * OK ready\nhello\n---\nS: * OK ready\nC: * CAPABILITY\n"                                    \
  "S: * CAPABILITY IMAP4rev1 AUTH=PLAIN\nS: $tag OK done\nsilence"

static void
test_attempt (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ScriptedServer) server = scripted_server_new (NO_ENCRYPTION, NULL);
  g_autoptr (PostinoCheck) check = make_check_with (
    POSTINO_SECURITY_TLS, scripted_server_get_port (server), fixture->refused_port);
  Seen seen = run (check, NULL);
  g_autoptr (PostinoCheckResult) result = seen.result;
  g_autofree char *heard = scripted_server_dup_heard (server);

  g_assert_cmpuint (seen.attempts[POSTINO_SIDE_INCOMING], ==, 1);
  g_assert_cmpuint (seen.attempts[POSTINO_SIDE_OUTGOING], ==, 0);
  g_assert_cmpuint (seen.done[POSTINO_SIDE_INCOMING], ==, 1);
  g_assert_cmpuint (scripted_server_get_connections (server), ==, 2);
  g_assert_cmpint (result->diagnosis->incoming->cause, ==, POSTINO_CAUSE_STARTTLS_UNAVAILABLE);
  g_assert_cmpuint (result->attempts[POSTINO_SIDE_INCOMING]->len, ==, 1);
  g_assert_null (result->mended[POSTINO_SIDE_INCOMING]);
  g_assert_cmpint (result->account->incoming->security, ==, POSTINO_SECURITY_TLS);
  g_assert_null (strstr (heard, "AUTHENTICATE"));
}

static void
test_no_repair (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ScriptedServer) server = scripted_server_new (NO_ENCRYPTION, NULL);
  g_autoptr (PostinoCheck) check = make_check_with (
    POSTINO_SECURITY_TLS, scripted_server_get_port (server), fixture->refused_port);

  postino_check_set_repair (check, FALSE);
  Seen seen = run (check, NULL);
  g_autoptr (PostinoCheckResult) result = seen.result;

  g_assert_cmpuint (seen.attempts[POSTINO_SIDE_INCOMING], ==, 0);
  g_assert_cmpuint (scripted_server_get_connections (server), ==, 1);
  g_assert_cmpuint (result->attempts[POSTINO_SIDE_INCOMING]->len, ==, 0);
}

/* Once the person has stopped it, nobody knocks again. */
static void
test_cancel_attempt (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ScriptedServer) server = scripted_server_new (NO_ENCRYPTION, NULL);
  g_autoptr (PostinoCheck) check = make_check_with (
    POSTINO_SECURITY_TLS, scripted_server_get_port (server), fixture->refused_port);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Seen seen = run_with ((Seen){.cancel_at_attempt = cancellable}, check, cancellable);

  g_assert_error (seen.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (seen.done[POSTINO_SIDE_INCOMING], ==, 0);
  g_assert_cmpuint (scripted_server_get_connections (server), ==, 1);
  g_error_free (seen.error);
}

static void
on_locked_done (PostinoCheck *check,
                int side,
                PostinoReport *report,
                PostinoDiagnosis *diagnosis,
                ScriptedServer *slow)
{
  /* The slow one cannot be first: it waits for this. */
  scripted_server_open_gate (slow);
}

/* Of two servers with TLS. */
static PostinoCheck *
make_tls_check (ScriptedServer *incoming_server,
                ScriptedServer *outgoing_server,
                const char *incoming_password,
                const char *outgoing_password)
{
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);
  g_autoptr (PostinoServer) incoming =
    postino_server_new (POSTINO_PROTOCOL_IMAP, HOST, scripted_server_get_port (incoming_server),
                        POSTINO_SECURITY_TLS, "ada");
  g_autoptr (PostinoServer) outgoing =
    postino_server_new (POSTINO_PROTOCOL_SMTP, HOST, scripted_server_get_port (outgoing_server),
                        POSTINO_SECURITY_TLS, "ada");
  g_autoptr (PostinoAccount) account = postino_account_new (NULL, address, incoming, outgoing);
  g_autoptr (PostinoSecret) receiving = postino_secret_new (incoming_password);
  g_autoptr (PostinoSecret) sending = postino_secret_new (outgoing_password);
  PostinoCheck *check = postino_check_new (account, NULL, receiving, sending);

  postino_check_set_trust (check, trust);
  return check;
}

/* The account is locked, says the one, while the other has not come to a sign-in: it is not
 * tried in another way any more. */
static void
test_locked_meanwhile (void)
{
  g_autofree char *pem = probe_fixture_certificate ("valid");
  g_autoptr (ScriptedServer) locked = scripted_server_new (
    "tls\nS: 454 4.7.0 Too many failed login attempts, try again later\nclose", pem);
  g_autoptr (ScriptedServer) slow =
    scripted_server_new ("hello\ngate\nS: * OK ready\n---\nS: * OK ready\nsilence", NULL);
  g_autoptr (PostinoCheck) check = make_tls_check (slow, locked, "secret", "secret");

  postino_check_set_timeout (check, 5000);
  g_signal_connect (check, "server-done", G_CALLBACK (on_locked_done), slow);
  Seen seen = run (check, NULL);
  g_autoptr (PostinoCheckResult) result = seen.result;

  g_assert_cmpint (result->diagnosis->outgoing->cause, ==, POSTINO_CAUSE_TOO_MANY_ATTEMPTS);
  g_assert_cmpint (result->diagnosis->incoming->cause, ==, POSTINO_CAUSE_ENCRYPTION_MISMATCH);
  g_assert_cmpuint (seen.attempts[POSTINO_SIDE_INCOMING], ==, 0);
  g_assert_cmpuint (scripted_server_get_connections (slow), ==, 1);
}

/* What one server takes says nothing of another password. */
static void
test_two_passwords (void)
{
  g_autofree char *pem = probe_fixture_certificate ("valid");
  g_autoptr (ScriptedServer) takes =
    scripted_server_new ("tls\n" IMAP_GREETING IMAP_LOGIN IMAP_MAILBOX, pem);
  g_autoptr (ScriptedServer) refuses = scripted_server_new (
    "tls\nS: 220 x\nC: EHLO *\nS: 250-x\nS: 250 AUTH PLAIN\nC: AUTH PLAIN *\nS: 535 5.7.8 no\n",
    pem);
  g_autoptr (PostinoCheck) check = make_tls_check (takes, refuses, "secret", "sacred");

  postino_check_set_repair (check, FALSE);
  g_autoptr (PostinoCheckResult) result = run (check, NULL).result;

  g_assert_cmpint (result->diagnosis->verdict, ==, POSTINO_VERDICT_RECEIVE_ONLY);
  g_assert_cmpstr (result->diagnosis->outgoing->headline, ==,
                   "The user name and the password don't go together");
}

/* Both servers show a certificate for another host, which the person has accepted. */
static PostinoCheckResult *
run_with_pin (PostinoProvider *provider)
{
  g_autofree char *pem = probe_fixture_certificate ("wrong-host");
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (pem, NULL);
  g_autofree char *sha256 = postino_certificate_get_sha256 (certificate);
  g_autoptr (ScriptedServer) server = scripted_server_new ("tls\nclose\n", pem);
  guint16 port = scripted_server_get_port (server);
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);
  g_autoptr (PostinoServer) incoming =
    postino_server_new (POSTINO_PROTOCOL_IMAP, HOST, port, POSTINO_SECURITY_TLS, "ada");
  g_autoptr (PostinoServer) outgoing =
    postino_server_new (POSTINO_PROTOCOL_SMTP, HOST, port, POSTINO_SECURITY_TLS, "ada");
  g_autoptr (PostinoSecret) password = postino_secret_new ("secret");
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();

  incoming->pinned = g_strdup (sha256);
  outgoing->pinned = g_strdup (sha256);
  g_autoptr (PostinoAccount) account = postino_account_new (NULL, address, incoming, outgoing);
  g_autoptr (PostinoCheck) check = postino_check_new (account, provider, password, password);
  postino_check_set_repair (check, FALSE);
  postino_check_set_trust (check, trust);

  return run (check, NULL).result;
}

/* Not at a known provider: the names of its servers are known. */
static void
test_strict_name (void)
{
  g_autoptr (PostinoProvider) provider = postino_provider_new ();
  g_autoptr (PostinoCheckResult) known = NULL;
  g_autoptr (PostinoCheckResult) unknown = NULL;

  provider->id = g_strdup ("known");
  provider->name = g_strdup ("Known");
  known = run_with_pin (provider);
  unknown = run_with_pin (NULL);
  for (int side = 0; side < 2; side++)
    {
      g_assert_cmpint (known->reports[side]->finding, ==, POSTINO_FINDING_CERTIFICATE);
      g_assert_false (known->reports[side]->accepted_by_hand);
      g_assert_cmpint (unknown->reports[side]->finding, ==, POSTINO_FINDING_CLOSED);
      g_assert_true (unknown->reports[side]->accepted_by_hand);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/check/neither", Fixture, NULL, set_up, test_neither, tear_down);
  g_test_add ("/check/one-slow", Fixture, NULL, set_up, test_one_slow, tear_down);
  g_test_add ("/check/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add ("/check/attempt", Fixture, NULL, set_up, test_attempt, tear_down);
  g_test_add ("/check/no-repair", Fixture, NULL, set_up, test_no_repair, tear_down);
  g_test_add ("/check/cancel-attempt", Fixture, NULL, set_up, test_cancel_attempt, tear_down);

  g_test_add_func ("/check/locked-meanwhile", test_locked_meanwhile);
  g_test_add_func ("/check/two-passwords", test_two_passwords);
  g_test_add_func ("/check/strict-name", test_strict_name);

  return probe_fixture_run_tests ();
}
