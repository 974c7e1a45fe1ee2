/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cancelling is answered at once wherever a test is, and leaves nothing behind.
 */
#include "leftovers.h"
#include "probe-fixture.h"

#include <string.h>

/* Answered within this many ms. A busy machine may need a second try. */
#define AT_ONCE_MS 50
#define TRIES      5

/* How many tests are cancelled to see what stays behind, after some to warm up. */
#define MANY    1000
#define WARM_UP 100

#define SMTP_UP_TO_SENDER                                                                          \
  "tls\nS: 220 mx.example.org ESMTP\nC: EHLO *\nS: 250-mx.example.org\nS: 250 AUTH PLAIN\n"        \
  "C: AUTH PLAIN *\nS: 235 2.7.0 in\n"

/*
 * @when: cancelled as soon as this is among the steps or the lines
 * @connections: and so many connections have come
 */
typedef struct
{
  const char *path;
  PostinoSecurity security;
  const char *host;
  const char *script;
  const char *when;
  PostinoProtocol protocol;
  guint connections;
  guint timeout_ms;
} Cancel;

#define TLS      POSTINO_SECURITY_TLS
#define STARTTLS POSTINO_SECURITY_STARTTLS

static const Cancel cancels[] = {
  {"before", TLS, HOST, "silence\n", ""},
  {"lookup", TLS, HOST_NO_ANSWER, "silence\n", "lookup>"},
  {"tls", TLS, HOST, "silence\n", "tls>"},
  {"starttls", STARTTLS, HOST, IMAP_PLAIN_GREETING "C: * STARTTLS\nsilence\n", "STARTTLS"},
  {"starttls-handshake", STARTTLS, HOST, IMAP_STARTTLS "silence\n", "OK begin"},
  {"starttls-capabilities", STARTTLS, HOST, IMAP_STARTTLS "tls\nC: * CAPABILITY\nsilence\n",
   " CAPABILITY\n"},
  {"greeting", TLS, HOST, "tls\nsilence\n", "greeting>"},
  {"greeting-plain", STARTTLS, HOST, "silence\n", "greeting>"},
  {"greeting-drip", TLS, HOST, "tls\ndrip 10: * OK a greeting that lasts\n", "greeting>"},
  {"question", STARTTLS, HOST, "silence\n", "greeting>", .connections = 2, .timeout_ms = 1200},
  {"login", TLS, HOST, "tls\n" IMAP_GREETING "C: *\nsilence\n", "login>"},
  {"patience", TLS, HOST,
   "tls\n" IMAP_GREETING "C: *\nS: * NO [AUTHENTICATIONFAILED] no\nsilence\n", "S: * NO"},
  {"mailbox", TLS, HOST, "tls\n" IMAP_GREETING IMAP_LOGIN "C: *\nsilence\n", "mailbox>"},
  {"sender", TLS, HOST, SMTP_UP_TO_SENDER "C: MAIL FROM:*\nsilence\n", "sender>",
   POSTINO_PROTOCOL_SMTP},
};

