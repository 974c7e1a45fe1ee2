/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The settings sheet as a PDF, read back by another program.
 */
#include "fake-backend.h"
#include "postino-sheet.h"

#include <glib/gstdio.h>

#define PASSWORD "Zq7-Lantern"

static PostinoCheckResult *
make_result (const char *name, const char *address_text, const char *host)
{
  g_autoptr (PostinoAddress) address = postino_address_parse (address_text, NULL);
  g_autoptr (PostinoSettings) settings = fake_settings ("ada@every.example");
  PostinoServer *incoming = settings->incoming->pdata[0];

  if (host != NULL)
    {
      g_free (incoming->host);
      incoming->host = g_strdup (host);
    }
  g_autoptr (PostinoAccount) account =
    postino_account_new (name, address, incoming, settings->outgoing->pdata[0]);
  PostinoCheckResult *result = fake_check_result (account, settings->provider, "ready");

  for (int side = 0; side < 2; side++)
    result->passwords[side] = postino_secret_new (PASSWORD);
  return result;
}

static char *
run (const char *const *arguments)
{
  char *output = NULL;

  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                               &output, NULL, NULL, NULL));
  return output;
}

/* What a person can read and copy from it. */
static char *
read_sheet (PostinoCheckResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = postino_sheet_to_pdf (result, &error);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "postino-sheet-XXXXXX", NULL);

  g_assert_no_error (error);
  g_close (g_mkstemp (path), NULL);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (pdf, NULL),
                                      (gssize) g_bytes_get_size (pdf), NULL));
  g_autofree char *info = run ((const char *const[]){"pdfinfo", path, NULL});
  char *text = run ((const char *const[]){"pdftotext", "-layout", path, "-", NULL});
  const char *pages = strstr (info, "Pages:");
  g_assert_nonnull (pages);
  g_assert_cmpint (atoi (pages + strlen ("Pages:")), ==, 1);
  g_unlink (path);

  return text;
}

static void
assert_has (const char *text, const char *words)
{
  if (strstr (text, words) == NULL)
    g_error ("no “%s” in:\n%s", words, text);
}

static void
test_all_that_is_asked_for (void)
{
  g_autoptr (PostinoCheckResult) result = make_result ("Ada Lovelace", "ada@every.example", NULL);
  g_autofree char *text = read_sheet (result);
  const PostinoServer *servers[] = {result->account->incoming, result->account->outgoing};

  assert_has (text, "Ada Lovelace");
  assert_has (text, "ada@every.example");
  for (gsize i = 0; i < G_N_ELEMENTS (servers); i++)
    {
      g_autofree char *port = g_strdup_printf ("%u", servers[i]->port);

      assert_has (text, servers[i]->host);
      assert_has (text, port);
      assert_has (text, servers[i]->username);
    }
  assert_has (text, "IMAP");
  assert_has (text, "SMTP");
  assert_has (text, "TLS");
  assert_has (text, "https://");
  assert_has (text, "Forgotten password");
  assert_has (text, "Keep this sheet where only you find it.");
  g_assert_null (strstr (text, PASSWORD));
}

/* Whatever was typed: all of it, on one page. */
static void
test_long_names (void)
{
  g_autofree char *name = g_strnfill (3000, 'N');
  g_autofree char *host = g_strnfill (240, 'h');
  g_autoptr (PostinoCheckResult) result = make_result (name, "ada@every.example", host);
  g_autofree char *text = read_sheet (result);
  int names = 0;

  for (const char *p = text; *p != '\0'; p++)
    names += *p == 'N' ? 1 : 0;
  g_assert_cmpint (names, >=, 3000);
  assert_has (text, "Keep this sheet where only you find it.");
  assert_has (text, "Forgotten password");
}

static int
count_spaces_before (const char *text, const char *word)
{
  const char *found = strstr (text, word);
  int n = 0;

  g_assert_nonnull (found);
  while (found - n > text && found[-n - 1] == ' ')
    n++;
  return n;
}

/* Everything begins at the right: numbers, which have no direction of their own, too. */
static void
test_right_to_left (void)
{
  g_autoptr (PostinoCheckResult) result = make_result ("עדה לאבלייס", "ada@every.example", NULL);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  g_autofree char *text = read_sheet (result);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);

  assert_has (text, result->account->incoming->host);
  g_assert_cmpint (count_spaces_before (text, "993"), >, 20);
  g_assert_cmpint (count_spaces_before (text, "TLS"), >, 20);
  g_assert_cmpint (strstr (text, "993") - text, <, strstr (text, "Port") - text);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  g_test_add_func ("/sheet/all-that-is-asked-for", test_all_that_is_asked_for);
  g_test_add_func ("/sheet/long-names", test_long_names);
  g_test_add_func ("/sheet/right-to-left", test_right_to_left);

  return g_test_run ();
}
