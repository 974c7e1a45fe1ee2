/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A thousand tests of servers that answer well, each cancelled at a random moment: after
 * so many turns of the main loop, of those that a test takes which is left alone.
 * Nothing is left behind. The seed that the program prints makes the same moments again.
 */
#include "leftovers.h"
#include "probe-fixture.h"

#include <string.h>

#define MANY    1000
#define WARM_UP 100
#define CROWD   25

#define STAGES (POSTINO_STAGE_DONE + 1)

#define SMTP_WELL                                                                                  \
  "S: 220 mx.example.org ESMTP\nC: EHLO *\nS: 250-mx.example.org\nS: 250-PIPELINING\n"             \
  "S: 250 AUTH PLAIN\nC: AUTH PLAIN *\nS: 235 2.7.0 in\nC: MAIL FROM:*\nC: RCPT TO:*\nC: RSET\n"   \
  "S: 250 ok\nS: 250 ok\nS: 250 ok\n"
#define POP3_WELL                                                                                  \
  "S: +OK ready\nC: CAPA\nS: +OK\nS: SASL PLAIN\nS: .\nC: AUTH PLAIN*\nS: +OK in\nC: STAT\n"       \
  "S: +OK 3 120\n"

static const struct
{
  PostinoProtocol protocol;
  PostinoSecurity security;
  const char *script;
} kinds[] = {
  {POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_TLS, "tls\n" IMAP_GREETING IMAP_LOGIN IMAP_MAILBOX},
  {POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_STARTTLS,
   IMAP_STARTTLS "tls\n" IMAP_CAPABILITIES IMAP_LOGIN IMAP_MAILBOX},
  {POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_NONE, IMAP_GREETING IMAP_LOGIN IMAP_MAILBOX},
  {POSTINO_PROTOCOL_SMTP, POSTINO_SECURITY_TLS, "tls\n" SMTP_WELL},
  {POSTINO_PROTOCOL_SMTP, POSTINO_SECURITY_NONE, SMTP_WELL},
  {POSTINO_PROTOCOL_POP3, POSTINO_SECURITY_TLS, "tls\n" POP3_WELL},
};

typedef struct
{
  Outcome outcome;
  GCancellable *cancellable;
  gint32 turns;
  gint32 left;
} Run;

/* How many were cancelled in each stage, and how many had a result before that, which took
 * them so many turns together. */
static guint cancelled[STAGES];
static guint results;
static guint turns_to_results;

/* The most turns of the main loop that one is left alone. */
static gint32 most_turns = G_MAXINT32;

static PostinoStage
find_stage (const Outcome *outcome)
{
  const char *last = strrchr (outcome->steps->str, ' ');
  g_autofree char *nick = g_strdup (last != NULL ? last + 1 : outcome->steps->str);
  int stage = POSTINO_STAGE_LOOKUP;

  if (*nick == '\0')
    return POSTINO_STAGE_LOOKUP;
  nick[strlen (nick) - 1] = '\0';
  g_assert_true (postino_enum_from_nick (POSTINO_TYPE_STAGE, nick, &stage));

  return (PostinoStage) stage;
}

static void
start_run (Run *run, guint16 port, gsize kind, GTlsDatabase *trust)
{
  Settings settings = {.protocol = kinds[kind].protocol,
                       .security = kinds[kind].security,
                       .port = port,
                       .timeout_ms = 600000,
                       .trust = trust};

  run->cancellable = g_cancellable_new ();
  run->turns = g_test_rand_int_range (0, most_turns);
  run->left = run->turns;
  settings.cancellable = run->cancellable;
  if (run->turns == 0)
    g_cancellable_cancel (run->cancellable);
  probe_fixture_start (&run->outcome, &settings);
}

static void
end_run (Run *run)
{
  if (run->outcome.report != NULL)
    {
      g_assert_cmpint (run->outcome.report->finding, ==, POSTINO_FINDING_NONE);
      results++;
      turns_to_results += (guint) (run->turns - run->left);
    }
  else
    {
      g_assert_error (run->outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      cancelled[find_stage (&run->outcome)]++;
    }
  outcome_clear (&run->outcome);
  g_clear_object (&run->cancellable);
}

/* Returns whether it is over. */
static gboolean
watch_run (Run *run)
{
  if (run->cancellable == NULL)
    return TRUE;
  if (!run->outcome.over && run->left-- == 0)
    g_cancellable_cancel (run->cancellable);
  if (!run->outcome.over)
    return FALSE;

  end_run (run);
  return TRUE;
}

static void
cancel_crowd (ScriptedServer **servers, GTlsDatabase *trust)
{
  Run runs[CROWD] = {0};
  guint over = 0;

  for (guint i = 0; i < CROWD; i++)
    start_run (&runs[i], scripted_server_get_port (servers[i % G_N_ELEMENTS (kinds)]),
               i % G_N_ELEMENTS (kinds), trust);
  while (over < CROWD)
    {
      g_main_context_iteration (NULL, TRUE);
      over = 0;
      for (guint i = 0; i < CROWD; i++)
        over += watch_run (&runs[i]);
    }
}

static void
cancel_many (guint count)
{
  g_autofree char *pem = probe_fixture_certificate ("valid");
  g_autoptr (GTlsDatabase) trust = probe_fixture_trust ();
  ScriptedServer *servers[G_N_ELEMENTS (kinds)];

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    servers[i] = scripted_server_new (kinds[i].script, pem);
  for (guint done = 0; done < count; done += CROWD)
    cancel_crowd (servers, trust);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    scripted_server_free (servers[i]);
}

static void
test_nothing_left (void)
{
  Leftovers before;

  probe_fixture_trust_few ();
  cancel_many (WARM_UP);
  before = leftovers_count ();
  g_assert_cmpuint (results, >, 0);
  most_turns = (gint32) (turns_to_results / results);
  results = 0;
  memset (cancelled, 0, sizeof cancelled);

  cancel_many (MANY);

  leftovers_compare (&before, MANY);
  g_test_message ("at most %d turns; %u had a result", most_turns, results);
  for (int stage = 0; stage < STAGES; stage++)
    g_test_message ("%u in %s", cancelled[stage], postino_enum_to_nick (POSTINO_TYPE_STAGE, stage));
  g_assert_cmpuint (results, <, MANY * 3 / 4);
  for (int stage = POSTINO_STAGE_LOOKUP; stage <= POSTINO_STAGE_LOGIN; stage++)
    g_assert_cmpuint (cancelled[stage], >, 0);
  g_assert_cmpuint (cancelled[POSTINO_STAGE_MAILBOX] + cancelled[POSTINO_STAGE_SENDER], >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe-random-cancel/nothing-left", test_nothing_left);

  return probe_fixture_run_tests ();
}
