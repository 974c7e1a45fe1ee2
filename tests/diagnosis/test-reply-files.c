/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The compiler of the reply rules: what it takes, and each thing it refuses, with the
 * line on which it stands.
 */
#include "postino-reply-file.h"

#include "postino-reply-rules.h"
#include "postino-reply-words.h"

#include <string.h>

#define LAST "\n[wrong-credentials]\nStage=login\nExample=imap login: NO\n"

static const struct
{
  const char *name;
  const char *text;
  const char *problem; /* NULL when there is none */
} files[] = {
  {"good",
   "# a comment\n[replies]\nHosts=example.org;example.net\n\n[words]\nkey=password, pass phrase\n\n"
   "[password-expired]\nProtocol=imap; pop3\nStage=login\nWords=<key> … expired | old + <key>\n"
   "Without=never\nExample=imap login imap.example.org: NO Your password is expired",
   NULL},
  {"crlf", "[over-quota]\r\nCode=OVERQUOTA\r\nExample=imap login: NO [OVERQUOTA]\r\n", NULL},
  {"two-lines", "[over-quota]\nWords=full now\nExample=smtp sender: 552-full\\n552 now\n", NULL},
  {"cause", "[no-such-cause]\nWords=x\nExample=imap login: NO x\n", "x:1: “no-such-cause”"},
  {"section", "[over-quota\n", "x:1: This is no [section]"},
  {"no-section", "Words=x\n", "x:1: “Words” stands before"},
  {"no-key", "[over-quota]\nWords\n", "x:2: This is neither"},
  {"empty-value", "[over-quota]\nWords=\n", "x:2: This is neither"},
  {"unknown-key", "[over-quota]\nWord=x\nExample=imap login: NO x\n", "x:2: A rule has no key"},
  {"unknown-file-key", "[replies]\nHost=x\n", "x:2: [replies] has no key"},
  {"protocol", "[over-quota]\nProtocol=nntp\nExample=imap login: NO x\n", "x:2: “nntp”"},
  {"stage", "[over-quota]\nStage=breakfast\nExample=imap login: NO x\n", "x:2: “breakfast”"},
  {"list", "[over-quota]\nCode=A;;B\nExample=imap login: NO [A]\n", "x:2: Nothing stands"},
  {"group", "[over-quota]\nWords=<nobody>\nExample=imap login: NO x\n", "x:2: “<nobody>”"},
  {"group-twice", "[words]\na=b\na=c\n", "x:3: The group “a” is there twice"},
  {"group-of-parts", "[words]\na=b + c\n", "x:2: A group has phrases"},
  {"punctuation", "[over-quota]\nWords=x | !\nExample=imap login: NO x\n", "x:2: “ !”"},
  {"gap-at-the-end", "[over-quota]\nWords=x …\nExample=imap login: NO x\n", "x:2: "},
  {"example", "[over-quota]\nWords=x\nExample=NO x\n", "x:3: An example is"},
  {"example-stage", "[over-quota]\nWords=x\nExample=imap lunch: NO x\n", "x:3: An example is"},
  {"no-example", "[over-quota]\nWords=x\n", "x:1: The rule has no example"},
  {"misses-its-example", "[over-quota]\nWords=y\nExample=imap login: NO x\n",
   "x:3: The rule does not hold"},
  {"forestalled",
   "[over-quota]\nWords=x\nExample=imap login: NO x\n"
   "[password-expired]\nWords=x y\nExample=imap login: NO x y\n",
   "x:6: The rule at x:1 makes “over-quota”"},
  {"never-wins",
   "[over-quota]\nWords=x\nExample=imap login: NO x\n"
   "[over-quota]\nWords=x y\nExample=imap login: NO x y\n",
   "x:4: Other rules already say"},
  {"or",
   "[over-quota]\nWords=full\nExample=imap login: NO Mailbox full, or account closed\n"
   "Or=account-disabled\n[account-disabled]\nWords=closed\nExample=imap login: NO closed\n",
   NULL},
  {"or-not-said",
   "[over-quota]\nWords=full\nExample=imap login: NO Mailbox full, or account closed\n"
   "[account-disabled]\nWords=closed\nExample=imap login: NO closed\n",
   "x:3: Besides its cause this example has “Or=account-disabled”"},
  {"or-not-so",
   "[over-quota]\nWords=full\nExample=imap login: NO full or fuller\nOr=account-disabled\n",
   "x:3: Besides its cause this example has “Or=”"},
  {"or-of-nothing", "[over-quota]\nWords=x\nOr=ok\nExample=imap login: NO x\n", "x:3: “ok” is no"},
  {"or-no-cause", "[over-quota]\nWords=x\nExample=imap login: NO x\nOr=lunch\n",
   "x:4: “lunch” is no cause"},
  {"not-utf-8", "[over-quota]\nWords=\xff\n", "x:0: "},
};

static void
test_file (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (PostinoReplyFiles) self = postino_reply_files_new (POSTINO_REPLIES);

  postino_reply_files_add (self, "x", files[i].text);
  g_autoptr (GBytes) image = postino_reply_files_finish (self);

  if (files[i].problem == NULL)
    {
      for (guint p = 0; p < self->problems->len; p++)
        g_test_message ("%s", (char *) g_ptr_array_index (self->problems, p));
      g_assert_nonnull (image);
      return;
    }

  g_assert_null (image);
  g_assert_cmpuint (self->problems->len, >, 0);
  g_autofree char *wanted = g_strdup (files[i].problem);
  if (g_str_has_prefix (wanted, "x:0: "))
    memmove (wanted + 1, wanted + 3, strlen (wanted) - 2);
  if (!g_str_has_prefix (g_ptr_array_index (self->problems, 0), wanted))
    g_error ("Not “%s”, but “%s”", wanted, (char *) g_ptr_array_index (self->problems, 0));
}

