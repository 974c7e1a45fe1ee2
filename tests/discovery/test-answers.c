/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which of several answers is best.
 */
#include "postino-answers.h"

/* Servers are written as "SOURCE SCHEME://HOST [WORD…]", the words being "unconfirmed",
 * "plain" and "answered". One string is one answer. */

static PostinoAddress *address;

static PostinoServer *
read_server (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  PostinoServer *server = postino_server_new_from_uri (words[1], NULL);
  int source = 0;

  g_assert_nonnull (server);
  g_assert_true (postino_enum_from_nick (POSTINO_TYPE_SOURCE, words[0], &source));
  server->source = (PostinoSource) source;
  for (char **word = words + 2; *word != NULL; word++)
    {
      if (g_str_equal (*word, "unconfirmed"))
        server->trust = POSTINO_TRUST_UNCONFIRMED;
      else if (g_str_equal (*word, "plain"))
        server->security = POSTINO_SECURITY_NONE;
      else if (g_str_equal (*word, "answered"))
        server->answered = TRUE;
      else
        g_assert_not_reached ();
    }

  return server;
}

static PostinoSettings *
read_settings (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  PostinoSettings *settings = postino_settings_new (address);

  for (char **line = lines; *line != NULL; line++)
    {
      PostinoServer *server = read_server (*line);

      g_ptr_array_add (server->protocol == POSTINO_PROTOCOL_SMTP ? settings->outgoing
                                                                 : settings->incoming,
                       server);
    }

  return settings;
}

static char *
write_hosts (const GPtrArray *servers)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < servers->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            ((PostinoServer *) servers->pdata[i])->host);

  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *name;
  const char *answers[5];
  const char *incoming;
  const char *outgoing;
  PostinoRank rank;
} Test;

static const Test tests[] = {
  {"nothing", {NULL}, "", "", POSTINO_RANK_NONE},
  {"one-direction", {"ispdb imaps://a", NULL}, "a", "", POSTINO_RANK_NONE},
  {"in-order-of-sources",
   {"guess imaps://f answered\nguess smtps://f answered", "mx imaps://d\nmx smtps://d",
    "dns-srv imaps://c\ndns-srv smtps://c", "ispdb imaps://b\nispdb smtps://b",
    "provider-autoconfig imaps://a\nprovider-autoconfig smtps://a"},
   "a b c d f",
   "a b c d f",
   POSTINO_RANK_PROVIDER_AUTOCONFIG},
  {"unconfirmed-behind-vouched",
   {"dns-srv imaps://c unconfirmed\ndns-srv smtps://c unconfirmed", "mx imaps://d\nmx smtps://d",
    NULL},
   "d c",
   "d c",
   POSTINO_RANK_MX},
  {"unconfirmed-before-guesses",
   {"guess imaps://f answered\nguess smtps://f answered",
    "mx imaps://d unconfirmed\nmx smtps://d unconfirmed", NULL},
   "d f",
   "d f",
   POSTINO_RANK_MX_UNCONFIRMED},
  {"plain-text-behind-what-answers-encrypted",
   {"provider-autoconfig imap://a plain\nprovider-autoconfig smtp://a plain",
    "guess imaps://f answered\nguess imaps://g\nguess smtps://f answered", NULL},
   "f a g",
   "f a",
   POSTINO_RANK_GUESS},
  {"each-direction-for-itself",
   {"dns-srv imaps://c", "mx imaps://d\nmx smtps://d", NULL},
   "c d",
   "d",
   POSTINO_RANK_MX},
  {"equals-in-order",
   {"ispdb imaps://first\nispdb smtps://first", "ispdb imaps://second\nispdb smtps://second", NULL},
   "first second",
   "first second",
   POSTINO_RANK_ISPDB},
  {"each-once",
   {"ispdb imaps://a\nispdb imap://a\nispdb smtps://a", "dns-srv imaps://a\ndns-srv smtps://a",
    NULL},
   "a a",
   "a",
   POSTINO_RANK_ISPDB},
};

static void
test_rank (gconstpointer data)
{
  const Test *test = data;
  g_autoptr (PostinoAnswers) answers = postino_answers_new ();

  for (guint i = 0; i < G_N_ELEMENTS (test->answers) && test->answers[i] != NULL; i++)
    postino_answers_add (answers, read_settings (test->answers[i]), i);

  g_autoptr (PostinoSettings) merged = postino_answers_merge (answers, address);
  g_autofree char *incoming = write_hosts (merged->incoming);
  g_autofree char *outgoing = write_hosts (merged->outgoing);
  g_assert_cmpstr (incoming, ==, test->incoming);
  g_assert_cmpstr (outgoing, ==, test->outgoing);
  g_assert_cmpint (postino_answers_get_rank (answers), ==, test->rank);
}

