/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The states that the gallery shows, and how the window comes to each.
 */
#include "gallery-states.h"

#include "fake-backend.h"
#include "gallery-accounts.h"
#include "postino-account-page.h"
#include "postino-explain-page.h"
#include "postino-report-window.h"
#include "postino-test-page.h"

#define CAUSE_PREFIX "cause:"

static void
type_account (PostinoWindow *window, const char *address, const char *password)
{
  PostinoSetup *setup = postino_window_get_setup (window);
  PostinoPage *page = postino_window_get_page (window, "account");

  postino_setup_set_name (setup, "Ada Lovelace");
  postino_setup_set_address (setup, address);
  postino_account_page_set_password (POSTINO_ACCOUNT_PAGE (page), POSTINO_SIDE_INCOMING, password);
}

static void
find_servers (PostinoWindow *window, gboolean anything)
{
  PostinoSetup *setup = postino_window_get_setup (window);
  g_autoptr (PostinoAddress) address = postino_setup_parse_address (setup, NULL);
  g_autofree char *text = postino_address_to_string (address);

  postino_setup_take_found (setup, address, anything ? fake_settings (text) : NULL);
}

static void
show_page (PostinoWindow *window, const char *name)
{
  PostinoPage *page = postino_window_get_page (window, name);

  postino_window_present_page (window, page);
  postino_page_shown (page);
}

static void
account_empty (PostinoWindow *window, const char *argument)
{
}

static void
account_typed (PostinoWindow *window, const char *argument)
{
  type_account (window, argument, "");
}

static void
account_complete (PostinoWindow *window, const char *argument)
{
  type_account (window, argument, "correct horse");
}

static void
account_message (PostinoWindow *window, const char *argument)
{
  type_account (window, argument, "");
  postino_account_page_check_address (
    POSTINO_ACCOUNT_PAGE (postino_window_get_page (window, "account")));
}

static void
account_sending (PostinoWindow *window, const char *argument)
{
  PostinoPage *page = postino_window_get_page (window, "account");

  account_complete (window, argument);
  postino_setup_set_sending_username (postino_window_get_setup (window), "ada1815");
  postino_account_page_set_password (POSTINO_ACCOUNT_PAGE (page), POSTINO_SIDE_OUTGOING, "other");
  postino_page_focus_field (page, POSTINO_FIELD_SENDING_USERNAME);
}

static void
account_new_password (PostinoWindow *window, const char *argument)
{
  account_complete (window, argument);
  postino_page_focus_field (postino_window_get_page (window, "account"),
                            POSTINO_FIELD_NEW_PASSWORD);
}

static void
account_busy (PostinoWindow *window, const char *argument)
{
  account_complete (window, argument);
  postino_page_run (postino_window_get_page (window, "account"));
}

static void
servers_found (PostinoWindow *window, const char *argument)
{
  account_complete (window, argument);
  find_servers (window, TRUE);
  show_page (window, "servers");
}

static void
servers_nothing (PostinoWindow *window, const char *argument)
{
  account_complete (window, argument);
  find_servers (window, FALSE);
  show_page (window, "servers");
}

static void
servers_plain (PostinoWindow *window, const char *argument)
{
  PostinoSetup *setup = postino_window_get_setup (window);

  account_complete (window, argument);
  find_servers (window, TRUE);
  g_autoptr (PostinoServer) server =
    postino_server_copy (postino_setup_get_server (setup, POSTINO_SIDE_OUTGOING));
  server->security = POSTINO_SECURITY_NONE;
  server->source = POSTINO_SOURCE_MANUAL;
  postino_setup_set_server (setup, POSTINO_SIDE_OUTGOING, server);
  show_page (window, "servers");
}

static PostinoTestState *
new_state (PostinoWindow *window, const char *address, PostinoCheckResult **result)
{
  PostinoSetup *setup = postino_window_get_setup (window);

  account_complete (window, address);
  find_servers (window, TRUE);
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
      postino_progress_step (progress, stage, POSTINO_STEP_PASSED);
  if (end < POSTINO_STAGE_DONE)
    postino_progress_step (progress, end, last);
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

static void
show_cause (PostinoWindow *window, const char *nick)
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
    GTK_WINDOW (window), postino_setup_get_result (postino_window_get_setup (window)));

  gallery_set_size (report);
  gtk_window_present (report);
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

static void
show_done (PostinoWindow *window, const char *argument, gboolean saved)
{
  postino_test_state_free (ended_state (window, argument));
  postino_setup_set_saved (postino_window_get_setup (window), saved);
  show_page (window, "done");
}

static void
done_saved (PostinoWindow *window, const char *argument)
{
  show_done (window, argument, TRUE);
}

static void
done_not_saved (PostinoWindow *window, const char *argument)
{
  show_done (window, argument, FALSE);
}

