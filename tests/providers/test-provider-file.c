/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a provider's file may hold and what is said about each thing that is
 * wrong, with its line. The whole table goes through the same good file, of which
 * one piece is replaced.
 */
#include "postino-provider-file.h"

#include <locale.h>
#include <string.h>

#define PATH "/somewhere/example.provider"

/* The comments count the lines. */
static const char good[] = "# A comment\n"
                           "[Provider]\n" /* 2 */
                           "Id=example\n"
                           "Name=Example\n"
                           "Domains=example.org;example.net;\n" /* 5 */
                           "MX=mx.example.org;\n"
                           "Policy=password\n"
                           "Note=A note.\n"
                           "\n"
                           "[Incoming 1]\n" /* 10 */
                           "Protocol=imap\n"
                           "Host=imap.example.org\n"
                           "Port=993\n"
                           "Security=tls\n"
                           "Username=%EMAILADDRESS%\n" /* 15 */
                           "Auth=password-cleartext;\n"
                           "\n"
                           "[Incoming 2]\n" /* 18 */
                           "Protocol=pop3\n"
                           "Host=pop.example.org\n"
                           "Port=110\n"
                           "Security=starttls\n"
                           "Username=%EMAILLOCALPART%\n"
                           "Auth=password-cleartext;password-encrypted;\n"
                           "\n"
                           "[Outgoing 1]\n" /* 26 */
                           "Protocol=smtp\n"
                           "Host=smtp.example.org\n"
                           "Port=465\n"
                           "Security=tls\n"
                           "Username=%EMAILADDRESS%\n"
                           "Auth=oauth2;\n"
                           "\n"
                           "[Links]\n" /* 34 */
                           "sign-in=https://example.org/\n"
                           "help=https://example.org/help?a=b#c\n"; /* 36 */

