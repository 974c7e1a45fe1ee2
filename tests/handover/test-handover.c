/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plans of documents, and words for the shell: read back by our own reader of
 * autoconfig files, and by the shell itself.
 */
#include "postino-autoconfig.h"
#include "postino-handover-private.h"

#include <string.h>

/* Everything that a shell or a configuration file could take for its own. */
#define ODD "e'v\"e\\$(id)`id`;#%u&|<>*?[]{}~!^=, \xc3\xa9"

static PostinoAccount *
make_account (const char *incoming_uri, const char *outgoing_uri, const char *username)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", &error);
  g_autoptr (PostinoServer) incoming = postino_server_new_from_uri (incoming_uri, &error);
  g_assert_no_error (error);
  g_autoptr (PostinoServer) outgoing = postino_server_new_from_uri (outgoing_uri, &error);
  g_assert_no_error (error);

  incoming->username = g_strdup (username);
  if ((outgoing->auth & POSTINO_AUTH_NONE) == 0)
    outgoing->username = g_strdup (username);
  return postino_account_new ("Ada", address, incoming, outgoing);
}

static void
check_server (const GPtrArray *found, const PostinoServer *expected)
{
  g_assert_cmpuint (found->len, ==, 1);
  const PostinoServer *server = g_ptr_array_index (found, 0);

  g_assert_cmpint (server->protocol, ==, expected->protocol);
  g_assert_cmpstr (server->host, ==, expected->host);
  g_assert_cmpint (server->port, ==, expected->port);
  g_assert_cmpint (server->security, ==, expected->security);
  g_assert_cmpstr (server->username, ==, expected->username);
}

static void
test_autoconfig (void)
{
  const char *const cases[][3] = {
    {"imaps://imap.example.org", "smtps://smtp.example.org", "ada@example.org"},
    {"imap://imap.example.org:1143", "smtp://smtp.example.org:1587", "ada"},
    {"pop3s://pop.example.org", "smtp://relay.example.org?auth=none", "EXAMPLE\\ada"},
    {"pop3://pop.example.org", "smtp://smtp.example.org?security=none", "a&b<c>"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PostinoAccount) account = make_account (cases[i][0], cases[i][1], cases[i][2]);
      g_autoptr (PostinoHandover) plan =
        postino_handover_plan (postino_target_find ("autoconfig"), account, NULL, &error);
      g_assert_no_error (error);

      gsize length;
      const char *xml = g_bytes_get_data (postino_handover_get_document (plan), &length);
      g_autoptr (PostinoSettings) settings = postino_autoconfig_parse (
        xml, length, account->address, POSTINO_SOURCE_PROVIDER_AUTOCONFIG, &error);
      g_assert_no_error (error);
      check_server (settings->incoming, account->incoming);
      check_server (settings->outgoing, account->outgoing);
    }
}

static char *
ask_shell (const char *word)
{
  g_autofree char *command = g_strdup_printf ("printf %%s %s", word);
  const char *const arguments[] = {"sh", "-c", command, NULL};
  char *output = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return output;
}

static void
test_shell (void)
{
  const char *const words[] = {"plain", "a@b.c", ODD, "-n", "a b", "$HOME", "\\", "'", "\"", "a\\"};

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *quoted = postino_shell_quote (words[i]);
      g_autofree char *read = ask_shell (quoted);

      g_assert_cmpstr (read, ==, words[i]);
      g_assert_null (strpbrk (quoted, "\\'`#%{}[]"));
    }
}

/* Every target has its words, and refuses a line break or does not, but never breaks. */
static void
test_table (void)
{
  g_autoptr (PostinoAccount) account =
    make_account ("imaps://imap.example.org", "smtps://smtp.example.org", "a\nb");

  for (gsize i = 0; i < postino_target_get_count (); i++)
    {
      const PostinoTarget *target = postino_target_get_nth (i);
      g_autoptr (GError) error = NULL;

      g_assert_true (postino_target_find (target->id) == target);
      g_assert_nonnull (target->name);
      g_assert_nonnull (target->summary);
      g_assert_null (postino_handover_plan (target, account, NULL, &error));
      g_assert_error (error, POSTINO_HANDOVER_ERROR, POSTINO_HANDOVER_ERROR_UNFIT);
    }
  g_assert_null (postino_target_find ("pigeon"));
}

/* One edit of each kind; what changes nothing is not said. */
static void
test_changes (void)
{
  static const struct
  {
    PostinoFileKind kind;
    const char *path;
    const char *before;
    const char *after;
  } edits[] = {
    {POSTINO_FILE_FOLDER, "/there", NULL, NULL},    {POSTINO_FILE_WHOLE, "/there/one", NULL, "1"},
    {POSTINO_FILE_WHOLE, "/there/two", NULL, "2"},  {POSTINO_FILE_WHOLE, "/there/same", "3", "3"},
    {POSTINO_FILE_WHOLE, "/alone/four", NULL, "4"}, {POSTINO_FILE_BLOCK, "/there/others", "5", "6"},
  };
  g_autoptr (PostinoAccount) account =
    make_account ("imaps://imap.example.org", "smtps://smtp.example.org", "ada");
  g_autoptr (PostinoHandover) plan =
    postino_handover_plan (postino_target_find ("sheet"), account, NULL, NULL);
  g_auto (GStrv) none = postino_handover_list_changes (plan);

  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_false (postino_handover_changes_files (plan));
  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      PostinoFileEdit *edit = g_new0 (PostinoFileEdit, 1);

      edit->kind = edits[i].kind;
      edit->path = g_strdup (edits[i].path);
      edit->before = g_strdup (edits[i].before);
      edit->after = g_strdup (edits[i].after);
      postino_handover_add_edit (plan, edit);
    }
  postino_handover_add_item (plan, "org.example", "Label", FALSE, NULL);
  g_auto (GStrv) lines = postino_handover_list_changes (plan);
  g_autofree char *text = g_strjoinv ("\n", lines);

  g_assert_cmpstr (text, ==,
                   "2 files are written in /there.\n/alone/four is written.\n"
                   "Some lines of /there/others are changed.\n"
                   "One password goes into the keyring.");
  g_assert_true (postino_handover_changes_files (plan));
}

/* The same account is the same payload again; another role, address or target is not. */
static void
test_uuid (void)
{
  g_autoptr (PostinoAccount) account =
    make_account ("imaps://imap.example.org", "smtps://smtp.example.org", "ada");
  g_autoptr (PostinoHandover) one =
    postino_handover_plan (postino_target_find ("apple"), account, NULL, NULL);
  g_autoptr (PostinoHandover) other =
    postino_handover_plan (postino_target_find ("sheet"), account, NULL, NULL);
  g_autofree char *mail = postino_handover_make_uuid (one, "mail");
  g_autofree char *again = postino_handover_make_uuid (one, "mail");
  g_autofree char *profile = postino_handover_make_uuid (one, "profile");
  g_autofree char *elsewhere = postino_handover_make_uuid (other, "mail");

  g_assert_true (g_uuid_string_is_valid (mail));
  g_assert_cmpstr (mail, ==, again);
  g_assert_cmpstr (mail, !=, profile);
  g_assert_cmpstr (mail, !=, elsewhere);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/handover/autoconfig", test_autoconfig);
  g_test_add_func ("/handover/shell", test_shell);
  g_test_add_func ("/handover/table", test_table);
  g_test_add_func ("/handover/changes", test_changes);
  g_test_add_func ("/handover/uuid", test_uuid);

  return g_test_run ();
}
