/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the picture of the route shows, and says, for each state of a test, and of a message on
 * its way.
 */
#include "fake-backend.h"
#include "fake-trip.h"
#include "postino-route-state.h"
#include "postino-route-trip.h"

#include <string.h>

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
draw_route (const PostinoRouteState *route)
{
  static const char letters[] = {
    [POSTINO_ROUTE_PENDING] = '.', [POSTINO_ROUTE_ACTIVE] = 'a', [POSTINO_ROUTE_GOOD] = 'g',
    [POSTINO_ROUTE_MENDED] = 'm',  [POSTINO_ROUTE_BAD] = 'X',    [POSTINO_ROUTE_UNTRIED] = '-',
  };
  g_autoptr (GString) line = g_string_new (NULL);

  for (PostinoRoutePart part = 0; part < POSTINO_ROUTE_N_PARTS; part++)
    g_string_append_c (line, letters[route->marks[part]]);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static char *
draw (const PostinoTestState *state)
{
  const PostinoRouteState route = postino_route_state_of (state);

  /* A test sends no message. */
  g_assert_cmpfloat (route.letter, <, 0);
  return draw_route (&route);
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

static PostinoTripProgress *
new_trip (void)
{
  PostinoCheckResult *works;
  g_autoptr (PostinoTestState) state = new_state ("ready", &works);
  PostinoTripProgress *trip = postino_trip_progress_new (works);

  postino_check_result_free (works);
  return trip;
}

static void
assert_trip (const PostinoTripProgress *trip, const char *picture, double letter, const char *words)
{
  const PostinoRouteState route = postino_route_state_of_trip (trip);
  g_autofree char *drawn = draw_route (&route);
  g_autofree char *described = postino_route_describe_trip (trip);

  g_assert_cmpstr (drawn, ==, picture);
  g_assert_cmpfloat_with_epsilon (route.letter, letter, 0.001);
  g_assert_nonnull (strstr (described, words));
}

static void
test_trip_under_way (void)
{
  static const struct
  {
    PostinoTripState state;
    double position;
    const char *running;
    double letter;
    const char *words;
    const char *stopped;
  } cases[] = {
    {POSTINO_TRIP_SENDING, 0, "a....", 0.5, "between you and smtp.example.org", "-----"},
    {POSTINO_TRIP_ACCEPTED, 0.5, "gg...", 1, "at smtp.example.org", "gg---"},
    {POSTINO_TRIP_WAITING, 0.5, "gga..", 1, "between smtp.example.org and imap", "gg---"},
    {POSTINO_TRIP_WAITING, 0.7, "gga..", 2, "between smtp.example.org and imap", "gg---"},
    {POSTINO_TRIP_WAITING, 0.9, "gga..", 3, "between smtp.example.org and imap", "gg---"},
    {POSTINO_TRIP_ARRIVED, 1, "gggga", 3, "all the way", "gggg-"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PostinoTripProgress) trip = new_trip ();

      assert_trip (trip, ".....", 0, "has not been sent");
      postino_trip_progress_begin (trip, FALSE);
      postino_trip_progress_step (trip, cases[i].state, cases[i].position, G_USEC_PER_SEC);
      assert_trip (trip, cases[i].running, cases[i].letter, cases[i].words);
      postino_trip_progress_end (trip, NULL, NULL);
      assert_trip (trip, cases[i].stopped, cases[i].letter, cases[i].words);
    }
}

static void
test_trip_over (void)
{
  static const struct
  {
    const char *scenario;
    const char *picture;
    double letter;
    const char *words;
    gboolean again;
  } cases[] = {
    {"arrived", "ggggg", 4, "all the way", FALSE},
    {"in-junk", "gggg-", 3, "at imap.example.org, in the junk folder", FALSE},
    {"bounced", "gggX-", 3, "was not taken there", FALSE},
    {"delayed", "gg---", 2, "between smtp.example.org and imap", TRUE},
    {"never", "gg---", 2, "between smtp.example.org and imap", TRUE},
    {"not-sent", "gX---", 0.5, "no further than smtp.example.org", FALSE},
    {"lost-sight", "gg--X", 2, "between smtp.example.org and imap", TRUE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PostinoTripProgress) progress = new_trip ();
      PostinoTrip *trip = fake_trip_new (progress->works, cases[i].scenario);
      gboolean sent = trip->state != POSTINO_TRIP_NOT_SENT;

      postino_trip_progress_begin (progress, FALSE);
      g_assert_false (postino_trip_progress_may_look_again (progress));
      postino_trip_progress_end (progress, trip, sent ? postino_letter_copy (trip->letter) : NULL);
      assert_trip (progress, cases[i].picture, cases[i].letter, cases[i].words);
      g_assert_cmpint (postino_trip_progress_may_look_again (progress), ==, cases[i].again);
    }
}

/* A way to the server that does not even lead there. */
static void
test_trip_not_reached (void)
{
  g_autoptr (PostinoTripProgress) progress = new_trip ();
  PostinoTrip *trip = fake_trip_new (progress->works, "not-sent");

  trip->diagnosis->stage = POSTINO_STAGE_CONNECT;
  postino_trip_progress_begin (progress, FALSE);
  postino_trip_progress_end (progress, trip, NULL);
  assert_trip (progress, "X----", 0, "no further than");
}

static void
assert_moment (PostinoTripProgress *trip, const char *expected)
{
  g_autofree char *moment = postino_trip_progress_describe_moment (trip);

  g_assert_cmpstr (moment, ==, expected);
}

/* A screen reader says what is new, and the time once a minute. */
static void
test_trip_moments (void)
{
  g_autoptr (PostinoTripProgress) trip = new_trip ();
  const PostinoTripState waiting = POSTINO_TRIP_WAITING;
  guint news = 0;

  assert_moment (trip, NULL);
  postino_trip_progress_begin (trip, FALSE);
  assert_moment (trip, "Sending one message to yourself…");
  g_assert_false (postino_trip_progress_step (trip, POSTINO_TRIP_SENDING, 0, G_USEC_PER_SEC));
  g_assert_true (postino_trip_progress_step (trip, POSTINO_TRIP_ACCEPTED, 0.5, G_USEC_PER_SEC));
  g_assert_true (postino_trip_progress_step (trip, waiting, 0.5, 2 * G_USEC_PER_SEC));
  assert_moment (trip, "Waiting for it to arrive…");
  for (gint64 s = 3; s <= 152; s++)
    if (postino_trip_progress_step (trip, waiting, 0.7, s * G_USEC_PER_SEC))
      news++;
  g_assert_cmpuint (news, ==, 2);
  assert_moment (trip, "Waiting for it to arrive… 150 s");
  g_assert_true (postino_trip_progress_step (trip, POSTINO_TRIP_ARRIVED, 1, 153 * G_USEC_PER_SEC));
  assert_moment (trip, "It arrived");
  postino_trip_progress_end (trip, NULL, NULL);
  assert_moment (trip, NULL);
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
  g_test_add_func ("/picture/trip-under-way", test_trip_under_way);
  g_test_add_func ("/picture/trip-over", test_trip_over);
  g_test_add_func ("/picture/trip-not-reached", test_trip_not_reached);
  g_test_add_func ("/picture/trip-moments", test_trip_moments);

  return g_test_run ();
}
