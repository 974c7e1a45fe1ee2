/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Headers as receiving servers write them, and as somebody else may.
 */
#include "postino-auth-results.h"

typedef struct
{
  const char *name;
  const char *value;
  const char *expected; /* server, spf, dkim, dmarc, aligned; NULL for nothing */
} Row;

/* The first three have the forms of RFC 8601 appendix B. */
static const Row rows[] = {
  {"nothing-done", " example.org 1; none", NULL},
  {"spf", " example.org;\r\n spf=pass smtp.mailfrom=example.net", "example.org pass - - no"},
  {"several",
   " example.org;\n auth=pass (cram-md5) smtp.auth=sender@example.net;\n"
   " spf=pass smtp.mailfrom=example.net;\n dkim=fail reason=\"bad; signature\" "
   "header.d=example.net",
   "example.org pass fail - no"},
  {"dmarc-aligns",
   "mx.example.org; dkim=pass header.i=@other.example header.s=s1; spf=softfail "
   "(not permitted) smtp.mailfrom=ada@other.example; dmarc=pass (p=NONE sp=NONE dis=NONE) "
   "header.from=postino.example",
   "mx.example.org softfail pass pass yes"},
  {"spf-aligns", "mx.example.org; spf=pass smtp.mailfrom=ada@mail.postino.example",
   "mx.example.org pass - - yes"},
  {"dkim-aligns", "mx.example.org; dkim=pass header.d=POSTINO.example",
   "mx.example.org - pass - yes"},
  {"dkim-identity-aligns", "mx.example.org; dkim=pass header.i=ada@postino.example",
   "mx.example.org - pass - yes"},
  {"failed-dkim-does-not", "mx.example.org; dkim=fail header.d=postino.example",
   "mx.example.org - fail - no"},
  {"longer-domain-does-not", "mx.example.org; dkim=pass header.d=notpostino.example",
   "mx.example.org - pass - no"},
  {"best-of-two-signatures",
   "mx.example.org; dkim=fail header.d=postino.example; dkim=pass header.d=list.example; "
   "dkim=neutral header.d=third.example",
   "mx.example.org - pass - no"},
  {"comment-in-a-comment", "mx.example.org; spf=pass (a (b) dkim=pass; c) smtp.mailfrom=x.example",
   "mx.example.org pass - - no"},
  {"without-a-server", "spf=pass smtp.mailfrom=postino.example; dkim=none", "- pass none - yes"},
  {"open-comment", "mx.example.org; (spf=pass", NULL},
  {"empty", "", NULL},
  {"only-semicolons", ";;;;", NULL},
  {"no-value", "mx.example.org; spf=; dkim", NULL},
};

static const char *
or_dash (const char *text)
{
  return text != NULL ? text : "-";
}

static char *
describe (const PostinoAuthResults *self)
{
  if (self == NULL)
    return NULL;

  return g_strdup_printf ("%s %s %s %s %s", or_dash (self->server), or_dash (self->spf),
                          or_dash (self->dkim), or_dash (self->dmarc),
                          self->aligned ? "yes" : "no");
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (PostinoAuthResults) results =
    postino_auth_results_parse (row->value, "postino.example");
  g_autofree char *found = describe (results);

  g_assert_cmpstr (found, ==, row->expected);
}

/* Whose words count: who says it, who took the message last, and who we are. */
static const struct
{
  const char *header;
  const char *received;
  gboolean trusted;
} speakers[] = {
  {"mx.example.org; spf=pass", NULL, TRUE},
  {"example.org; spf=pass", NULL, TRUE},
  {"postino.example; spf=pass", NULL, TRUE},
  {"evil.example; spf=pass", NULL, FALSE},
  {"mx.example.org.evil.example; spf=pass", NULL, FALSE},
  {"mx.google.example; spf=pass", "from a by in7.google.example (x) with ESMTPS; Mon", TRUE},
  {"mx.google.example; spf=pass", "from by.google.example (by mx.google.example) by mine.example;",
   FALSE},
  {"mx.google.example; spf=pass", "from a by", FALSE},
  {"spf=pass smtp.mailfrom=postino.example", "from a by mail.example.org; Mon", FALSE},
};

static void
test_speakers (void)
{
  const char *const hosts[] = {"imap.example.org", "postino.example", NULL};

  for (gsize i = 0; i < G_N_ELEMENTS (speakers); i++)
    {
      char *headers[] = {(char *) speakers[i].header, NULL};
      char *received[] = {(char *) speakers[i].received, NULL};
      g_autoptr (PostinoAuthResults) found =
        postino_auth_results_find (headers, received, hosts, "postino.example");

      g_test_message ("%s", speakers[i].header);
      g_assert_cmpint (found != NULL, ==, speakers[i].trusted);
    }
}

/* What stands below may have been there when it was sent. */
static void
test_topmost (void)
{
  const char *const hosts[] = {"imap.example.org", NULL};
  char *headers[] = {(char *) "evil.example; spf=fail", (char *) "mx.example.org; spf=pass", NULL};
  char *received[] = {NULL};
  char *none[] = {NULL};
  g_autoptr (PostinoAuthResults) found =
    postino_auth_results_find (headers, received, hosts, "postino.example");

  g_assert_null (found);
  g_assert_null (postino_auth_results_find (none, received, hosts, "postino.example"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/auth-results/", rows[i].name, NULL);
      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/auth-results/speakers", test_speakers);
  g_test_add_func ("/auth-results/topmost", test_topmost);
  return g_test_run ();
}
