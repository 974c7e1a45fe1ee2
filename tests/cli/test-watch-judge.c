/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is news about a server, and what is not. */
#include "cli-watch-judge.h"

#define HOUR ((gint64) 60 * 60)

static PostinoReport *
make_report (PostinoStage stage, PostinoNetwork network, GTlsCertificateFlags errors)
{
  g_autoptr (PostinoServer) server =
    postino_server_new (POSTINO_PROTOCOL_IMAP, "mail.example.org", 993, POSTINO_SECURITY_TLS, "a");
  PostinoReport *report = postino_report_new (server);

  report->stage = stage;
  report->network = network;
  report->certificate_errors = errors;
  return report;
}

/* One row a server that was tested, by itself and where another one was reached. */
static void
test_clear (void)
{
  static const struct
  {
    PostinoCause cause;
    PostinoStage stage;
    PostinoNetwork network;
    gboolean alone;
    gboolean with_others;
  } rows[] = {
    {POSTINO_CAUSE_OK, POSTINO_STAGE_DONE, POSTINO_NETWORK_UNKNOWN, TRUE, TRUE},
    {POSTINO_CAUSE_WRONG_CREDENTIALS, POSTINO_STAGE_LOGIN, POSTINO_NETWORK_UNKNOWN, TRUE, TRUE},
    {POSTINO_CAUSE_TIMED_OUT, POSTINO_STAGE_MAILBOX, POSTINO_NETWORK_UNKNOWN, TRUE, TRUE},
    {POSTINO_CAUSE_OFFLINE, POSTINO_STAGE_CONNECT, POSTINO_NETWORK_NONE, FALSE, FALSE},
    {POSTINO_CAUSE_CANCELLED, POSTINO_STAGE_LOGIN, POSTINO_NETWORK_UNKNOWN, FALSE, FALSE},
    {POSTINO_CAUSE_DNS_FAILURE, POSTINO_STAGE_LOOKUP, POSTINO_NETWORK_FULL, FALSE, TRUE},
    {POSTINO_CAUSE_CONNECTION_TIMED_OUT, POSTINO_STAGE_CONNECT, POSTINO_NETWORK_FULL, FALSE, TRUE},
    {POSTINO_CAUSE_CONNECTION_TIMED_OUT, POSTINO_STAGE_CONNECT, POSTINO_NETWORK_PORTAL, FALSE,
     FALSE},
    {POSTINO_CAUSE_CERTIFICATE_WRONG_HOST, POSTINO_STAGE_TLS, POSTINO_NETWORK_FULL, FALSE, TRUE},
    {POSTINO_CAUSE_CERTIFICATE_UNTRUSTED, POSTINO_STAGE_TLS, POSTINO_NETWORK_LIMITED, FALSE, FALSE},
    {POSTINO_CAUSE_CERTIFICATE_EXPIRED, POSTINO_STAGE_TLS, POSTINO_NETWORK_FULL, TRUE, TRUE},
    {POSTINO_CAUSE_CERTIFICATE_EXPIRED, POSTINO_STAGE_TLS, POSTINO_NETWORK_PORTAL, FALSE, FALSE},
    {POSTINO_CAUSE_CERTIFICATE_REVOKED, POSTINO_STAGE_TLS, POSTINO_NETWORK_UNKNOWN, TRUE, TRUE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PostinoReport) report = make_report (rows[i].stage, rows[i].network, 0);

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (cli_watch_judge_is_clear (report, rows[i].cause, FALSE), ==, rows[i].alone);
      g_assert_cmpint (cli_watch_judge_is_clear (report, rows[i].cause, TRUE), ==,
                       rows[i].with_others);
    }
}

static void
test_network (void)
{
  static const struct
  {
    PostinoStage stage;
    GTlsCertificateFlags errors;
    gboolean by_hand;
    gboolean proof;
  } rows[] = {
    {POSTINO_STAGE_CONNECT, 0, FALSE, FALSE},
    {POSTINO_STAGE_TLS, 0, FALSE, FALSE},
    {POSTINO_STAGE_GREETING, 0, FALSE, FALSE},
    {POSTINO_STAGE_LOGIN, 0, FALSE, TRUE},
    {POSTINO_STAGE_DONE, 0, FALSE, TRUE},
    {POSTINO_STAGE_DONE, G_TLS_CERTIFICATE_UNKNOWN_CA, FALSE, FALSE},
    {POSTINO_STAGE_DONE, G_TLS_CERTIFICATE_UNKNOWN_CA, TRUE, TRUE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PostinoReport) report =
        make_report (rows[i].stage, POSTINO_NETWORK_UNKNOWN, rows[i].errors);

      report->accepted_by_hand = rows[i].by_hand;
      g_assert_cmpint (cli_watch_judge_proves_network (report), ==, rows[i].proof);
    }
}