/* The order in which they were asked decides, not the one in which they answered. */
static void
test_order (void)
{
  g_autoptr (PostinoAnswers) answers = postino_answers_new ();

  postino_answers_add (answers, read_settings ("provider-autoconfig imaps://second"), 1);
  postino_answers_add (answers, read_settings ("provider-autoconfig imaps://first"), 0);

  g_autoptr (PostinoSettings) merged = postino_answers_merge (answers, address);
  g_autofree char *incoming = write_hosts (merged->incoming);
  g_assert_cmpstr (incoming, ==, "first second");
}

/* What the domain says it does not have is not guessed; whoever knows better may name it. */
static void
test_denied (void)
{
  g_autoptr (PostinoAnswers) answers = postino_answers_new ();

  postino_answers_deny (answers, POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_TLS);
  postino_answers_add (answers, read_settings ("guess imaps://f answered\nguess imap://g"), 0);
  postino_answers_add (answers, read_settings ("ispdb imaps://b"), 1);

  g_autoptr (PostinoSettings) merged = postino_answers_merge (answers, address);
  g_autofree char *incoming = write_hosts (merged->incoming);
  g_assert_cmpstr (incoming, ==, "b g");
}

static PostinoProvider *
new_provider (const char *id, PostinoPolicy policy)
{
  PostinoProvider *provider = postino_provider_new ();

  provider->id = g_strdup (id);
  provider->name = g_strdup (id);
  provider->policy = policy;

  return provider;
}

/* Where no mail program is let in, nothing is guessed either. */
static void
test_closed (void)
{
  g_autoptr (PostinoAnswers) answers = postino_answers_new ();
  PostinoSettings *closed = postino_settings_new (address);

  closed->source = POSTINO_SOURCE_MX;
  closed->provider = new_provider ("closed", POSTINO_POLICY_UNSUPPORTED);
  postino_answers_add (answers, read_settings ("guess imaps://f\nguess smtps://f"), 1);
  g_assert_cmpint (postino_answers_get_rank (answers), ==, POSTINO_RANK_UNTRIED);
  postino_answers_add (answers, closed, 0);
  g_assert_cmpint (postino_answers_get_rank (answers), ==, POSTINO_RANK_MX);

  g_autoptr (PostinoSettings) merged = postino_answers_merge (answers, address);
  g_assert_cmpuint (merged->incoming->len, ==, 0);
  g_assert_cmpstr (merged->provider->id, ==, "closed");
  g_assert_cmpint (merged->source, ==, POSTINO_SOURCE_MX);
}

/* Provider and source are those of the best incoming server. */
static void
test_provider (void)
{
  g_autoptr (PostinoAnswers) answers = postino_answers_new ();
  PostinoSettings *incoming = read_settings ("dns-srv imaps://c");
  PostinoSettings *outgoing = read_settings ("ispdb smtps://b");

  incoming->provider = new_provider ("receives", POSTINO_POLICY_PASSWORD);
  outgoing->provider = new_provider ("sends", POSTINO_POLICY_PASSWORD);
  postino_answers_add (answers, outgoing, 0);
  g_autoptr (PostinoSettings) half = postino_answers_merge (answers, address);
  g_assert_cmpstr (half->provider->id, ==, "sends");
  g_assert_cmpint (half->source, ==, POSTINO_SOURCE_ISPDB);

  postino_answers_add (answers, incoming, 1);
  g_autoptr (PostinoSettings) whole = postino_answers_merge (answers, address);
  g_assert_cmpstr (whole->provider->id, ==, "receives");
  g_assert_cmpint (whole->source, ==, POSTINO_SOURCE_DNS_SRV);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  address = postino_address_parse ("ada@example.org", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/answers/rank/", tests[i].name, NULL);
      g_test_add_data_func (path, &tests[i], test_rank);
    }
  g_test_add_func ("/answers/order", test_order);
  g_test_add_func ("/answers/denied", test_denied);
  g_test_add_func ("/answers/closed", test_closed);
  g_test_add_func ("/answers/provider", test_provider);

  int status = g_test_run ();
  postino_address_free (address);
  return status;
}
