/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What LIST, SEARCH and FETCH answer, well and badly.
 */
#include "postino-imap-folder.h"
#include "postino-imap-items.h"

#include <string.h>

static const struct
{
  const char *bytes;
  const char *name; /* NULL where it is no folder */
  const char *title;
  PostinoFolderRole role;
  gboolean certain;
} folders[] = {
  {"* LIST (\\HasNoChildren \\Junk) \"/\" Mull\r\n", "Mull", "Mull", POSTINO_FOLDER_JUNK, TRUE},
  {"* list (\\JUNK) NIL \"a b\"\r\n", "a b", "a b", POSTINO_FOLDER_JUNK, TRUE},
  {"* LIST () \"/\" Spam\r\n", "Spam", "Spam", POSTINO_FOLDER_JUNK, FALSE},
  {"* LIST () \".\" INBOX.SPAM\r\n", "INBOX.SPAM", "INBOX.SPAM", POSTINO_FOLDER_JUNK, FALSE},
  {"* LIST () \"/\" \"No Spam\"\r\n", "No Spam", "No Spam", POSTINO_FOLDER_OTHER, FALSE},
  {"* LIST () \"/\" Gesendet\r\n", "Gesendet", "Gesendet", POSTINO_FOLDER_SENT, FALSE},
  {"* LIST () \"/\" \"Unerw&APw-nscht\"\r\n", "Unerw&APw-nscht", "Unerwünscht", POSTINO_FOLDER_JUNK,
   FALSE},
  {"* LIST () \"/\" \"&BCEEPwQwBDw-\"\r\n", "&BCEEPwQwBDw-", "Спам", POSTINO_FOLDER_JUNK, FALSE},
  {"* LIST () \"/\" inbox\r\n", "inbox", "inbox", POSTINO_FOLDER_INBOX, TRUE},
  {"* XLIST (\\Inbox) \"/\" Posteingang\r\n", "Posteingang", "Posteingang", POSTINO_FOLDER_OTHER,
   FALSE},
  {"* LIST (\\Sent) \"/\" {5}\r\n\"}() \r\n", "\"}() ", "\"}() ", POSTINO_FOLDER_SENT, TRUE},
  {"* LIST () \"/\" \"a\\\"b\\\\c\"\r\n", "a\"b\\c", "a\"b\\c", POSTINO_FOLDER_OTHER, FALSE},
  {"* LIST () \"/\" \"R&-D\"\r\n", "R&-D", "R&D", POSTINO_FOLDER_OTHER, FALSE},
  {"* LIST () \"/\" \"a&AB-b\"\r\n", "a&AB-b", "a&AB-b", POSTINO_FOLDER_OTHER, FALSE},
  {"* LIST () \"/\" \"a&\"\r\n", "a&", "a&", POSTINO_FOLDER_OTHER, FALSE},
  {"* LIST (\\Noselect) \"/\" \"[Gmail]\"\r\n", NULL, NULL, POSTINO_FOLDER_OTHER, FALSE},
  {"* LIST (\\NonExistent \\Junk) \"/\" Junk\r\n", NULL, NULL, POSTINO_FOLDER_OTHER, FALSE},
  {"* LIST (\\Junk) \"/\" {3}\r\na\nb\r\n", NULL, NULL, POSTINO_FOLDER_OTHER, FALSE},
  {"* LIST (\\Junk) \"/\" \"\"\r\n", NULL, NULL, POSTINO_FOLDER_OTHER, FALSE},
  {"* LIST (\\Junk) \"/\" \"open\r\n", NULL, NULL, POSTINO_FOLDER_OTHER, FALSE},
  {"* LIST (\\Junk) \"/\" {99}\r\nshort\r\n", NULL, NULL, POSTINO_FOLDER_OTHER, FALSE},
  {"* LIST (\\Junk \"/\" Junk\r\n", NULL, NULL, POSTINO_FOLDER_OTHER, FALSE},
  {"* LIST\r\n", NULL, NULL, POSTINO_FOLDER_OTHER, FALSE},
  {"* STATUS INBOX (UNSEEN 1)\r\n", NULL, NULL, POSTINO_FOLDER_OTHER, FALSE},
};

