/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The states of the Test page, of the Done page, which needs a test that has ended, and the
 * report's window.
 */
#include "gallery-show.h"

#include "gallery-states.h"
#include "postino-report-window.h"
#include "postino-test-page.h"

static PostinoTestState *
new_state (PostinoWindow *window, const char *address, PostinoCheckResult **result)
{
  PostinoSetup *setup = postino_window_get_setup (window);

  gallery_complete_account (window, address);
  gallery_find_servers (window, TRUE);
  g_autoptr (PostinoAccount) account = postino_setup_make_account (setup);
  *result = fake_check_result (account, postino_setup_get_found (setup)->provider,
                               account->address->local_part);

  return postino_test_state_new (account->incoming, account->outgoing);
}

static void
pass_until (PostinoProgress *progress, PostinoStage end, PostinoStepState last)
{
  for (PostinoStage stage = 0; stage < MIN (end, POSTINO_STAGE_DONE); stage++)
    if (postino_progress_applies (progress, stage))
      postino_progress_step_at (progress, stage, POSTINO_STEP_PASSED, 0);
  if (end < POSTINO_STAGE_DONE)
    postino_progress_step_at (progress, end, last, 0);
}

static void
present_state (PostinoWindow *window, PostinoTestState *state)
{
  PostinoPage *page = postino_window_get_page (window, "test");

  postino_window_present_page (window, page);
  postino_test_page_show_state (POSTINO_TEST_PAGE (page), state);
}

static void
test_running (PostinoWindow *window, const char *argument)
{
  PostinoCheckResult *result;
  PostinoTestState *state = new_state (window, argument, &result);

  pass_until (state->progress[POSTINO_SIDE_INCOMING], POSTINO_STAGE_LOGIN, POSTINO_STEP_RUNNING);
  pass_until (state->progress[POSTINO_SIDE_OUTGOING], POSTINO_STAGE_CONNECT, POSTINO_STEP_RUNNING);
  present_state (window, state);
  postino_check_result_free (result);
}

/* A server that lets one wait. */
static void
test_slow (PostinoWindow *window, const char *argument)
{
  PostinoCheckResult *result;
  PostinoTestState *state = new_state (window, argument, &result);

  for (PostinoSide side = 0; side < 2; side++)
    {
      pass_until (state->progress[side], POSTINO_STAGE_CONNECT, POSTINO_STEP_RUNNING);
      postino_progress_tick (state->progress[side], 17 * G_USEC_PER_SEC);
    }
  present_state (window, state);
  postino_check_result_free (result);
}

static void
test_trying (PostinoWindow *window, const char *argument)
{
  PostinoCheckResult *result;
  PostinoTestState *state = new_state (window, argument, &result);
  PostinoProgress *sending = state->progress[POSTINO_SIDE_OUTGOING];
  const PostinoAttempt *attempt = result->attempts[POSTINO_SIDE_OUTGOING]->pdata[0];

  pass_until (state->progress[POSTINO_SIDE_INCOMING], POSTINO_STAGE_LOGIN, POSTINO_STEP_RUNNING);
  postino_progress_try (sending, result->reports[POSTINO_SIDE_OUTGOING]->server, attempt->diagnosis,
                        "Trying port 587…");
  pass_until (sending, POSTINO_STAGE_CONNECT, POSTINO_STEP_RUNNING);
  present_state (window, state);
  postino_check_result_free (result);
}

static void
test_half (PostinoWindow *window, const char *argument)
{
  PostinoCheckResult *result;
  PostinoTestState *state = new_state (window, argument, &result);

  pass_until (state->progress[POSTINO_SIDE_INCOMING], POSTINO_STAGE_DONE, POSTINO_STEP_PASSED);
  postino_progress_end (state->progress[POSTINO_SIDE_INCOMING],
                        result->reports[POSTINO_SIDE_INCOMING], result->diagnosis->incoming);
  pass_until (state->progress[POSTINO_SIDE_OUTGOING], POSTINO_STAGE_CONNECT, POSTINO_STEP_RUNNING);
  present_state (window, state);
  postino_check_result_free (result);
}

static void
test_stopped (PostinoWindow *window, const char *argument)
{
  PostinoCheckResult *result;
  PostinoTestState *state = new_state (window, argument, &result);

  pass_until (state->progress[POSTINO_SIDE_INCOMING], POSTINO_STAGE_TLS, POSTINO_STEP_WAITING);
  postino_test_state_end (state, NULL);
  present_state (window, state);
  postino_check_result_free (result);
}

