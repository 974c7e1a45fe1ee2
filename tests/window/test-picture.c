/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the picture of the route shows, and says, for each state of a test.
 */
#include "fake-backend.h"
#include "postino-route-state.h"

#define WAITING        POSTINO_STAGE_LOOKUP, POSTINO_STEP_WAITING
#define RUNNING(stage) POSTINO_STAGE_##stage, POSTINO_STEP_RUNNING
#define FAILED(stage)  POSTINO_STAGE_##stage, POSTINO_STEP_FAILED

static PostinoTestState *
new_state (const char *scenario, PostinoCheckResult **result)
{
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);
  g_autoptr (PostinoSettings) settings = fake_settings ("ada@example.org");
  g_autoptr (PostinoAccount) account =
    postino_account_new (NULL, address, settings->incoming->pdata[0], settings->outgoing->pdata[0]);

  *result = fake_check_result (account, settings->provider, scenario);
  return postino_test_state_new (account->incoming, account->outgoing);
}

static void
come_to (PostinoProgress *progress, PostinoStage stage, int step)
{
  for (PostinoStage passed = 0; passed < stage; passed++)
    if (postino_progress_applies (progress, passed))
      postino_progress_step_at (progress, passed, POSTINO_STEP_PASSED, 0);
  if (step != POSTINO_STEP_WAITING)
    postino_progress_step_at (progress, stage, step, 0);
}