static void
explain_text (PostinoWindow *window, const char *argument)
{
  PostinoPage *page = postino_window_get_page (window, "explain");

  postino_window_explain (window);
  if (argument != NULL)
    postino_explain_page_set_text (POSTINO_EXPLAIN_PAGE (page), argument, NULL);
}

static void
explain_long (PostinoWindow *window, const char *argument)
{
  g_autoptr (GString) text = g_string_new (argument);

  for (int i = 0; i < 60; i++)
    g_string_append_printf (text, "\n%02d:00 mail.example.org says nothing of use in this line", i);
  explain_text (window, text->str);
}

static const struct
{
  const char *name;
  void (*show) (PostinoWindow *window, const char *argument);
  const char *argument;
} states[] = {
  {"account-empty", account_empty, NULL},
  {"account-known", account_complete, "ada@example.org"},
  {"account-app-password", account_typed, "ada@apps.example"},
  {"account-oauth", account_typed, "ada@browser.example"},
  {"account-bridge", account_typed, "ada@bridge.example"},
  {"account-unsupported", account_typed, "ada@closed.example"},
  {"account-typo", account_typed, "ada@exmaple.org"},
  {"account-no-address", account_message, "ada.example.org"},
  {"account-sending", account_sending, "ada@example.org"},
  {"account-new-password", account_new_password, "ada@example.org"},
  {"account-busy", account_busy, "ada@unknown.example"},
  {"servers-known", servers_found, "ada@example.org"},
  {"servers-guess", servers_found, "ada@unknown.example"},
  {"servers-unconfirmed", servers_found, "ada@elsewhere.example"},
  {"servers-nothing", servers_nothing, "ada@nowhere.example"},
  {"servers-plain", servers_plain, "ada@example.org"},
  {"test-running", test_running, "ready@example.org"},
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
  {"test-wrong-sending-name", test_ended, "wrong-sending-name@example.org"},
  {"test-no-server", test_ended, "no-server@example.org"},
  {"test-sender-rejected", test_ended, "sender-rejected@example.org"},
  {"test-own-certificate", test_ended, "own-certificate@example.org"},
  {"test-busy", test_ended, "busy@example.org"},
  {"test-saving", test_saving, "ready@example.org"},
  {"test-not-saved", test_not_saved, "ready@example.org"},
  {"explain-empty", explain_text, NULL},
  {"explain-known", explain_text,
   "Cannot Get Mail\nThe user name or password for “imap.gmail.com” is incorrect."},
  {"explain-bounce", explain_text,
   "Address not found\nYour message wasn't delivered to bob@example.net because the address "
   "couldn't be found, or is unable to receive mail."},
  {"explain-unknown", explain_text, "Something went wrong"},
  {"explain-long", explain_long,
   "Sending of the message failed. The mail server smtp.gmail.com responded: 534-5.7.9 "
   "Application-specific password required. For more information, go to\n534 5.7.9  "
   "https://support.google.com/mail/?p=InvalidSecondFactor a640c23a62f3a - gsmtp"},
  {"report", test_report, "receive-only@example.org"},
  {"done-saved", done_saved, "ready@example.org"},
  {"done-not-saved", done_not_saved, "ready@example.org"},
};

/* What stands behind "cause:" in the name of a state, %NULL for another state. */
static const char *
get_cause (const char *name)
{
  return g_str_has_prefix (name, CAUSE_PREFIX) ? name + strlen (CAUSE_PREFIX) : NULL;
}

void
gallery_show_state (PostinoWindow *window, const char *name)
{
  if (get_cause (name) != NULL)
    show_cause (window, get_cause (name));
  gallery_accounts_show (window, name);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].name, name))
      states[i].show (window, states[i].argument);
}

gboolean
gallery_is_state (const char *name)
{
  g_autoptr (GEnumClass) causes = g_type_class_ref (POSTINO_TYPE_CAUSE);

  if (get_cause (name) != NULL)
    return g_enum_get_value_by_nick (causes, get_cause (name)) != NULL;
  if (g_strv_contains (gallery_accounts_list (), name))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].name, name))
      return TRUE;

  return FALSE;
}

/* The saved accounts come last: the backend keeps them for the windows after. */
const char *
gallery_get_state (guint index)
{
  const char *const *more = gallery_accounts_list ();

  if (index < G_N_ELEMENTS (states))
    return states[index].name;
  index -= (guint) G_N_ELEMENTS (states);
  return index < g_strv_length ((char **) more) ? more[index] : NULL;
}

void
gallery_list_states (void)
{
  for (const char *const *name = gallery_accounts_list (); *name != NULL; name++)
    g_print ("%s\n", *name);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    g_print ("%s\n", states[i].name);
}

void
gallery_list_causes (void)
{
  g_autoptr (GEnumClass) causes = g_type_class_ref (POSTINO_TYPE_CAUSE);

  for (guint i = 0; i < causes->n_values; i++)
    g_print (CAUSE_PREFIX "%s\n", causes->values[i].value_nick);
}
