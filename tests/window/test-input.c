/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is said of a server that somebody types, and when it can be tested.
 */
#include "postino-server-input.h"

static PostinoServer *
new_shown (PostinoTrust trust)
{
  PostinoServer *server = postino_server_new (POSTINO_PROTOCOL_IMAP, "imap.example.org", 993,
                                              POSTINO_SECURITY_TLS, "ada@example.org");

  server->source = POSTINO_SOURCE_BUNDLED;
  server->trust = trust;
  return server;
}

static PostinoServerInput *
type (const PostinoServer *shown, const char *host, const char *port, const char *username)
{
  PostinoServerInput *input = postino_server_input_new (shown, host, port, username);

  input->protocol = POSTINO_PROTOCOL_IMAP;
  input->security = POSTINO_SECURITY_TLS;
  return input;
}

static void
test_judge (void)
{
  static const struct
  {
    const char *host;
    const char *port;
    const char *username;
    PostinoProtocol protocol;
    PostinoServerPart part;
    gboolean wrong;
  } cases[] = {
    {"imap.example.org", "993", "ada", POSTINO_PROTOCOL_IMAP, POSTINO_SERVER_PART_NONE, FALSE},
    {" imap.example.org\n", " 993 ", "ada", POSTINO_PROTOCOL_IMAP, POSTINO_SERVER_PART_NONE, FALSE},
    {"", "993", "ada", POSTINO_PROTOCOL_IMAP, POSTINO_SERVER_PART_HOST, TRUE},
    {"not a name", "993", "ada", POSTINO_PROTOCOL_IMAP, POSTINO_SERVER_PART_HOST, TRUE},
    {"imap.example.org", "", "ada", POSTINO_PROTOCOL_IMAP, POSTINO_SERVER_PART_PORT, TRUE},
    {"imap.example.org", "0", "ada", POSTINO_PROTOCOL_IMAP, POSTINO_SERVER_PART_PORT, TRUE},
    {"imap.example.org", "65536", "ada", POSTINO_PROTOCOL_IMAP, POSTINO_SERVER_PART_PORT, TRUE},
    {"imap.example.org", "99x", "ada", POSTINO_PROTOCOL_IMAP, POSTINO_SERVER_PART_PORT, TRUE},
    {"imap.example.org", "993", " ", POSTINO_PROTOCOL_IMAP, POSTINO_SERVER_PART_USERNAME, TRUE},
    {"imap.example.org", "995", "", POSTINO_PROTOCOL_POP3, POSTINO_SERVER_PART_USERNAME, TRUE},
    {"imap.example.org", "465", "", POSTINO_PROTOCOL_SMTP, POSTINO_SERVER_PART_USERNAME, FALSE},
  };
  g_autoptr (PostinoServer) shown = new_shown (POSTINO_TRUST_VOUCHED);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PostinoServerInput) input =
        type (shown, cases[i].host, cases[i].port, cases[i].username);
      PostinoServerPart part;
      gboolean wrong;

      input->protocol = cases[i].protocol;
      const char *words = postino_server_input_judge (input, &part, &wrong);
      g_autoptr (PostinoServer) server = postino_server_input_finish (input);

      g_assert_cmpint (part, ==, cases[i].part);
      g_assert_cmpint (wrong, ==, cases[i].wrong);
      g_assert_cmpint (words != NULL, ==, part != POSTINO_SERVER_PART_NONE);
      g_assert_cmpint (server != NULL, ==, !wrong);
    }
}

/* Before anybody has typed a name there is nothing to say of it, and nothing to be tested. */
static void
test_nothing_yet (void)
{
  g_autoptr (PostinoServer) shown =
    postino_server_new (POSTINO_PROTOCOL_IMAP, "", 993, POSTINO_SECURITY_TLS, "ada");
  g_autoptr (PostinoServerInput) input = type (shown, "", "993", "ada");
  PostinoServerPart part;
  gboolean wrong;

  g_assert_null (postino_server_input_judge (input, &part, &wrong));
  g_assert_false (wrong);
  g_assert_null (postino_server_input_finish (input));
}

static void
test_agreed_to (void)
{
  g_autoptr (PostinoServer) shown = new_shown (POSTINO_TRUST_UNCONFIRMED);
  g_autoptr (PostinoServerInput) same = type (shown, "IMAP.example.org", "993", "ada@example.org");
  g_autoptr (PostinoServerInput) other = type (shown, "my.example.net", "993", "ada@example.org");

  g_assert_true (postino_server_input_asks_for_host (same));
  g_assert_null (postino_server_input_finish (same));
  same->knows_host = TRUE;
  g_autoptr (PostinoServer) confirmed = postino_server_input_finish (same);
  g_assert_nonnull (confirmed);
  g_assert_cmpint (confirmed->trust, ==, POSTINO_TRUST_VOUCHED);

  /* Who types a name vouches for it; but not for a way without encryption. */
  g_assert_false (postino_server_input_asks_for_host (other));
  g_autoptr (PostinoServer) typed = postino_server_input_finish (other);
  g_assert_nonnull (typed);
  other->security = POSTINO_SECURITY_NONE;
  g_assert_null (postino_server_input_finish (other));
  other->wants_plain = TRUE;
  g_autoptr (PostinoServer) plain = postino_server_input_finish (other);
  g_assert_nonnull (plain);
}

static void
test_source (void)
{
  g_autoptr (PostinoServer) shown = new_shown (POSTINO_TRUST_VOUCHED);
  g_autoptr (PostinoServerInput) same = type (shown, "imap.example.org", "993", "ada@example.org");
  g_autoptr (PostinoServerInput) other =
    type (shown, "imap.example.org", "1993", "ada@example.org");
  g_autoptr (PostinoServer) found = postino_server_input_make (same);
  g_autoptr (PostinoServer) typed = postino_server_input_make (other);

  g_assert_cmpint (found->source, ==, POSTINO_SOURCE_BUNDLED);
  g_assert_cmpint (typed->source, ==, POSTINO_SOURCE_MANUAL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/input/judge", test_judge);
  g_test_add_func ("/input/nothing-yet", test_nothing_yet);
  g_test_add_func ("/input/agreed-to", test_agreed_to);
  g_test_add_func ("/input/source", test_source);

  return g_test_run ();
}