static void
spin (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

static void
start (Outcome *outcome,
       const Cancel *test,
       guint16 port,
       GTlsDatabase *trust,
       GCancellable *cancellable)
{
  Settings settings = {.protocol = test->protocol,
                       .security = test->security,
                       .host = test->host,
                       .port = port,
                       .timeout_ms = test->timeout_ms,
                       .trust = trust,
                       .cancellable = cancellable};

  if (*test->when == '\0')
    g_cancellable_cancel (cancellable);
  probe_fixture_start (outcome, &settings);
}

static gboolean
is_there (const Outcome *outcome, const Cancel *test, ScriptedServer *server, guint before)
{
  return (strstr (outcome->steps->str, test->when) != NULL
          || strstr (outcome->lines->str, test->when) != NULL)
         && (server == NULL
             || scripted_server_get_connections (server) >= before + test->connections);
}

static void
check_cancelled (const Outcome *outcome)
{
  g_assert_null (outcome->report);
  g_assert_error (outcome->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (strchr (outcome->steps->str, '!'));
}

/* Returns how long the answer took, in ms. */
static guint
cancel_once (const Cancel *test,
             ScriptedServer *server,
             guint16 port,
             GTlsDatabase *trust,
             guint wait_ms)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint before = server != NULL ? scripted_server_get_connections (server) : 0;
  g_auto (Outcome) outcome = {0};
  gint64 begun;

  start (&outcome, test, port, trust, cancellable);
  while (!outcome.over && !is_there (&outcome, test, server, before))
    spin (1);
  spin (wait_ms);

  begun = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  probe_fixture_wait (&outcome);
  check_cancelled (&outcome);

  return (guint) ((outcome.ended - begun) / 1000);
}

static void
test_cancel (gconstpointer data)
{
  const Cancel *test = data;
  g_autofree char *pem = probe_fixture_certificate ("valid");
  g_autoptr (ScriptedServer) server = scripted_server_new (test->script, pem);
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  guint best = G_MAXUINT;

  for (guint i = 0; i < TRIES && best > AT_ONCE_MS; i++)
    best = MIN (best, cancel_once (test, server, scripted_server_get_port (server), trust, 10 * i));
  g_test_message ("answered in %u ms", best);
  g_assert_cmpuint (best, <=, AT_ONCE_MS);
}

/* The result is there already: it is given, and the last words are not waited for. */
static void
test_cancel_parting (void)
{
  static const Cancel test = {NULL, TLS, HOST, NULL, "done+"};
  g_autofree char *pem = probe_fixture_certificate ("valid");
  g_autoptr (ScriptedServer) server =
    scripted_server_new ("tls\n" IMAP_GREETING IMAP_LOGIN IMAP_MAILBOX "silence\n", pem);
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  guint best = G_MAXUINT;

  for (guint i = 0; i < TRIES && best > AT_ONCE_MS; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_auto (Outcome) outcome = {0};
      gint64 begun;

      start (&outcome, &test, scripted_server_get_port (server), trust, cancellable);
      while (!is_there (&outcome, &test, NULL, 0))
        g_main_context_iteration (NULL, TRUE);
      begun = g_get_monotonic_time ();
      g_cancellable_cancel (cancellable);
      probe_fixture_wait (&outcome);
      g_assert_no_error (outcome.error);
      g_assert_cmpint (outcome.report->finding, ==, POSTINO_FINDING_NONE);
      best = MIN (best, (guint) ((outcome.ended - begun) / 1000));
    }
  g_assert_cmpuint (best, <=, AT_ONCE_MS);
}

static void
test_cancel_connect (void)
{
  static const Cancel test = {NULL, TLS, HOST, NULL, "connect>"};
  g_autoptr (GPtrArray) crowd = g_ptr_array_new_with_free_func (g_object_unref);
  guint16 port = probe_fixture_fill_backlog (crowd, "127.0.0.1", 0);
  guint best = G_MAXUINT;

  for (guint i = 0; i < TRIES && best > AT_ONCE_MS; i++)
    best = MIN (best, cancel_once (&test, NULL, port, NULL, 20));
  g_assert_cmpuint (best, <=, AT_ONCE_MS);
}

typedef struct
{
  const Cancel *test;
  ScriptedServer *server;
  guint before;
  GCancellable *cancellable;
  Outcome outcome;
} Run;

static void
start_run (Run *run, GTlsDatabase *trust)
{
  run->before = scripted_server_get_connections (run->server);
  run->cancellable = g_cancellable_new ();
  start (&run->outcome, run->test, scripted_server_get_port (run->server), trust, run->cancellable);
}

/* Cancels it when it is there. Returns whether it is over. */
static gboolean
watch_run (Run *run)
{
  if (run->cancellable == NULL)
    return TRUE;
  if (is_there (&run->outcome, run->test, run->server, run->before))
    g_cancellable_cancel (run->cancellable);
  if (!run->outcome.over)
    return FALSE;

  outcome_clear (&run->outcome);
  g_clear_object (&run->cancellable);
  return TRUE;
}

/* No handshake to be done, no second to be waited for. */
static gboolean
is_cheap (const Cancel *test)
{
  return strstr (test->script, "tls\n") == NULL && test->connections == 0;
}

/* Returns how many there were. */
static guint
run_all (Run *runs, gsize count, GTlsDatabase *trust, gboolean patient)
{
  guint started = 0;
  gsize over = 0;

  for (gsize i = 0; i < count; i++)
    if (patient || is_cheap (runs[i].test))
      {
        start_run (&runs[i], trust);
        started++;
      }
  while (over < count)
    {
      spin (1);
      over = 0;
      for (gsize i = 0; i < count; i++)
        over += watch_run (&runs[i]);
    }

  return started;
}

/* Every way to be cancelled at the same time, again and again; the costly ones not
 * each time. */
static void
cancel_many (guint count)
{
  g_autofree char *pem = probe_fixture_certificate ("valid");
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  Run runs[G_N_ELEMENTS (cancels)] = {0};

  for (gsize i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      runs[i].test = &cancels[i];
      runs[i].server = scripted_server_new (cancels[i].script, pem);
    }
  for (guint done = 0, round = 0; done < count; round++)
    done += run_all (runs, G_N_ELEMENTS (runs), trust, round % 10 == 0);
  for (gsize i = 0; i < G_N_ELEMENTS (runs); i++)
    scripted_server_free (runs[i].server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* What GIO opens once and keeps does not count. */
static void
test_nothing_left (void)
{
  Leftovers before;

  cancel_many (WARM_UP);
  before = leftovers_count ();
  cancel_many (MANY);
  leftovers_compare (&before, MANY);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cancels); i++)
    {
      g_autofree char *path = g_strconcat ("/probe-cancel/", cancels[i].path, NULL);

      g_test_add_data_func (path, &cancels[i], test_cancel);
    }
  g_test_add_func ("/probe-cancel/connect", test_cancel_connect);
  g_test_add_func ("/probe-cancel/parting", test_cancel_parting);
  g_test_add_func ("/probe-cancel/nothing-left", test_nothing_left);

  return probe_fixture_run_tests ();
}