static const struct
{
  const char *name, *old, *new;
  guint line;
  const char *message;
} bad[] = {
  /* The syntax */
  {"no-line", "Name=Example", "Example", 4,
   "This is neither a comment, nor a [group], nor a key with its value: “Example”"},
  {"no-group", "[Links]", "[Links", 34, "This is no [group]: “[Links”"},
  {"empty-group", "[Links]", "[]", 34, "This is no [group]: “[]”"},
  {"tab-group", "[Links]", "[Li\tnks]", 34, "This is no [group]: “[Li nks]”"},
  {"before-group", "# A comment", "Id=x", 1, "“Id” stands before the first [group]"},
  {"no-key", "Name=", "Na me=", 4, "“Na me” can be no key"},
  {"empty-key", "Name=Example", "=Example", 4, "“” can be no key"},
  {"key-twice", "Note=A note.", "Name=Other", 8,
   "“Name” is here twice in [Provider], first in line 4"},
  {"group-twice", "[Incoming 2]", "[Incoming 1]", 18,
   "The group [Incoming 1] is here twice, first in line 10"},
  {"control", "A note.", "A\x1b[31mnote.", 8, "There is a control character: “Note=A[31mnote.”"},
  {"not-utf-8", "A note.", "A n\xf6te.", 8, "This is not text in UTF-8"},
  {"utf-16", "# A comment\n", "\xff\xfe[\n", 1, "This is not text in UTF-8"},
  {"bad-escape", "A note.", "A \\q note.", 8,
   "“Note” has a backslash that means nothing there: write two for one"},
  {"open-escape", "A note.", "A note\\", 8,
   "“Note” has a backslash that means nothing there: write two for one"},
  {"bad-escapes", "A note.", "A \\q note\\", 8,
   "“Note” has a backslash that means nothing there: write two for one"},
  {"bad-escape-in-list", "example.net;", "example\\q.net;", 5,
   "“Domains” has a backslash that means nothing there: write two for one"},

  /* Words that nobody knows, or that are missing */
  {"unknown-group", "[Links]", "[Link]", 34, "[Link] is no group of a provider's file"},
  {"unknown-key", "Note=", "Hint=", 8, "[Provider] has no key “Hint”"},
  {"unknown-server-key", "Port=110", "Port=110\nSocket=x", 22, "[Incoming 2] has no key “Socket”"},
  {"unknown-link", "help=", "helps=", 36, "[Links] has no key “helps”"},
  {"missing-provider", "[Provider]", "[Links]", 1, "[Provider] is missing"},
  {"nothing", good, "", 1, "[Provider] is missing"},
  {"missing-key", "Name=Example\n", "", 2, "“Name” is missing in [Provider]"},
  {"missing-host", "Host=pop.example.org\n", "", 18, "“Host” is missing in [Incoming 2]"},
  {"empty", "Name=Example", "Name=", 4, "“Name” has no value"},
  {"empty-optional", "A note.", "  ", 8, "“Note” has no value"},
  {"no-domains", "Domains=example.org;example.net;\nMX=mx.example.org;\n", "", 2,
   "There is neither “Domains” nor “MX”: nobody would be served"},
  {"translation", "Note=A note.", "Note=A note.\nNote[it]=Una nota.", 9,
   "“Note” can have no translation here"},

  /* The provider */
  {"id", "Id=example", "Id=exemple", 3, "Id is “exemple”, but the file's name says “example”"},
  {"policy", "Policy=password", "Policy=magic", 7,
   "“magic” is no value of “Policy”, which takes: password, app-password, oauth, bridge, "
   "unsupported"},
  {"policy-unknown", "Policy=password", "Policy=unknown", 7,
   "“unknown” is no value of “Policy”, which takes: password, app-password, oauth, bridge, "
   "unsupported"},
  {"inline-comment", "Policy=password", "Policy=password # always", 7,
   "“password # always” is no value of “Policy”, which takes: password, app-password, oauth, "
   "bridge, unsupported"},

  /* Domains */
  {"wildcard", "example.net;", "*.edu;", 5,
   "“*.edu” is a wildcard: it would also speak for domains whose mail is elsewhere, so write out "
   "each domain"},
  {"mx-wildcard", "mx.example.org;", "*.example.org;", 6,
   "“*.example.org” is a wildcard: write what the names end in, without the star"},
  {"mx-short", "mx.example.org;", "org;", 6,
   "“org” is too short: it would fit the mail servers of strangers"},
  {"bad-domain", "example.net;", "exam_ple.net;", 5, "“exam_ple.net” can be no domain"},
  {"space-domain", "example.net;", "exam ple.net;", 5, "“exam ple.net” can be no domain"},
  {"ip-domain", "example.net;", "192.0.2.1;", 5, "“192.0.2.1” can be no domain"},
  {"dot-domain", "mx.example.org;", ".example.org;", 6, "“.example.org” can be no domain"},
  {"domain-twice", "example.net;", "Example.ORG.;", 5, "“Example.ORG.” is here twice"},
  {"idn-twice", "example.net;", "münchen.example;xn--mnchen-3ya.example;", 5,
   "“xn--mnchen-3ya.example” is here twice"},
  {"mx-twice", "mx.example.org;", "mx.example.org;mx.example.org;", 6,
   "“mx.example.org” is here twice"},
  {"empty-domain", "example.net;", ";example.net;", 5,
   "“Domains” has nothing between two semicolons"},

  /* Servers */
  {"protocol", "Protocol=pop3", "Protocol=smtp", 19,
   "“smtp” is no value of “Protocol”, which takes: imap, pop3"},
  {"out-protocol", "Protocol=smtp", "Protocol=imap", 27,
   "“imap” is no value of “Protocol”, which takes: smtp"},
  {"security", "Security=starttls", "Security=ssl", 22,
   "“ssl” is no value of “Security”, which takes: tls, starttls, none"},
  {"auth", "password-encrypted;", "kerberos;", 24,
   "“kerberos” is no value of “Auth”, which takes: password-cleartext, password-encrypted, oauth2, "
   "none"},
  {"auth-none", "password-encrypted;", "none;", 24,
   "“none” says that nobody signs in: it can only stand alone"},
  {"host", "Host=imap.example.org", "Host=imap example", 12, "“imap example” can be no host name"},
  {"host-mx", "Host=imap.example.org", "Host=%MXHOST%", 12, "“%MXHOST%” can be no host name"},
  {"host-template", "Host=imap.example.org", "Host=imap.%EMAILDOMAIN%", 12,
   "“imap.%EMAILDOMAIN%” can be no host name"},
  {"port-0", "Port=110", "Port=0", 21, "“0” is no port: a number from 1 to 65535"},
  {"port-large", "Port=110", "Port=65536", 21, "“65536” is no port: a number from 1 to 65535"},
  {"port-huge", "Port=110", "Port=99999999999999999999", 21,
   "“99999999999999999999” is no port: a number from 1 to 65535"},
  {"port-negative", "Port=110", "Port=-1", 21, "“-1” is no port: a number from 1 to 65535"},
  {"port-word", "Port=110", "Port=imap", 21, "“imap” is no port: a number from 1 to 65535"},
  {"placeholder", "Username=%EMAILLOCALPART%", "Username=%PASSWORD%", 23,
   "“%PASSWORD%” begins with no known placeholder, which are: %EMAILADDRESS%, %EMAILLOCALPART%, "
   "%EMAILDOMAIN%"},
  {"placeholder-open", "Username=%EMAILLOCALPART%", "Username=x%EMAILADDRESS", 23,
   "“%EMAILADDRESS” begins with no known placeholder, which are: %EMAILADDRESS%, "
   "%EMAILLOCALPART%, %EMAILDOMAIN%"},
  {"placeholder-case", "Username=%EMAILLOCALPART%", "Username=%emailaddress%", 23,
   "“%emailaddress%” begins with no known placeholder, which are: %EMAILADDRESS%, "
   "%EMAILLOCALPART%, %EMAILDOMAIN%"},
  {"gap", "[Incoming 2]", "[Incoming 3]", 18, "[Incoming 3] is here, but [Incoming 2] is missing"},
  {"number", "[Incoming 2]", "[Incoming 02]", 18, "[Incoming 02] is no group of a provider's file"},
  {"number-0", "[Incoming 2]", "[Incoming 0]", 18, "[Incoming 0] is no group of a provider's file"},
  {"no-number", "[Incoming 2]", "[Incoming]", 18, "[Incoming] is no group of a provider's file"},
  {"plain-though-encrypted", "Protocol=pop3\nHost=pop.example.org\nPort=110\nSecurity=starttls",
   "Protocol=imap\nHost=pop.example.org\nPort=143\nSecurity=none", 22,
   "[Incoming 2] is plain text, though the provider has an encrypted server for the same"},
  {"plain-first", "Security=tls\nUsername=%EMAILADDRESS%\nAuth=password-cleartext;",
   "Security=none\nUsername=%EMAILADDRESS%\nAuth=password-cleartext;", 14,
   "[Incoming 1] is plain text and stands before an encrypted one"},
  {"server-twice",
   "Protocol=pop3\nHost=pop.example.org\nPort=110\nSecurity=starttls\n"
   "Username=%EMAILLOCALPART%",
   "Protocol=imap\nHost=imap.example.org\nPort=993\nSecurity=tls\n"
   "Username=%EMAILADDRESS%",
   18, "[Incoming 2] is the same server as [Incoming 1]"},
  {"no-outgoing", "[Outgoing 1]", "[Incoming 3]", 7, "[Outgoing 1] is missing"},

  /* Links */
  {"link-http", "https://example.org/\n", "http://example.org/\n", 35,
   "“http://example.org/” is no address that begins with https:// and a host"},
  {"link-upper-case", "https://example.org/\n", "HTTPS://example.org/\n", 35,
   "“HTTPS://example.org/” is no address that begins with https:// and a host"},
  {"link-relative", "https://example.org/\n", "example.org\n", 35,
   "“example.org” is no address that begins with https:// and a host"},
  {"link-no-host", "https://example.org/\n", "https:///sign-in\n", 35,
   "“https:///sign-in” is no address that begins with https:// and a host"},
  {"link-script", "https://example.org/\n", "javascript:alert(1)\n", 35,
   "“javascript:alert(1)” is no address that begins with https:// and a host"},
  {"link-user", "https://example.org/\n", "https://example.org@evil.example/\n", 35,
   "“https://example.org@evil.example/” is no address that begins with https:// and a host"},
  {"link-space", "https://example.org/\n", "https://example.org/a b\n", 35,
   "“https://example.org/a b” is no address that begins with https:// and a host"},
};

