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
  g_test_add_func ("/setup/mended-one-password", test_mended_one_password);

  return g_test_run ();
}
