/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the pages share: nothing typed is lost, and nothing old is kept.
 */
#include "postino-setup.h"

static PostinoSettings *
settings_for (const char *text, PostinoSource source)
{
  g_autoptr (PostinoAddress) address = postino_address_parse (text, NULL);
  PostinoSettings *settings = postino_settings_new (address);
  g_autofree char *imap = g_strdup_printf ("imap.%s", address->domain);
  g_autofree char *smtp = g_strdup_printf ("smtp.%s", address->domain);

  g_ptr_array_add (settings->incoming,
                   postino_server_new (POSTINO_PROTOCOL_IMAP, imap, 0, POSTINO_SECURITY_TLS, text));
  g_ptr_array_add (settings->outgoing,
                   postino_server_new (POSTINO_PROTOCOL_SMTP, smtp, 0, POSTINO_SECURITY_TLS, text));
  for (guint i = 0; i < 2; i++)
    {
      PostinoServer *server = i == 0 ? settings->incoming->pdata[0] : settings->outgoing->pdata[0];
      server->source = source;
    }

  return settings;
}

static PostinoSetup *
setup_for (const char *text, PostinoSource source)
{
  PostinoSetup *setup = postino_setup_new ();
  g_autoptr (PostinoAddress) address = postino_address_parse (text, NULL);

  postino_setup_set_address (setup, text);
  postino_setup_take_found (setup, address, settings_for (text, source));
  return setup;
}

static void
find_again (PostinoSetup *setup, const char *text)
{
  g_autoptr (PostinoAddress) address = postino_address_parse (text, NULL);

  postino_setup_set_address (setup, text);
  g_assert_false (postino_setup_is_searched (setup));
  postino_setup_take_found (setup, address, settings_for (text, POSTINO_SOURCE_BUNDLED));
  g_assert_true (postino_setup_is_searched (setup));
}

static void
type_host (PostinoSetup *setup, PostinoSide side, const char *host)
{
  const PostinoServer *now = postino_setup_get_server (setup, side);
  g_autoptr (PostinoServer) server =
    postino_server_new (now->protocol, host, now->port, now->security, now->username);

  postino_setup_set_server (setup, side, server);
}

static void
test_settled (void)
{
  g_autoptr (PostinoSetup) known = setup_for ("ada@example.org", POSTINO_SOURCE_BUNDLED);
  g_autoptr (PostinoSetup) guessed = setup_for ("ada@example.org", POSTINO_SOURCE_GUESS);
  g_autoptr (PostinoSetup) empty = postino_setup_new ();

  g_assert_true (postino_setup_is_settled (known));
  g_assert_false (postino_setup_is_settled (guessed));
  g_assert_false (postino_setup_is_settled (empty));
  g_assert_null (postino_setup_make_account (empty));
}

static void
test_typed_server_stays (void)
{
  g_autoptr (PostinoSetup) setup = setup_for ("ada@example.org", POSTINO_SOURCE_BUNDLED);

  type_host (setup, POSTINO_SIDE_INCOMING, "mail.example.net");
  find_again (setup, "augusta@example.org");

  const PostinoServer *server = postino_setup_get_server (setup, POSTINO_SIDE_INCOMING);
  g_assert_cmpstr (server->host, ==, "mail.example.net");
  g_assert_cmpstr (server->username, ==, "augusta@example.org");
}

static void
test_other_domain_starts_anew (void)
{
  g_autoptr (PostinoSetup) setup = setup_for ("ada@example.org", POSTINO_SOURCE_BUNDLED);

  type_host (setup, POSTINO_SIDE_INCOMING, "mail.example.net");
  find_again (setup, "ada@example.com");

  const PostinoServer *server = postino_setup_get_server (setup, POSTINO_SIDE_INCOMING);
  g_assert_cmpstr (server->host, ==, "imap.example.com");
}

static void
test_suggested_comes_back (void)
{
  g_autoptr (PostinoSetup) setup = setup_for ("ada@example.org", POSTINO_SOURCE_BUNDLED);

  type_host (setup, POSTINO_SIDE_OUTGOING, "mail.example.net");
  postino_setup_use_suggested (setup);

  const PostinoServer *server = postino_setup_get_server (setup, POSTINO_SIDE_OUTGOING);
  g_assert_cmpstr (server->host, ==, "smtp.example.org");
  g_assert_cmpint (server->source, ==, POSTINO_SOURCE_BUNDLED);
}

