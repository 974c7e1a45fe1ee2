/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the Test page suggests for a cause, at a provider that has a page for
 * everything.
 */
#include "fake-backend.h"
#include "postino-cure.h"

static PostinoTestState *
end_with (PostinoCause cause)
{
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@every.example", NULL);
  g_autoptr (PostinoSettings) settings = fake_settings ("ada@every.example");
  g_autoptr (PostinoAccount) account =
    postino_account_new (NULL, address, settings->incoming->pdata[0], settings->outgoing->pdata[0]);

  PostinoTestState *state = postino_test_state_new (account->incoming, account->outgoing);
  postino_test_state_end (state, fake_cause_result (account, settings->provider, cause));

  return state;
}

static PostinoCure
cure_of (PostinoCause cause, gboolean online_accounts)
{
  g_autoptr (PostinoTestState) state = end_with (cause);

  return postino_cure_find (state, online_accounts);
}

static void
test_causes (void)
{
  static const struct
  {
    PostinoCause cause;
    PostinoCure cure;
  } cases[] = {
    {POSTINO_CAUSE_OK, POSTINO_CURE_SAVE},
    {POSTINO_CAUSE_WRONG_CREDENTIALS, POSTINO_CURE_INCOMING_LINK},
    {POSTINO_CAUSE_SENDING_DISABLED, POSTINO_CURE_OUTGOING_LINK},
    {POSTINO_CAUSE_OFFLINE, POSTINO_CURE_TRY_AGAIN},
    {POSTINO_CAUSE_SERVER_UNAVAILABLE, POSTINO_CURE_TRY_AGAIN},
    {POSTINO_CAUSE_HOST_NOT_FOUND, POSTINO_CURE_CHANGE},
    {POSTINO_CAUSE_ENCRYPTION_MISMATCH, POSTINO_CURE_CHANGE},
    {POSTINO_CAUSE_TOO_MANY_ATTEMPTS, POSTINO_CURE_NONE},
    {POSTINO_CAUSE_SENDING_LIMIT, POSTINO_CURE_NONE},
    {POSTINO_CAUSE_NOT_AUTHORIZED, POSTINO_CURE_NONE},
    {POSTINO_CAUSE_SENDER_REJECTED, POSTINO_CURE_CHANGE},
    {POSTINO_CAUSE_OAUTH_REQUIRED, POSTINO_CURE_ONLINE_ACCOUNTS},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (cure_of (cases[i].cause, TRUE), ==, cases[i].cure);
}

static void
test_no_panel (void)
{
  g_assert_cmpint (cure_of (POSTINO_CAUSE_OAUTH_REQUIRED, FALSE), ==, POSTINO_CURE_NONE);
}

static void
test_running (void)
{
  g_autoptr (PostinoTestState) state = postino_test_state_new (NULL, NULL);

  g_assert_cmpint (postino_cure_find (state, TRUE), ==, POSTINO_CURE_TRY_AGAIN);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cure/causes", test_causes);
  g_test_add_func ("/cure/no-panel", test_no_panel);
  g_test_add_func ("/cure/running", test_running);

  return g_test_run ();
}