/* The picture in a line: a letter a part, in the order of the route. */
static char *
draw (const PostinoTestState *state)
{
  static const char letters[] = {
    [POSTINO_ROUTE_PENDING] = '.', [POSTINO_ROUTE_ACTIVE] = 'a', [POSTINO_ROUTE_GOOD] = 'g',
    [POSTINO_ROUTE_MENDED] = 'm',  [POSTINO_ROUTE_BAD] = 'X',    [POSTINO_ROUTE_UNTRIED] = '-',
  };
  const PostinoRouteState route = postino_route_state_of (state);
  g_autoptr (GString) line = g_string_new (NULL);

  for (PostinoRoutePart part = 0; part < POSTINO_ROUTE_N_PARTS; part++)
    g_string_append_c (line, letters[route.marks[part]]);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static char *
describe (const PostinoTestState *state)
{
  const PostinoRouteState route = postino_route_state_of (state);

  return postino_route_state_describe (&route, "smtp.example.org", "imap.example.org");
}

static void
test_under_way (void)
{
  static const struct
  {
    PostinoStage outgoing;
    int outgoing_step;
    PostinoStage incoming;
    int incoming_step;
    const char *running;
    const char *stopped;
  } cases[] = {
    {WAITING, WAITING, "..-..", "-----"},
    {RUNNING (LOOKUP), WAITING, "a.-..", "-----"},
    {RUNNING (CONNECT), RUNNING (LOOKUP), "a.-.a", "-----"},
    {RUNNING (TLS), RUNNING (CONNECT), "ga-.a", "g----"},
    {RUNNING (LOGIN), RUNNING (MAILBOX), "ga-ag", "g---g"},
    {FAILED (CONNECT), FAILED (LOGIN), "a.-ag", "----g"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PostinoCheckResult *result;
      g_autoptr (PostinoTestState) state = new_state ("ready", &result);

      come_to (state->progress[POSTINO_SIDE_OUTGOING], cases[i].outgoing, cases[i].outgoing_step);
      come_to (state->progress[POSTINO_SIDE_INCOMING], cases[i].incoming, cases[i].incoming_step);
      g_autofree char *running = draw (state);
      g_autofree char *said = describe (state);
      g_assert_cmpstr (running, ==, cases[i].running);
      g_assert_cmpstr (said, ==, "Sending is being tested. Receiving is being tested.");

      postino_test_state_end (state, NULL);
      g_autofree char *stopped = draw (state);
      g_autofree char *then = describe (state);
      g_assert_cmpstr (stopped, ==, cases[i].stopped);
      g_assert_cmpstr (then, ==,
                       "Sending was not tested to the end. Receiving was not tested to the end.");
      postino_check_result_free (result);
    }
}

static void
test_ended (void)
{
  static const struct
  {
    const char *scenario;
    const char *picture;
    const char *words;
  } cases[] = {
    {"ready", "gg-gg", "Sending works. Receiving works."},
    {"mended", "gm-gg", "Sending works, in another way than at first. Receiving works."},
    {"receive-only", "X--gg", "Sending does not get as far as smtp.example.org. Receiving works."},
    {"send-only", "gg-Xg", "Sending works. Receiving stops at imap.example.org."},
    {"wrong-password", "gX-Xg",
     "Sending stops at smtp.example.org. Receiving stops at imap.example.org."},
    {"no-server", "X---X",
     "Sending does not get as far as smtp.example.org. Receiving does not get as far as "
     "imap.example.org."},
    {"own-certificate", "gX-gg", "Sending stops at smtp.example.org. Receiving works."},
    {"busy", "gX-Xg", "Sending stops at smtp.example.org. Receiving stops at imap.example.org."},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PostinoCheckResult *result;
      g_autoptr (PostinoTestState) state = new_state (cases[i].scenario, &result);

      postino_test_state_end (state, result);
      g_autofree char *picture = draw (state);
      g_autofree char *words = describe (state);
      g_assert_cmpstr (picture, ==, cases[i].picture);
      g_assert_cmpstr (words, ==, cases[i].words);

      /* What comes after the test does not change what came out. */
      state->phase = POSTINO_TEST_SAVING;
      g_autofree char *later = draw (state);
      g_assert_cmpstr (later, ==, cases[i].picture);
    }
}

/* A result is there as soon as its own test has ended. */
static void
test_half (void)
{
  PostinoCheckResult *result;
  g_autoptr (PostinoTestState) state = new_state ("receive-only", &result);

  come_to (state->progress[POSTINO_SIDE_OUTGOING], RUNNING (CONNECT));
  postino_progress_end (state->progress[POSTINO_SIDE_INCOMING],
                        result->reports[POSTINO_SIDE_INCOMING], result->diagnosis->incoming);
  g_autofree char *picture = draw (state);
  g_autofree char *words = describe (state);
  g_assert_cmpstr (picture, ==, "a.-gg");
  g_assert_cmpstr (words, ==, "Sending is being tested. Receiving works.");
  postino_check_result_free (result);
}

/* Another way is tried: the picture does not call the first one's end the end. */
static void
test_trying (void)
{
  PostinoCheckResult *result;
  g_autoptr (PostinoTestState) state = new_state ("mended", &result);
  const PostinoAttempt *attempt = result->attempts[POSTINO_SIDE_OUTGOING]->pdata[0];

  come_to (state->progress[POSTINO_SIDE_OUTGOING], FAILED (CONNECT));
  postino_progress_try (state->progress[POSTINO_SIDE_OUTGOING],
                        result->reports[POSTINO_SIDE_OUTGOING]->server, attempt->diagnosis,
                        "Trying port 587…");
  g_autofree char *picture = draw (state);
  g_assert_cmpstr (picture, ==, "a.-..");
  postino_check_result_free (result);
}

static void
assert_time (PostinoProgress *progress, PostinoStage stage, const char *expected)
{
  g_autofree char *time = postino_progress_describe_time (progress, stage);

  g_assert_cmpstr (time, ==, expected);
}

static void
test_times (void)
{
  PostinoCheckResult *result;
  g_autoptr (PostinoTestState) state = new_state ("ready", &result);
  PostinoProgress *progress = state->progress[POSTINO_SIDE_INCOMING];
  const gint64 ms = 1000;

  assert_time (progress, POSTINO_STAGE_LOOKUP, NULL);
  postino_progress_step_at (progress, POSTINO_STAGE_LOOKUP, POSTINO_STEP_RUNNING, 5000 * ms);
  postino_progress_tick (progress, 5900 * ms);
  assert_time (progress, POSTINO_STAGE_LOOKUP, NULL);
  postino_progress_tick (progress, 7900 * ms);
  assert_time (progress, POSTINO_STAGE_LOOKUP, "2\u00a0s");
  postino_progress_step_at (progress, POSTINO_STAGE_LOOKUP, POSTINO_STEP_PASSED, 8250 * ms);
  assert_time (progress, POSTINO_STAGE_LOOKUP, "3.2\u00a0s");
  postino_progress_step_at (progress, POSTINO_STAGE_CONNECT, POSTINO_STEP_RUNNING, 8250 * ms);
  postino_progress_step_at (progress, POSTINO_STAGE_CONNECT, POSTINO_STEP_FAILED, 8334 * ms);
  assert_time (progress, POSTINO_STAGE_CONNECT, "84\u00a0ms");

  /* What the report says is more exact. */
  postino_test_state_end (state, result);
  assert_time (progress, POSTINO_STAGE_LOOKUP, "18\u00a0ms");
  assert_time (progress, POSTINO_STAGE_LOGIN, "1.2\u00a0s");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picture/under-way", test_under_way);
  g_test_add_func ("/picture/ended", test_ended);
  g_test_add_func ("/picture/half", test_half);
  g_test_add_func ("/picture/trying", test_trying);
  g_test_add_func ("/picture/times", test_times);

  return g_test_run ();
}