/* A letter a run: what a server shows, and below it what is told. */
static void
test_story (void)
{
  static const PostinoCause causes[] = {
    ['o'] = POSTINO_CAUSE_OK,         ['p'] = POSTINO_CAUSE_PASSWORD_EXPIRED,
    ['q'] = POSTINO_CAUSE_OVER_QUOTA, ['r'] = POSTINO_CAUSE_CONNECTION_REFUSED,
    ['t'] = POSTINO_CAUSE_TIMED_OUT,
  };
  static const char told[] = {'.', '!', '*'};
  static const struct
  {
    const char *seen;
    const char *told;
  } rows[] = {
    {"oooo", "...."},     /* all is well */
    {"pppo", "!..*"},     /* one cause, and it goes */
    {"opqqoo", ".!!.*."}, /* another cause in its place is told as well */
    {"ororo", "....."},   /* a server that restarts now and then */
    {"orrro", "..!.*"},   /* a server that is gone */
    {"rr", ".!"},         /* nobody knows how it was */
    {"orttt", "..!.."},   /* two ways to be gone are one cause */
    {"prrp", "!.!!"},     /* and they do not hide another one */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) heard = g_string_new (NULL);
      CliWatchRecord record = {0};

      for (const char *p = rows[i].seen; *p != '\0'; p++)
        g_string_append_c (
          heard, told[cli_watch_judge_side (&record, POSTINO_SIDE_OUTGOING, causes[(guchar) *p])]);
      g_assert_cmpstr (heard->str, ==, rows[i].told);
      g_assert_false (record.known[POSTINO_SIDE_INCOMING]);
    }
}

static void
test_rests (void)
{
  const PostinoCause refused[] = {POSTINO_CAUSE_TOO_MANY_ATTEMPTS, POSTINO_CAUSE_OK};
  const PostinoCause away[] = {POSTINO_CAUSE_OFFLINE, POSTINO_CAUSE_OFFLINE};
  const PostinoCause good[] = {POSTINO_CAUSE_OK, POSTINO_CAUSE_OK};
  const gint64 lengths[] = {3000, 6000, 12000, 24000, 48000, 24 * HOUR, 24 * HOUR};
  CliWatchRecord record = {0};

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      cli_watch_judge_rest (&record, refused, TRUE, 1000);
      g_assert_cmpint (record.rests_until - 1000, ==, lengths[i]);
    }
  cli_watch_judge_rest (&record, away, FALSE, 1000);
  g_assert_cmpint (record.rests_until - 1000, ==, 24 * HOUR);
  cli_watch_judge_rest (&record, good, TRUE, 1000);
  g_assert_cmpint (record.rests_until, ==, 0);
  cli_watch_judge_rest (&record, refused, TRUE, 1000);
  g_assert_cmpint (record.rests_until - 1000, ==, lengths[0]);
}

static void
test_by_hand (void)
{
  const PostinoCause bad[] = {POSTINO_CAUSE_WRONG_CREDENTIALS, POSTINO_CAUSE_OK};
  const PostinoCause away[] = {POSTINO_CAUSE_CONNECTION_TIMED_OUT, POSTINO_CAUSE_OFFLINE};
  const PostinoCause good[] = {POSTINO_CAUSE_OK, POSTINO_CAUSE_OK};
  CliWatchRecord record = {.seen = 100, .rests = 2, .rests_until = 5000};

  cli_watch_judge_take_result (&record, good, 100);
  g_assert_false (record.known[0]);
  cli_watch_judge_take_result (&record, bad, 101);
  g_assert_true (record.known[0]);
  g_assert_cmpint (record.causes[0], ==, POSTINO_CAUSE_WRONG_CREDENTIALS);
  g_assert_cmpint (record.rests_until, ==, 5000);
  cli_watch_judge_take_result (&record, away, 102);
  g_assert_cmpint (record.causes[0], ==, POSTINO_CAUSE_WRONG_CREDENTIALS);
  g_assert_cmpint (record.rests_until, ==, 5000);
  cli_watch_judge_take_result (&record, good, 103);
  g_assert_cmpint (record.causes[0], ==, POSTINO_CAUSE_OK);
  g_assert_cmpint (record.rests_until, ==, 0);
}

static void
test_ending (void)
{
  static const struct
  {
    int begin, end; /* in hours from now; a begin of 0 is not known */
    gboolean by_hand;
    gboolean told;
  } rows[] = {
    {-90 * 24, 14 * 24 + 1, FALSE, FALSE},
    {-90 * 24, 14 * 24 - 1, FALSE, TRUE},
    {-90 * 24, 1, FALSE, TRUE},
    {-90 * 24, -1, FALSE, FALSE},
    {-90 * 24, 1, TRUE, FALSE},
    {-10, 6 * 24, FALSE, FALSE}, /* it lives for days only */
    {-5 * 24, 24, FALSE, TRUE},
    {0, 10 * 24, FALSE, TRUE},
  };
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 28, 12, 0, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PostinoReport) report =
        make_report (POSTINO_STAGE_DONE, POSTINO_NETWORK_UNKNOWN, 0);

      report->tls = g_new0 (PostinoTlsInfo, 1);
      report->tls->not_before =
        rows[i].begin != 0 ? g_date_time_add_hours (now, rows[i].begin) : NULL;
      report->tls->not_after = g_date_time_add_hours (now, rows[i].end);
      report->accepted_by_hand = rows[i].by_hand;
      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (cli_watch_judge_is_ending (report, now), ==, rows[i].told);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch/clear", test_clear);
  g_test_add_func ("/watch/network", test_network);
  g_test_add_func ("/watch/story", test_story);
  g_test_add_func ("/watch/rests", test_rests);
  g_test_add_func ("/watch/by-hand", test_by_hand);
  g_test_add_func ("/watch/ending", test_ending);

  return g_test_run ();
}
