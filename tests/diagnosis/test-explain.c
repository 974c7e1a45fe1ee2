/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was pasted, recognised: every example of data/windows goes through the whole of
 * it, then texts that no file has.
 */
#include "postino-explain.h"

#include "postino-pasted.h"
#include "postino-reply-file.h"

#include <string.h>

static PostinoProviders *providers;

/* All that is wrong, not only the first. */
G_GNUC_PRINTF (1, 2)
static void
complain (const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);

  g_test_message ("%s", message);
  g_test_fail ();
}

static PostinoExplanation *
explain (const char *text)
{
  const PostinoExplainHints hints = {-1, -1, NULL, NULL, providers};

  return postino_explain (text, &hints);
}

/* Another program has shown it: nothing was sent by us, and no password goes in here. */
static void
assert_elsewhere (const char *text, const PostinoDiagnosis *diagnosis)
{
  static const char *const ours[] = {"was not sent", "paste it here", "type it here", "the eye"};

  for (gsize i = 0; diagnosis->advice != NULL && i < G_N_ELEMENTS (ours); i++)
    if (strstr (diagnosis->advice, ours[i]) != NULL)
      complain ("“%.300s” is answered with “%s”", text, diagnosis->advice);
  for (guint i = 0; i < diagnosis->alternatives->len; i++)
    assert_elsewhere (text, diagnosis->alternatives->pdata[i]);
}

static void
assert_cause (const char *text, const char *nick)
{
  g_autoptr (PostinoExplanation) explanation = explain (text);

  assert_elsewhere (text, explanation->diagnosis);
  const char *found =
    postino_enum_to_nick (POSTINO_TYPE_CAUSE, (int) explanation->diagnosis->cause);

  if (strcmp (found, nick) != 0)
    complain ("“%.300s” was taken for “%s” (%s), not “%s”", text, found,
              postino_enum_to_nick (POSTINO_TYPE_EXPLAIN_MATCH, (int) explanation->matched), nick);
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static PostinoReplyFiles *
read_files (const char *suffix, PostinoReplyKind kind)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "data", "windows", NULL);
  g_autofree char *words =
    g_test_build_filename (G_TEST_DIST, "..", "data", "replies", "00-words.replies", NULL);
  PostinoReplyFiles *files = postino_reply_files_new (kind);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, suffix))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_paths);
  g_ptr_array_insert (paths, 0, g_strdup (words));
  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *text = NULL;
      g_assert_true (g_file_get_contents (paths->pdata[i], &text, NULL, NULL));
      postino_reply_files_add (files, paths->pdata[i], text);
    }

  return files;
}

/* Each is its own proof through the whole of it: the protocol is told from the text, and
 * no rule for replies takes it away. */
static guint
try_examples (const char *suffix, PostinoExplainMatch match)
{
  g_autoptr (PostinoReplyFiles) files = read_files (suffix, POSTINO_WINDOWS);
  guint count = 0;

  g_assert_cmpuint (files->problems->len, ==, 0);
  for (guint i = 0; i < files->entries->len; i++)
    {
      const PostinoReplyEntry *entry = files->entries->pdata[i];

      for (guint e = 0; e < entry->examples->len; e++, count++)
        {
          const PostinoReplyExample *example = entry->examples->pdata[e];
          g_autoptr (PostinoExplanation) explanation = explain (example->reply);

          assert_cause (example->reply,
                        postino_enum_to_nick (POSTINO_TYPE_CAUSE, entry->rule.cause));
          if (explanation->matched != match && explanation->matched != POSTINO_EXPLAIN_REPLY)
            complain ("“%s” was recognised as another thing", example->reply);
          if (match == POSTINO_EXPLAIN_WINDOW && explanation->protocol != example->scene.protocol)
            complain ("“%s” is about %s", example->reply,
                      postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, (int) explanation->protocol));
        }
    }

  return count;
}

static void
test_windows (void)
{
  g_assert_cmpuint (try_examples (".windows", POSTINO_EXPLAIN_WINDOW), >=, 80);
}