static void
test_folders (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr (PostinoImapFolder) folder =
        postino_imap_folder_parse (folders[i].bytes, strlen (folders[i].bytes));

      g_test_message ("%s", folders[i].bytes);
      g_assert_cmpstr (folder != NULL ? folder->name : NULL, ==, folders[i].name);
      if (folder == NULL)
        continue;
      g_assert_cmpstr (folder->title, ==, folders[i].title);
      g_assert_cmpint (folder->role, ==, folders[i].role);
      g_assert_cmpint (folder->certain, ==, folders[i].certain);
    }
}

static void
test_quote (void)
{
  g_autofree char *quoted = postino_imap_folder_quote ("a\"b\\c d");

  g_assert_cmpstr (quoted, ==, "\"a\\\"b\\\\c d\"");
}

static const struct
{
  const char *bytes;
  gboolean is_search;
  const char *found;
} searches[] = {
  {"* SEARCH 5 3 5\r\n", TRUE, "5 3 "},
  {"* SEARCH\r\n", TRUE, ""},
  {"* search 4294967295 4294967296 0 -1 x\r\n", TRUE, "4294967295 "},
  {"* SEARCH 2 (MODSEQ 917162500)\r\n", TRUE, "2 "},
  {"* SEARCHES 2\r\n", FALSE, ""},
  {"* 3 EXISTS\r\n", FALSE, ""},
};

static void
test_search (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_autoptr (GString) text = g_string_new (NULL);

      g_assert_cmpint (
        postino_imap_search_parse (searches[i].bytes, strlen (searches[i].bytes), uids), ==,
        searches[i].is_search);
      for (guint j = 0; j < uids->len; j++)
        g_string_append_printf (text, "%u ", g_array_index (uids, guint32, j));
      g_assert_cmpstr (text->str, ==, searches[i].found);
    }
}

/* However many a server claims to have found. */
static void
test_search_limit (void)
{
  g_autoptr (GString) bytes = g_string_new ("* SEARCH");
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 1; i <= 1000; i++)
    g_string_append_printf (bytes, " %u", i);
  g_string_append (bytes, "\r\n");

  g_assert_true (postino_imap_search_parse (bytes->str, bytes->len, uids));
  g_assert_cmpuint (uids->len, ==, POSTINO_IMAP_MAX_FOUND);
  g_assert_cmpuint (g_array_index (uids, guint32, uids->len - 1), ==, 1000);
}

static const struct
{
  const char *bytes;
  gboolean is_fetch;
  guint32 uid;
  const char *body;
} fetches[] = {
  {"* 1 FETCH (UID 7 BODY[]<0> {5}\r\na\r\nb) FLAGS (\\Seen))\r\n", TRUE, 7, "a\r\nb)"},
  {"* 1 fetch (FLAGS (\\Seen (x)) body[]<0> \"hi\" uid 9)\r\n", TRUE, 9, "hi"},
  {"* 1 FETCH (BODY[HEADER.FIELDS (UID 3)] {2}\r\nxx UID 4)\r\n", TRUE, 4, NULL},
  {"* 1 FETCH (UID 7 BODY[]<0> {999}\r\nshort)\r\n", TRUE, 7, NULL},
  {"* 1 FETCH (UID 99999999999 BODY[] \"x\")\r\n", TRUE, 0, "x"},
  {"* 1 FETCH (UID 1 BODY[] {99999999999999999999999}\r\n)\r\n", TRUE, 1, NULL},
  {"* 1 FETCH (FLAGS ((((((((\r\n", TRUE, 0, NULL},
  {"* 1 FETCH UID 7\r\n", FALSE, 0, NULL},
  {"* 1 EXPUNGE\r\n", FALSE, 0, NULL},
};

static void
test_fetch (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fetches); i++)
    {
      g_autofree char *body = NULL;
      guint32 uid;
      gsize size;

      g_test_message ("%s", fetches[i].bytes);
      g_assert_cmpint (
        postino_imap_fetch_parse (fetches[i].bytes, strlen (fetches[i].bytes), &uid, &body, &size),
        ==, fetches[i].is_fetch);
      g_assert_cmpuint (uid, ==, fetches[i].uid);
      g_assert_cmpstr (body, ==, fetches[i].body);
      g_assert_cmpuint (size, ==, body != NULL ? strlen (body) : 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap-data/folders", test_folders);
  g_test_add_func ("/imap-data/quote", test_quote);
  g_test_add_func ("/imap-data/search", test_search);
  g_test_add_func ("/imap-data/search-limit", test_search_limit);
  g_test_add_func ("/imap-data/fetch", test_fetch);
  return g_test_run ();
}
