/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cancelling is answered at once wherever a test is, and leaves nothing behind.
 */
#include "probe-fixture.h"

#include <string.h>

/* Answered within this many ms. A busy machine may need a second try. */
#define AT_ONCE_MS 50
#define TRIES      5

typedef struct
{
  const char *path;
  PostinoSecurity security;
  const char *host;
  const char *script;
  const char *when;
} Cancel;

static const Cancel cancels[] = {
  {"before", POSTINO_SECURITY_TLS, HOST, "silence\n", ""},
  {"lookup", POSTINO_SECURITY_TLS, HOST_NO_ANSWER, "silence\n", "lookup>"},
  {"tls", POSTINO_SECURITY_TLS, HOST, "silence\n", "tls>"},
  {"greeting", POSTINO_SECURITY_TLS, HOST, "tls\nsilence\n", "greeting>"},
  {"greeting-plain", POSTINO_SECURITY_STARTTLS, HOST, "silence\n", "greeting>"},
  {"greeting-drip", POSTINO_SECURITY_TLS, HOST, "tls\ndrip 10: * OK a greeting that lasts\n",
   "greeting>"},
  {"login", POSTINO_SECURITY_TLS, HOST, "tls\n" IMAP_GREETING "C: *\nsilence\n", "login>"},
  {"mailbox", POSTINO_SECURITY_TLS, HOST, "tls\n" IMAP_GREETING IMAP_LOGIN "C: *\nsilence\n",
   "mailbox>"},
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

/* Returns how long the answer took, in ms. */
static guint
cancel_once (const Cancel *test, guint16 port, GTlsDatabase *trust, guint wait_ms)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Settings settings = {.security = test->security,
                       .host = test->host,
                       .port = port,
                       .trust = trust,
                       .cancellable = cancellable};
  g_auto (Outcome) outcome = {0};
  gint64 begun;

  if (*test->when == '\0')
    g_cancellable_cancel (cancellable);
  probe_fixture_start (&outcome, &settings);
  while (!outcome.over && strstr (outcome.steps->str, test->when) == NULL)
    g_main_context_iteration (NULL, TRUE);
  spin (wait_ms);

  begun = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  probe_fixture_wait (&outcome);

  g_assert_null (outcome.report);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (strchr (outcome.steps->str, '!'));

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
    best = MIN (best, cancel_once (test, scripted_server_get_port (server), trust, 10 * i));
  g_test_message ("answered in %u ms", best);
  g_assert_cmpuint (best, <=, AT_ONCE_MS);
}

static void
test_cancel_connect (void)
{
  static const Cancel test = {NULL, POSTINO_SECURITY_TLS, HOST, NULL, "connect>"};
  g_autoptr (GPtrArray) crowd = g_ptr_array_new_with_free_func (g_object_unref);
  guint16 port = probe_fixture_fill_backlog (crowd, "127.0.0.1", 0);
  guint best = G_MAXUINT;

  for (guint i = 0; i < TRIES && best > AT_ONCE_MS; i++)
    best = MIN (best, cancel_once (&test, port, NULL, 20));
  g_assert_cmpuint (best, <=, AT_ONCE_MS);
}

static guint
count_files (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;

  return count;
}

static void
test_nothing_left (void)
{
  g_autofree char *pem = probe_fixture_certificate ("valid");
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  guint before = 0;

  for (guint i = 0; i < 200; i++)
    {
      const Cancel *test = &cancels[i % G_N_ELEMENTS (cancels)];
      g_autoptr (ScriptedServer) server = scripted_server_new (test->script, pem);

      cancel_once (test, scripted_server_get_port (server), trust, i % 4);
      g_clear_pointer (&server, scripted_server_free);
      /* What GIO opens once and keeps does not count. */
      if (i == 2 * G_N_ELEMENTS (cancels))
        before = count_files ();
    }

  g_assert_cmpuint (count_files (), <=, before);
  g_assert_false (g_main_context_pending (NULL));
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
  g_test_add_func ("/probe-cancel/nothing-left", test_nothing_left);

  return probe_fixture_run_tests ();
}