static char *
replace (const char *text, const char *old, const char *new)
{
  const char *found = strstr (text, old);

  g_assert_nonnull (found);
  return g_strdup_printf ("%.*s%s%s", (int) (found - text), text, new, found + strlen (old));
}

static PostinoProviderFile *
parse (const char *text, gboolean drop_in, GPtrArray **problems)
{
  *problems = g_ptr_array_new_with_free_func (g_free);
  return postino_provider_file_parse (PATH, text, strlen (text), drop_in, *problems);
}

static void
test_bad (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autofree char *text = replace (good, bad[row].old, bad[row].new);
  g_autofree char *expected = g_strdup_printf (PATH ":%u: %s", bad[row].line, bad[row].message);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (PostinoProviderFile) file = parse (text, FALSE, &problems);
  gboolean found = FALSE;

  for (guint i = 0; i < problems->len; i++)
    {
      g_test_message ("%s", (char *) g_ptr_array_index (problems, i));
      found |= g_str_equal (g_ptr_array_index (problems, i), expected);
    }
  g_assert_null (file);
  g_assert_true (found);
}

static void
assert_good (const char *text)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (PostinoProviderFile) file = parse (text, FALSE, &problems);

  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (problems, i));
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_nonnull (file);
  g_assert_cmpstr (file->provider->id, ==, "example");
  g_assert_cmpuint (file->provider->incoming->len, ==, 2);
  g_assert_cmpuint (file->provider->outgoing->len, ==, 1);
}