static void
test_bounces (void)
{
  try_examples (".bounces", POSTINO_EXPLAIN_BOUNCE);
}

/* Texts that stand in no file: other servers, other names, other quotation marks, broken
 * lines, in capitals, in part. */
static const struct
{
  const char *text;
  const char *cause;
} others[] = {
#include "explain-texts.inc"
};

static void
test_others (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    assert_cause (others[i].text, others[i].cause);
}

static void
test_others_in_capitals (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *upper = g_utf8_strup (others[i].text, -1);

      /* A server's own words have their codes in capitals for a reason. */
      if (strpbrk (others[i].text, "[") == NULL)
        assert_cause (upper, others[i].cause);
    }
}

static void
test_others_in_broken_lines (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GString) broken = g_string_new (NULL);
      guint words = 0;

      /* Broken where the window breaks it, but no server breaks a reply like this. */
      if (strchr (others[i].text, '\n') != NULL || strpbrk (others[i].text, "[0123456789") != NULL)
        continue;
      for (const char *at = others[i].text; *at != '\0'; at++)
        if (*at == ' ' && ++words % 5 == 0)
          g_string_append (broken, "\r\n");
        else
          g_string_append_c (broken, *at);
      assert_cause (broken->str, others[i].cause);
    }
}

static const struct
{
  const char *text;
  int protocol; /* -1 where nothing tells */
  const char *reply;
} taken_apart[] = {
  {"535 5.7.8 No", POSTINO_PROTOCOL_SMTP, "535 5.7.8 No"},
  {"The server responded:  535 5.7.8 Error: authentication failed.", POSTINO_PROTOCOL_SMTP,
   "535 5.7.8 Error: authentication failed."},
  {"Server Response: '535 Can't sign in', Port: 25, Secure(SSL): No", POSTINO_PROTOCOL_SMTP,
   "535 Can't sign in"},
  {"Server error: 535 No\nServer: 'smtp.example.org'\nPort: 465", POSTINO_PROTOCOL_SMTP, "535 No"},
  {"Le serveur a répondu : « 550-5.7.1 Non\n550 5.7.1 non »", POSTINO_PROTOCOL_SMTP,
   "550-5.7.1 Non\n550 5.7.1 non »"},
  {"The mail server responded: A2 NO [AUTHENTICATIONFAILED] No", POSTINO_PROTOCOL_IMAP,
   "NO [AUTHENTICATIONFAILED] No"},
  {"Server pop.example.org: \"-ERR Password wrong\"", POSTINO_PROTOCOL_POP3, "-ERR Password wrong"},
  {"Port: 465 is blocked, 500 messages wait, 450 KB", -1, NULL},
  {"There is NO server", -1, NULL},
  {"", -1, NULL},
};

static void
test_taken_apart (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (taken_apart); i++)
    {
      g_autoptr (PostinoPasted) pasted = postino_pasted_new (taken_apart[i].text);

      g_assert_cmpstr (pasted->reply, ==, taken_apart[i].reply);
      g_assert_cmpint (pasted->protocol_known ? (int) pasted->protocol : -1, ==,
                       taken_apart[i].protocol);
    }
}

/* What the text names leads to the provider's own pages. */
static void
test_provider_in_the_text (void)
{
  static const struct
  {
    const char *text;
    const char *provider; /* part of a link */
  } rows[] = {
    {"The user name or password for “imap.gmail.com” is incorrect.", "google.com"},
    {"THE USER NAME OR PASSWORD FOR IMAP.GMAIL.COM IS INCORRECT.", "google.com"},
    {"Anmeldung für \"ada@gmx.de\" fehlgeschlagen", "gmx.net"},
    {"Login to account \"ada@example.org\" failed", NULL},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PostinoExplanation) explanation = explain (rows[i].text);
      const GPtrArray *links = explanation->diagnosis->links;

      if (rows[i].provider == NULL)
        g_assert_cmpuint (links->len, ==, 0);
      else
        {
          g_assert_cmpuint (links->len, >, 0);
          g_assert_nonnull (strstr (((PostinoLink *) links->pdata[0])->href, rows[i].provider));
        }
    }
}