static void
test_sending_username (void)
{
  g_autoptr (PostinoSetup) setup = setup_for ("ada@example.org", POSTINO_SOURCE_BUNDLED);

  postino_setup_set_sending_username (setup, "ada1815");
  const PostinoServer *server = postino_setup_get_server (setup, POSTINO_SIDE_OUTGOING);
  g_assert_cmpstr (server->username, ==, "ada1815");

  find_again (setup, "ada@example.com");
  server = postino_setup_get_server (setup, POSTINO_SIDE_OUTGOING);
  g_assert_cmpstr (server->username, ==, "ada1815");

  postino_setup_set_sending_username (setup, "");
  server = postino_setup_get_server (setup, POSTINO_SIDE_OUTGOING);
  g_assert_cmpstr (server->username, ==, "ada@example.com");
}

static void
test_passwords (void)
{
  g_autoptr (PostinoSetup) setup = postino_setup_new ();
  g_autoptr (PostinoSecret) one = postino_secret_new ("one");
  g_autoptr (PostinoSecret) two = postino_secret_new ("two");

  postino_setup_set_password (setup, POSTINO_SIDE_INCOMING, one);
  g_assert_true (postino_setup_get_password (setup, POSTINO_SIDE_OUTGOING) == one);
  g_assert_false (postino_setup_has_sending_password (setup));

  postino_setup_set_password (setup, POSTINO_SIDE_OUTGOING, two);
  g_assert_true (postino_setup_get_password (setup, POSTINO_SIDE_OUTGOING) == two);

  postino_setup_forget_passwords (setup);
  g_assert_null (postino_setup_get_password (setup, POSTINO_SIDE_INCOMING));
  g_assert_null (postino_setup_get_password (setup, POSTINO_SIDE_OUTGOING));
}

static PostinoCheckResult *
result_of (PostinoSetup *setup, PostinoSecret *incoming, PostinoSecret *outgoing)
{
  g_autoptr (PostinoAccount) account = postino_setup_make_account (setup);
  PostinoCheckResult *result = postino_check_result_new (account, NULL);

  result->passwords[POSTINO_SIDE_INCOMING] = postino_secret_ref (incoming);
  result->passwords[POSTINO_SIDE_OUTGOING] = postino_secret_ref (outgoing);
  result->account->outgoing->port = 587;
  return result;
}

/* What has worked is tested and saved from here on; where nothing has, nothing changes. */
static void
test_mended (void)
{
  g_autoptr (PostinoSetup) setup = setup_for ("ada@example.org", POSTINO_SOURCE_BUNDLED);
  g_autoptr (PostinoSecret) typed = postino_secret_new ("abcd efgh");
  g_autoptr (PostinoSecret) works = postino_secret_new ("abcdefgh");
  g_autoptr (PostinoCheckResult) result = result_of (setup, works, works);

  postino_setup_set_password (setup, POSTINO_SIDE_INCOMING, typed);
  postino_setup_take_mended (setup, result);
  g_assert_cmpuint (postino_setup_get_server (setup, POSTINO_SIDE_OUTGOING)->port, ==, 465);
  g_assert_true (postino_setup_get_password (setup, POSTINO_SIDE_OUTGOING) == typed);

  result->mended[POSTINO_SIDE_OUTGOING] = g_strdup ("It works on port 587.");
  postino_setup_take_mended (setup, result);
  g_assert_cmpuint (postino_setup_get_server (setup, POSTINO_SIDE_OUTGOING)->port, ==, 587);
  g_assert_cmpuint (postino_setup_get_server (setup, POSTINO_SIDE_INCOMING)->port, ==, 993);
  g_assert_true (postino_setup_get_password (setup, POSTINO_SIDE_OUTGOING) == works);
  g_assert_false (postino_setup_has_sending_password (setup));
}

/* One server wants the spaces, the other does not. */
static void
test_mended_one_password (void)
{
  g_autoptr (PostinoSetup) setup = setup_for ("ada@example.org", POSTINO_SOURCE_BUNDLED);
  g_autoptr (PostinoSecret) typed = postino_secret_new ("abcd efgh");
  g_autoptr (PostinoSecret) works = postino_secret_new ("abcdefgh");
  g_autoptr (PostinoCheckResult) result = result_of (setup, typed, works);

  postino_setup_set_password (setup, POSTINO_SIDE_INCOMING, typed);
  result->mended[POSTINO_SIDE_OUTGOING] = g_strdup ("It works without the spaces.");
  postino_setup_take_mended (setup, result);
  g_assert_true (postino_setup_get_password (setup, POSTINO_SIDE_INCOMING) == typed);
  g_assert_true (postino_setup_get_password (setup, POSTINO_SIDE_OUTGOING) == works);
}