static void
test_good (void)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (PostinoProviderFile) file = parse (good, FALSE, &problems);

  g_assert_nonnull (file);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (file->domains->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (file->domains, 1), ==, "example.net");
  g_assert_cmpuint (file->domains_line, ==, 5);
  g_assert_cmpstr (g_ptr_array_index (file->suffixes, 0), ==, "mx.example.org");
  g_assert_cmpint (file->provider->policy, ==, POSTINO_POLICY_PASSWORD);
  g_assert_cmpstr (file->provider->note, ==, "A note.");
  g_assert_null (file->provider->setting);
  g_assert_cmpstr (postino_provider_get_link (file->provider, POSTINO_LINK_HELP), ==,
                   "https://example.org/help?a=b#c");
  g_assert_null (postino_provider_get_link (file->provider, POSTINO_LINK_PASSWORD_RESET));
  g_assert_null (postino_provider_get_link (NULL, POSTINO_LINK_HELP));

  const PostinoServer *server = g_ptr_array_index (file->provider->incoming, 1);
  g_assert_cmpint (server->protocol, ==, POSTINO_PROTOCOL_POP3);
  g_assert_cmpstr (server->host, ==, "pop.example.org");
  g_assert_cmpuint (server->port, ==, 110);
  g_assert_cmpint (server->security, ==, POSTINO_SECURITY_STARTTLS);
  g_assert_cmpstr (server->username, ==, "%EMAILLOCALPART%");
  g_assert_cmpint (server->auth, ==,
                   POSTINO_AUTH_PASSWORD_CLEARTEXT | POSTINO_AUTH_PASSWORD_ENCRYPTED);
}