/* The end of a test; takes @result. */
static PostinoTestState *
end_state (PostinoWindow *window, PostinoTestState *state, PostinoCheckResult *result)
{
  for (PostinoSide side = 0; side < 2; side++)
    {
      const PostinoReport *report = result->reports[side];

      pass_until (state->progress[side], report->stage, POSTINO_STEP_FAILED);
      if (report->reply != NULL)
        postino_progress_add_line (state->progress[side], 0, report->reply);
    }
  postino_setup_set_result (postino_window_get_setup (window), result);
  postino_test_state_end (state, result);

  return state;
}

static PostinoTestState *
ended_state (PostinoWindow *window, const char *argument)
{
  PostinoCheckResult *result;
  PostinoTestState *state = new_state (window, argument, &result);

  return end_state (window, state, result);
}

void
gallery_show_cause (PostinoWindow *window, const char *nick)
{
  g_autoptr (GEnumClass) causes = g_type_class_ref (POSTINO_TYPE_CAUSE);
  const GEnumValue *cause = g_enum_get_value_by_nick (causes, nick);
  PostinoCheckResult *result;
  PostinoTestState *state = new_state (window, "ada@every.example", &result);
  PostinoCheckResult *caused = fake_cause_result (result->account, result->provider, cause->value);

  postino_check_result_free (result);
  present_state (window, end_state (window, state, caused));
}

static void
test_ended (PostinoWindow *window, const char *argument)
{
  present_state (window, ended_state (window, argument));
}

static void
test_report (PostinoWindow *window, const char *argument)
{
  test_ended (window, argument);
  GtkWindow *report = postino_report_window_new (
    GTK_WINDOW (window), postino_setup_get_result (postino_window_get_setup (window)), NULL);

  gallery_set_size (report);
  gtk_window_present (report);
}

/* With the sign-in of the desktop's: there, or used already. */
static void
test_sign_in (PostinoWindow *window, const char *argument)
{
  fake_backend_set_found (gallery_get_backend (window), "browser");
  test_ended (window, argument);
}

static void
test_signed_in (PostinoWindow *window, const char *argument)
{
  PostinoTestState *state = ended_state (window, argument);

  state->signed_in = TRUE;
  present_state (window, state);
}

static void
test_saving (PostinoWindow *window, const char *argument)
{
  PostinoTestState *state = ended_state (window, argument);

  state->phase = POSTINO_TEST_SAVING;
  present_state (window, state);
}

static void
test_not_saved (PostinoWindow *window, const char *argument)
{
  PostinoTestState *state = ended_state (window, argument);

  state->phase = POSTINO_TEST_NOT_SAVED;
  state->message = g_strdup (
    "There is no keyring on this computer's session, so the password has no safe place. Nothing "
    "is lost: install GNOME Keyring or KWallet, and try again.");
  present_state (window, state);
}

void
gallery_end_test (PostinoWindow *window, const char *address)
{
  postino_test_state_free (ended_state (window, address));
}

const GalleryState gallery_test_states[] = {
  {"test-running", test_running, "ready@example.org"},
  {"test-slow", test_slow, "ready@example.org"},
  {"test-trying", test_trying, "mended@example.org"},
  {"test-half", test_half, "receive-only@example.org"},
  {"test-stopped", test_stopped, "ready@example.org"},
  {"test-ready", test_ended, "ready@example.org"},
  {"test-mended", test_ended, "mended@example.org"},
  {"test-receive-only", test_ended, "receive-only@example.org"},
  {"test-send-only", test_ended, "send-only@example.org"},
  {"test-wrong-password", test_ended, "wrong-password@example.org"},
  {"test-app-password", test_ended, "wrong-password@apps.example"},
  {"test-browser-only", test_ended, "browser-only@browser.example"},
  {"test-sign-in", test_sign_in, "browser-only@browser.example"},
  {"test-signed-in", test_signed_in, "ready@example.org"},
  {"test-wrong-sending-name", test_ended, "wrong-sending-name@example.org"},
  {"test-no-server", test_ended, "no-server@example.org"},
  {"test-sender-rejected", test_ended, "sender-rejected@example.org"},
  {"test-own-certificate", test_ended, "own-certificate@example.org"},
  {"test-portal", test_ended, "portal@example.org"},
  {"test-offline", test_ended, "offline@example.org"},
  {"test-busy", test_ended, "busy@example.org"},
  {"test-saving", test_saving, "ready@example.org"},
  {"test-not-saved", test_not_saved, "ready@example.org"},
  {"report", test_report, "receive-only@example.org"},
  {NULL, NULL, NULL},
};