static PostinoSavedAccount *
saved_account (const char *sending_username)
{
  PostinoSavedAccount *account = g_new0 (PostinoSavedAccount, 1);

  account->id = g_strdup ("0123456789ab");
  account->name = g_strdup ("Ada Lovelace");
  account->address = postino_address_parse ("ada@example.org", NULL);
  account->incoming =
    postino_server_new (POSTINO_PROTOCOL_POP3, "pop.example.org", 0, POSTINO_SECURITY_TLS, "ada");
  account->outgoing = postino_server_new (POSTINO_PROTOCOL_SMTP, "smtp.example.org", 2525,
                                          POSTINO_SECURITY_STARTTLS, sending_username);
  return account;
}

static void
assert_sending_username (PostinoSetup *setup, const char *expected)
{
  g_autofree char *username = NULL;

  g_object_get (setup, "sending-username", &username, NULL);
  g_assert_cmpstr (username, ==, expected);
}

static PostinoSetup *
setup_of_saved (const char *sending_username, const char *incoming, const char *outgoing)
{
  PostinoSetup *setup = setup_for ("bob@example.net", POSTINO_SOURCE_BUNDLED);
  g_autoptr (PostinoSavedAccount) account = saved_account (sending_username);
  g_autoptr (PostinoSecret) first = postino_secret_new (incoming);
  g_autoptr (PostinoSecret) second = outgoing != NULL ? postino_secret_new (outgoing) : NULL;
  PostinoSecret *const passwords[] = {first, second};

  postino_setup_take_saved (setup, account, NULL, passwords);
  return setup;
}

/* Nothing has to be typed or looked for again, and nothing of before is left. */
static void
test_saved (void)
{
  g_autoptr (PostinoSetup) setup = setup_of_saved ("ada", "melon", "melon");
  g_autoptr (PostinoSavedAccount) before = saved_account ("ada");
  g_autoptr (PostinoAccount) account = postino_setup_make_account (setup);

  g_assert_true (postino_setup_is_searched (setup));
  g_assert_true (postino_setup_is_settled (setup));
  g_assert_cmpstr (account->name, ==, "Ada Lovelace");
  g_assert_true (postino_server_equal (account->incoming, before->incoming));
  g_assert_true (postino_server_equal (account->outgoing, before->outgoing));
  assert_sending_username (setup, "");
  g_assert_false (postino_setup_has_sending_password (setup));
  g_assert_cmpstr (postino_setup_get_saved_id (setup), ==, "0123456789ab");
  postino_setup_clear (setup);
  g_assert_null (postino_setup_get_saved_id (setup));
  g_assert_false (postino_setup_is_as_saved (setup));
}

static void
test_saved_with_another_way_to_send (void)
{
  g_autoptr (PostinoSetup) setup = setup_of_saved ("ada1815", "melon", "pear");

  assert_sending_username (setup, "ada1815");
  g_assert_true (postino_setup_has_sending_password (setup));
  g_assert_cmpstr (postino_setup_get_server (setup, POSTINO_SIDE_OUTGOING)->username, ==,
                   "ada1815");
  g_assert_true (postino_setup_is_as_saved (setup));
}

/* A test of anything else says nothing of what is saved. */
static void
test_as_saved (void)
{
  g_autoptr (PostinoSecret) same = postino_secret_new ("melon");
  g_autoptr (PostinoSecret) other = postino_secret_new ("pear");

  for (int change = 0; change <= 6; change++)
    {
      g_autoptr (PostinoSetup) setup = setup_of_saved ("ada", "melon", NULL);

      if (change == 1)
        postino_setup_set_name (setup, "Countess");
      else if (change == 2)
        postino_setup_set_password (setup, POSTINO_SIDE_INCOMING, same);
      else if (change == 3)
        postino_setup_set_password (setup, POSTINO_SIDE_INCOMING, other);
      else if (change == 4)
        postino_setup_set_password (setup, POSTINO_SIDE_OUTGOING, other);
      else if (change == 5)
        type_host (setup, POSTINO_SIDE_OUTGOING, "mail.example.org");
      else if (change == 6)
        postino_setup_set_address (setup, "eve@example.org");
      g_assert_cmpint (postino_setup_is_as_saved (setup), ==, change <= 2);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/setup/settled", test_settled);
  g_test_add_func ("/setup/typed-server-stays", test_typed_server_stays);
  g_test_add_func ("/setup/other-domain-starts-anew", test_other_domain_starts_anew);
  g_test_add_func ("/setup/suggested-comes-back", test_suggested_comes_back);
  g_test_add_func ("/setup/sending-username", test_sending_username);
  g_test_add_func ("/setup/passwords", test_passwords);
  g_test_add_func ("/setup/mended", test_mended);
  g_test_add_func ("/setup/saved", test_saved);
  g_test_add_func ("/setup/saved-with-another-way-to-send", test_saved_with_another_way_to_send);
  g_test_add_func ("/setup/as-saved", test_as_saved);
  g_test_add_func ("/setup/mended-one-password", test_mended_one_password);

  return g_test_run ();
}