/* What editors on other systems leave in a file. */
static void
test_editors (void)
{
  g_auto (GStrv) lines = g_strsplit (good, "\n", -1);
  g_autofree char *crlf = g_strjoinv ("\r\n", lines);
  g_autofree char *marked = g_strconcat ("\xef\xbb\xbf", crlf, NULL);
  g_autofree char *spaced = g_strjoinv ("  \n\t ", lines);
  g_autofree char *unended = g_strndup (good, strlen (good) - 1);

  assert_good (crlf);
  assert_good (marked);
  assert_good (spaced);
  assert_good (unended);
}

static void
test_idn (void)
{
  g_autofree char *text = replace (good, "example.net;", "MÜNCHEN.example;почта.рф;");
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (PostinoProviderFile) file = parse (text, FALSE, &problems);

  g_assert_nonnull (file);
  g_assert_cmpstr (g_ptr_array_index (file->domains, 1), ==, "xn--mnchen-3ya.example");
  g_assert_cmpstr (g_ptr_array_index (file->domains, 2), ==, "xn--80a1acny.xn--p1ai");
}

static void
test_user_names (void)
{
  const char *const fine[] = {"%EMAILLOCALPART%%%EMAILDOMAIN%", "%EMAILLOCALPART%%example.org",
                              "%EMAILLOCALPART%.%EMAILDOMAIN%", "DOMAIN\\\\%EMAILLOCALPART%"};

  for (gsize i = 0; i < G_N_ELEMENTS (fine); i++)
    {
      g_autofree char *line = g_strconcat ("Username=", fine[i], NULL);
      g_autofree char *text = replace (good, "Username=%EMAILLOCALPART%", line);
      assert_good (text);
    }
}

static void
test_without_sign_in (void)
{
  g_autofree char *text = replace (good, "Username=%EMAILADDRESS%\nAuth=oauth2;", "Auth=none;");
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (PostinoProviderFile) file = parse (text, FALSE, &problems);

  g_assert_nonnull (file);
  const PostinoServer *server = g_ptr_array_index (file->provider->outgoing, 0);
  g_assert_null (server->username);
  g_assert_cmpint (server->auth, ==, POSTINO_AUTH_NONE);
}

/* It takes a file for domains of others alone, which the good one is not. */
static void
test_mx_host (void)
{
  g_autofree char *only = replace (good, "Domains=example.org;example.net;\n", "");
  g_autofree char *text = replace (only, "Host=imap.example.org", "Host=%MXHOST%");
  g_autofree char *more = replace (only, "Host=imap.example.org", "Host=x.%MXHOST%");
  g_autoptr (GPtrArray) problems = NULL;

  assert_good (text);
  g_assert_null (parse (more, FALSE, &problems));
  g_assert_cmpstr (g_ptr_array_index (problems, 0), ==,
                   PATH ":11: “x.%MXHOST%” can be no host name");
}

/* Plain text is taken where a provider has nothing else. */
static void
test_plain_text_alone (void)
{
  g_autofree char *pop3 = replace (good, "Security=starttls", "Security=none");

  assert_good (pop3);
}

static void
test_unsupported (void)
{
  g_autofree char *head = g_strndup (good, (gsize) (strstr (good, "[Incoming 1]") - good));
  g_autofree char *text = replace (head, "Policy=password", "Policy=unsupported");
  g_autofree char *servers = replace (good, "Policy=password", "Policy=unsupported");
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) more = NULL;
  g_autoptr (PostinoProviderFile) file = parse (text, FALSE, &problems);
  g_autoptr (PostinoProviderFile) none = parse (servers, FALSE, &more);

  g_assert_nonnull (file);
  g_assert_cmpuint (file->provider->incoming->len, ==, 0);
  g_assert_null (none);
  g_assert_cmpuint (more->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (more, 0), ==,
                   PATH ":10: An unsupported provider has no servers");
}