/* Whoever says the protocol is believed. */
static void
test_protocol_given (void)
{
  const PostinoExplainHints hints = {POSTINO_PROTOCOL_POP3, -1, NULL, NULL, NULL};
  g_autoptr (PostinoExplanation) explanation = postino_explain ("(0x80042109) SMTP", &hints);

  g_assert_cmpint (explanation->protocol, ==, POSTINO_PROTOCOL_POP3);
  g_assert_true (explanation->protocol_known);
}

static void
test_unknown (void)
{
  static const char *const texts[] = {"Hello", "Please call me back", "Cannot Get Mail", "Ok", "…"};

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (PostinoExplanation) explanation = explain (texts[i]);

      g_assert_cmpint (explanation->matched, ==, POSTINO_EXPLAIN_NOTHING);
      g_assert_cmpint (explanation->diagnosis->cause, ==, POSTINO_CAUSE_PROTOCOL_ERROR);
      g_assert_nonnull (explanation->diagnosis->headline);
    }
}

static void
assert_no_control (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)) || g_utf8_get_char (p) == 0x202e)
      g_error ("A control character in “%s”", text);
}

static void
assert_harmless (const char *text)
{
  g_autoptr (PostinoExplanation) explanation = explain (text);
  const PostinoDiagnosis *diagnosis = explanation->diagnosis;

  g_assert_nonnull (diagnosis->headline);
  assert_no_control (diagnosis->headline);
  assert_no_control (diagnosis->advice);
  for (guint i = 0; i < diagnosis->links->len; i++)
    assert_no_control (((PostinoLink *) diagnosis->links->pdata[i])->href);
}

static char *
random_text (void)
{
  static const char *const pieces[] = {
    "NO ",
    "535 ",
    "5.7.8 ",
    "[ALERT] ",
    "-ERR ",
    "0x800CCC",
    "0E",
    "\r\n",
    "\n",
    ": ",
    "'",
    "“",
    "smtp.gmail.com ",
    "ada@gmail.com ",
    "https://support.google.com/mail/?p=",
    "<https://",
    "password ",
    "is incorrect ",
    "certificate ",
    "could not be delivered ",
    "Server: ",
    "\xff\xfe",
    "\xc3",
    "\033[2J",
    "\xe2\x80\xae",
    "...",
    "@@",
    "://",
  };
  GString *text = g_string_new (NULL);
  int length = g_test_rand_int_range (0, 300);

  for (int i = 0; i < length; i++)
    if (g_test_rand_int_range (0, 4) > 0)
      g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
    else
      g_string_append_c (text, (char) g_test_rand_int_range (1, 256));

  return g_string_free (text, FALSE);
}

static void
test_random (void)
{
  for (int i = 0; i < 60; i++)
    {
      g_autofree char *text = random_text ();
      assert_harmless (text);
    }
}

/* A megabyte of whatever costs most. */
static void
test_long (void)
{
  static const char *const pieces[] = {"password ",    "a ",   "535 ", "[ALERT] ", "x@y.z ",
                                       "https://a.b ", "\xff", "授",   "\n",       "'"};

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      while (text->len < 1024 * 1024)
        g_string_append (text, pieces[i]);
      assert_harmless (text->str);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  providers = postino_providers_new (FALSE);

  g_test_add_func ("/explain/windows", test_windows);
  g_test_add_func ("/explain/bounces", test_bounces);
  g_test_add_func ("/explain/others", test_others);
  g_test_add_func ("/explain/others-in-capitals", test_others_in_capitals);
  g_test_add_func ("/explain/others-in-broken-lines", test_others_in_broken_lines);
  g_test_add_func ("/explain/taken-apart", test_taken_apart);
  g_test_add_func ("/explain/provider-in-the-text", test_provider_in_the_text);
  g_test_add_func ("/explain/protocol-given", test_protocol_given);
  g_test_add_func ("/explain/unknown", test_unknown);
  g_test_add_func ("/explain/random", test_random);
  g_test_add_func ("/explain/long", test_long);

  int status = g_test_run ();
  g_object_unref (providers);
  return status;
}
