/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The time for a test as a whole, and the shares of it.
 */
#include "postino-deadline.h"
#include "probe-fixture.h"

static const struct
{
  guint total_ms;
  guint lookup_ms;
  guint connect_ms;
} shares[] = {
  {30000, 10000, 15000}, {3600000, 1200000, 1800000}, {9000, 3000, 4500}, {6000, 3000, 3000},
  {4000, 3000, 3000},    {3000, 3000, 3000},          {300, 300, 300},    {0, 0, 0},
};

static void
test_shares (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      guint total = shares[i].total_ms;

      g_assert_cmpuint (postino_deadline_get_share (total, POSTINO_STAGE_LOOKUP), ==,
                        shares[i].lookup_ms);
      g_assert_cmpuint (postino_deadline_get_share (total, POSTINO_STAGE_CONNECT), ==,
                        shares[i].connect_ms);
      for (int stage = POSTINO_STAGE_TLS; stage < POSTINO_STAGE_DONE; stage++)
        g_assert_cmpuint (postino_deadline_get_share (total, (PostinoStage) stage), ==, total);
    }
}

static void
on_over (gpointer user_data)
{
  gint64 *ended = user_data;

  g_assert_cmpint (*ended, ==, 0);
  *ended = g_get_monotonic_time ();
}

/* A stage that begins late does not move the end of everything. */
static void
test_whole (void)
{
  gint64 begun = g_get_monotonic_time ();
  gint64 ended = 0;
  g_autoptr (PostinoDeadline) deadline = postino_deadline_new (400, on_over, &ended);

  g_usleep (300 * 1000);
  postino_deadline_enter (deadline, POSTINO_STAGE_CONNECT);
  while (ended == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint ((ended - begun) / 1000, >=, 400);
  g_assert_cmpint ((ended - begun) / 1000, <, 3000);
}

/* Once the whole is over, no stage has a share any more. */
static void
test_too_late (void)
{
  gint64 ended = 0;
  g_autoptr (PostinoDeadline) deadline = postino_deadline_new (200, on_over, &ended);

  g_usleep (250 * 1000);
  postino_deadline_enter (deadline, POSTINO_STAGE_LOGIN);
  g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (ended, !=, 0);
}

/* Connecting alone is cut short, and never made longer. */
static void
test_connecting (void)
{
  static const struct
  {
    guint total_ms;
    guint limit_ms;
    PostinoStage stage;
    gint64 least_ms;
    gint64 most_ms;
  } cases[] = {
    {4000, 100, POSTINO_STAGE_CONNECT, 100, 2000},
    {300, 100, POSTINO_STAGE_TLS, 300, 2000},
    {300, 9000, POSTINO_STAGE_CONNECT, 300, 2000},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 begun = g_get_monotonic_time ();
      gint64 ended = 0;
      g_autoptr (PostinoDeadline) deadline =
        postino_deadline_new (cases[i].total_ms, on_over, &ended);

      postino_deadline_limit_connecting (deadline, cases[i].limit_ms);
      postino_deadline_enter (deadline, cases[i].stage);
      while (ended == 0)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint ((ended - begun) / 1000, >=, cases[i].least_ms);
      g_assert_cmpint ((ended - begun) / 1000, <, cases[i].most_ms);
    }
}

static void
check_cut_off (const Outcome *outcome, PostinoStage stage, guint share_ms, guint total_ms)
{
  const PostinoReport *report = outcome->report;
  const PostinoStep *last = &g_array_index (report->steps, PostinoStep, report->steps->len - 1);

  g_assert_cmpint (report->finding, ==, POSTINO_FINDING_TIMED_OUT);
  g_assert_cmpint (report->stage, ==, stage);
  g_assert_cmpint (last->stage, ==, stage);
  g_assert_false (last->passed);
  g_assert_cmpuint (last->elapsed_ms, >=, share_ms);
  g_assert_cmpuint (report->elapsed_ms, <, total_ms - 1000);
}

/* What hangs ends with its share, and the report says where the time went. */
static void
test_cut_off (void)
{
  g_autoptr (GPtrArray) crowd = g_ptr_array_new_with_free_func (g_object_unref);
  Settings settings = {.security = POSTINO_SECURITY_TLS,
                       .host = HOST_NO_ANSWER,
                       .port = probe_fixture_fill_backlog (crowd, "127.0.0.1", 0),
                       .timeout_ms = 9300};
  g_auto (Outcome) lookup = {0};
  g_auto (Outcome) connect = {0};

  probe_fixture_start (&lookup, &settings);
  settings.host = HOST;
  probe_fixture_start (&connect, &settings);
  probe_fixture_wait (&lookup);
  probe_fixture_wait (&connect);

  check_cut_off (&lookup, POSTINO_STAGE_LOOKUP, 3100, settings.timeout_ms);
  check_cut_off (&connect, POSTINO_STAGE_CONNECT, 4650, settings.timeout_ms);
}

/* Stages behind them have all the rest. */
static void
test_rest (void)
{
  g_autoptr (ScriptedServer) server = scripted_server_new ("silence\n", NULL);
  Settings settings = {.security = POSTINO_SECURITY_TLS,
                       .port = scripted_server_get_port (server),
                       .timeout_ms = 4000};
  g_auto (Outcome) outcome = {0};

  probe_fixture_run (&outcome, &settings);

  g_assert_cmpint (outcome.report->stage, ==, POSTINO_STAGE_TLS);
  g_assert_cmpuint (outcome.report->elapsed_ms, >=, 3900);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe-deadline/shares", test_shares);
  g_test_add_func ("/probe-deadline/whole", test_whole);
  g_test_add_func ("/probe-deadline/too-late", test_too_late);
  g_test_add_func ("/probe-deadline/connecting", test_connecting);
  g_test_add_func ("/probe-deadline/cut-off", test_cut_off);
  g_test_add_func ("/probe-deadline/rest", test_rest);

  return probe_fixture_run_tests ();
}