static void
test_all_problems (void)
{
  g_autofree char *one = replace (good, "Name=Example\n", "");
  g_autofree char *two = replace (one, "Port=993", "Port=99999");
  g_autofree char *three = replace (two, "help=https", "help=ftp");
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (PostinoProviderFile) file = parse (three, FALSE, &problems);

  g_assert_null (file);
  g_assert_cmpuint (problems->len, ==, 3);
}

/* A file that is something else does not bury the others' warnings. */
static void
test_garbage (void)
{
  GString *text = g_string_new ("[Provider]\n");

  for (guint i = 0; i < 10000; i++)
    g_string_append (text, "not a line\n");

  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (PostinoProviderFile) file = parse (text->str, FALSE, &problems);
  g_assert_null (file);
  g_assert_cmpuint (problems->len, <, 70);
  g_string_free (text, TRUE);
}

static void
test_translations (void)
{
  g_autofree char *text =
    replace (good, "Note=A note.", "Note=A note.\nNote[xx]=Nota.\nName[xx]=Exemplum");
  g_autofree char *orphan = replace (good, "Note=A note.", "Setting[xx]=IMAP");
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) more = NULL;
  g_autofree char *language = g_strdup (g_getenv ("LANGUAGE"));

  g_setenv ("LANGUAGE", "xx", TRUE);
  g_autoptr (PostinoProviderFile) file = parse (text, TRUE, &problems);
  g_setenv ("LANGUAGE", language != NULL ? language : "", TRUE);

  g_assert_nonnull (file);
  g_assert_cmpstr (file->provider->note, ==, "Nota.");
  g_assert_cmpstr (file->provider->name, ==, "Exemplum");

  g_assert_null (parse (orphan, TRUE, &more));
  g_assert_cmpstr (g_ptr_array_index (more, 0), ==,
                   PATH ":8: “Setting[xx]” is here, but “Setting” itself is missing");
}

/* Bytes changed, dropped and repeated at random: whatever comes, no crash, and
 * never a file without a domain or a name. */
static void
test_mutations (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GString) text = g_string_new (good);
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

      for (int i = g_test_rand_int_range (1, 8); i > 0; i--)
        {
          int at = g_test_rand_int_range (0, (gint32) text->len - 40);
          int kind = g_test_rand_int_range (0, 4);

          if (kind == 0)
            text->str[at] = (char) g_test_rand_int_range (0, 256);
          else if (kind == 1)
            g_string_erase (text, at, g_test_rand_int_range (1, 40));
          else if (kind == 2)
            g_string_insert_c (text, at, "=[];%\\\n*.-"[g_test_rand_int_range (0, 10)]);
          else
            g_string_insert_len (text, at, good + g_test_rand_int_range (0, 400), 40);
        }

      g_autoptr (PostinoProviderFile) file =
        postino_provider_file_parse (PATH, text->str, text->len, round % 2, problems);
      g_assert_true ((file == NULL) == (problems->len > 0));
      if (file != NULL)
        g_assert_nonnull (file->provider->name);
      for (guint i = 0; i < problems->len; i++)
        g_assert_null (strchr (g_ptr_array_index (problems, i), '\n'));
    }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/provider-file/good", test_good);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_strconcat ("/provider-file/bad/", bad[i].name, NULL);
      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_bad);
    }
  g_test_add_func ("/provider-file/editors", test_editors);
  g_test_add_func ("/provider-file/idn", test_idn);
  g_test_add_func ("/provider-file/user-names", test_user_names);
  g_test_add_func ("/provider-file/without-sign-in", test_without_sign_in);
  g_test_add_func ("/provider-file/mx-host", test_mx_host);
  g_test_add_func ("/provider-file/plain-text-alone", test_plain_text_alone);
  g_test_add_func ("/provider-file/unsupported", test_unsupported);
  g_test_add_func ("/provider-file/all-problems", test_all_problems);
  g_test_add_func ("/provider-file/garbage", test_garbage);
  g_test_add_func ("/provider-file/translations", test_translations);
  g_test_add_func ("/provider-file/mutations", test_mutations);

  return g_test_run ();
}