/* Words in a row, with up to six between them where "…" stands. */
static const struct
{
  const char *words;
  const char *reply;
  gboolean fits;
} matches[] = {
  {"too many", "NO Too many!", TRUE},
  {"too many", "NO too, MANY.", TRUE},
  {"too many", "NO too very many", FALSE},
  {"too many", "NO too manyfold", FALSE},
  {"too man*", "NO too manyfold", TRUE},
  {"many", "NO too", FALSE},
  {"a … b", "NO a b", TRUE},
  {"a … b", "NO a 1 2 3 4 5 6 b", TRUE},
  {"a … b", "NO a 1 2 3 4 5 6 7 b", FALSE},
  {"a … b", "NO a 1 2 3 4 5 6 7 a b", TRUE},
  {"a … b", "NO b a", FALSE},
  {"a … b … c", "NO a x b x c", TRUE},
  {"a, b … c, d", "NO b x d", TRUE},
  {"a + b", "NO b a", TRUE},
  {"a + b", "NO a c", FALSE},
  {"a | b", "NO b", TRUE},
  {"a a", "NO a", FALSE},
  {"résumé", "NO RESUME", TRUE},
  {"授权码", "NO 请使用授权码登录", TRUE},
  {"権限が", "NO 権限", FALSE},
};

static void
test_matches (void)
{
  g_autoptr (GHashTable) groups = g_hash_table_new (g_str_hash, g_str_equal);
  const PostinoReplyScene scene = {POSTINO_PROTOCOL_IMAP, POSTINO_STAGE_LOGIN, NULL, NULL};

  for (gsize i = 0; i < G_N_ELEMENTS (matches); i++)
    {
      g_autofree char *words = postino_reply_words_compile (matches[i].words, groups, NULL);
      g_autoptr (PostinoReplyText) text =
        postino_reply_text_new (POSTINO_PROTOCOL_IMAP, matches[i].reply);
      const PostinoReplyRule rule = {
        .protocols = G_MAXUINT8,
        .stages = G_MAXUINT8,
        .hosts = "",
        .providers = "",
        .codes = "",
        .statuses = "",
        .enhanced = "",
        .words = words,
        .without = "",
      };

      g_assert_nonnull (words);
      if (postino_reply_rule_matches (&rule, &scene, text) != matches[i].fits)
        g_error ("“%s” and “%s”", matches[i].words, matches[i].reply);
    }
}

static const struct
{
  const char *hosts;
  const char *providers;
  const char *host;
  const char *provider;
  gboolean fits;
} places[] = {
  {"", "", NULL, NULL, TRUE},
  {"example.org", "", "imap.example.org", NULL, TRUE},
  {"example.org", "", "EXAMPLE.ORG", NULL, TRUE},
  {"example.org", "", "badexample.org", NULL, FALSE},
  {"example.org", "", NULL, NULL, FALSE},
  {"example.org;example.net", "", "example.net", NULL, TRUE},
  {"example.org", "x", "mail.example.com", "x", TRUE},
  {"", "xy;x", NULL, "x", TRUE},
  {"", "xy", NULL, "x", FALSE},
};

static void
test_places (void)
{
  g_autoptr (PostinoReplyText) text = postino_reply_text_new (POSTINO_PROTOCOL_IMAP, "NO");

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const PostinoReplyScene scene = {POSTINO_PROTOCOL_IMAP, POSTINO_STAGE_LOGIN, places[i].host,
                                       places[i].provider};
      const PostinoReplyRule rule = {
        .protocols = G_MAXUINT8,
        .stages = G_MAXUINT8,
        .hosts = places[i].hosts,
        .providers = places[i].providers,
        .codes = "",
        .statuses = "",
        .enhanced = "",
        .words = "",
        .without = "",
      };

      g_assert_cmpint (postino_reply_rule_matches (&rule, &scene, text), ==, places[i].fits);
    }
}

static const struct
{
  const char *statuses;
  const char *enhanced;
  const char *reply;
  gboolean fits;
} numbers[] = {
  {"535", "", "535 No", TRUE},           {"53x", "", "530 No", TRUE},
  {"53x", "", "550 No", FALSE},          {"4xx;535", "", "535 No", TRUE},
  {"", "5.7.8", "535 5.7.8 No", TRUE},   {"", "5.7.8", "535 5.7.89 No", FALSE},
  {"", "5.7.x", "535 5.7.139 No", TRUE}, {"", "5.7.x", "535 No", FALSE},
};

static void
test_numbers (void)
{
  const PostinoReplyScene scene = {POSTINO_PROTOCOL_SMTP, POSTINO_STAGE_LOGIN, NULL, NULL};

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (PostinoReplyText) text =
        postino_reply_text_new (POSTINO_PROTOCOL_SMTP, numbers[i].reply);
      const PostinoReplyRule rule = {
        .protocols = G_MAXUINT8,
        .stages = G_MAXUINT8,
        .hosts = "",
        .providers = "",
        .codes = "",
        .statuses = numbers[i].statuses,
        .enhanced = numbers[i].enhanced,
        .words = "",
        .without = "",
      };

      g_assert_cmpint (postino_reply_rule_matches (&rule, &scene, text), ==, numbers[i].fits);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strconcat ("/reply-files/", files[i].name, NULL);
      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_file);
    }
  g_test_add_func ("/reply-files/matches", test_matches);
  g_test_add_func ("/reply-files/places", test_places);
  g_test_add_func ("/reply-files/numbers", test_numbers);

  return g_test_run ();
}
