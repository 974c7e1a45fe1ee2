/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is suggested for mistyped domains, by four tables: mistakes (typed, wanted) and real
 * domains, which must stay silent. Every row of the seen ones holds; the unseen ones, which
 * nothing was tuned on, give the figures that count.
 */
#include "config.h"

#include "postino-domain-tables.h"
#include "postino-provider-folder.h"
#include "postino-suggestion.h"

#include <glib/gstdio.h>
#include <string.h>

static PostinoProviders *providers;

/* The lines of a table, without comments, each split at its blanks. */
static GPtrArray *
read_table (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "providers", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0' && **line != '#')
      g_ptr_array_add (rows, g_strsplit (*line, " ", -1));

  return rows;
}

/* Returns: how many rows of a table of mistakes are not answered as they should */
static guint
count_missed (const char *table, guint *n_rows)
{
  g_autoptr (GPtrArray) rows = read_table (table);
  guint missed = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      g_autofree char *found = postino_providers_suggest (providers, row[0]);

      g_assert_cmpuint (g_strv_length (row), ==, 2);
      if (g_strcmp0 (found, row[1]) != 0)
        {
          g_test_message ("%s: %s instead of %s", row[0], found != NULL ? found : "nothing",
                          row[1]);
          missed++;
        }
    }
  g_test_message ("%s: caught %u of %u", table, rows->len - missed, rows->len);
  *n_rows = rows->len;
  return missed;
}

/* Returns: how many domains of a table of real ones are called a mistake */
static guint
count_accused (const char *table, guint *n_rows)
{
  g_autoptr (GPtrArray) rows = read_table (table);
  guint accused = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      g_autofree char *found = postino_providers_suggest (providers, row[0]);

      g_assert_cmpuint (g_strv_length (row), ==, 1);
      if (found != NULL)
        {
          g_test_message ("%s is real, not a slip of %s", row[0], found);
          accused++;
        }
    }
  g_test_message ("%s: falsely accused %u of %u", table, accused, rows->len);
  *n_rows = rows->len;
  return accused;
}

static void
test_mistakes (void)
{
  guint n_rows, missed = count_missed ("seen-mistakes", &n_rows);

  g_assert_cmpuint (n_rows, >=, 200);
  g_assert_cmpuint (missed, ==, 0);
}

static void
test_real (void)
{
  guint n_rows, accused = count_accused ("seen-real", &n_rows);

  g_assert_cmpuint (n_rows, >=, 200);
  g_assert_cmpuint (accused, ==, 0);
}

/* Not every slip can be told: gmx.e may be gmx.de or gmx.eu. */
static void
test_unseen_mistakes (void)
{
  guint n_rows, missed = count_missed ("unseen-mistakes", &n_rows);

  g_assert_cmpuint (n_rows, >=, 200);
  g_assert_cmpuint (missed * 10, <=, n_rows);
}

static void
test_unseen_real (void)
{
  guint n_rows, accused = count_accused ("unseen-real", &n_rows);

  g_assert_cmpuint (n_rows, >=, 200);
  g_assert_cmpuint (accused * 100, <=, n_rows);
}

static void
assert_silent (const char *domain)
{
  g_autofree char *found = postino_providers_suggest (providers, domain);

  if (found != NULL)
    g_error ("%s is taken for a slip of %s", domain, found);
}

static void
test_bundled (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "data", "providers", NULL);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) files = postino_provider_folder_read (folder, FALSE, problems, NULL);
  guint domains = 0;

  for (guint i = 0; i < files->len; i++)
    {
      const PostinoProviderFile *file = g_ptr_array_index (files, i);

      for (guint j = 0; j < file->domains->len; j++, domains++)
        assert_silent (g_ptr_array_index (file->domains, j));
    }
  g_assert_cmpuint (domains, >, 1000);
}

/* What the lists themselves name. */
static void
test_lists (void)
{
  for (gsize i = 0; i < postino_popular_domains_size; i++)
    assert_silent (postino_popular_domains[i].domain);

  for (gsize i = 0; i < postino_real_domains_size; i++)
    {
      const char *name = postino_real_domains[i];
      g_autofree char *domain =
        strchr (name, '.') != NULL ? g_strdup (name) : g_strconcat (name, ".com", NULL);

      assert_silent (domain);
    }

  for (gsize i = 0; i < postino_popular_endings_size; i++)
    {
      g_autofree char *domain = g_strconcat ("verylongcompany.", postino_popular_endings[i], NULL);
      assert_silent (domain);
    }
}

static void
test_drop_in (void)
{
  g_autofree char *folder = g_dir_make_tmp ("postino-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "firm.provider", NULL);
  g_autoptr (PostinoProviders) mine = postino_providers_new (FALSE);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (
    path, "[Provider]\nId=firm\nName=Firm\nDomains=gmial.com;\nPolicy=unsupported\n", -1, &error);
  g_assert_no_error (error);
  g_assert_true (postino_providers_add_folder (mine, folder, &error));
  g_assert_cmpuint (postino_providers_get_warnings (mine)->len, ==, 0);

  g_autofree char *found = postino_providers_suggest (mine, "gmial.com");
  g_assert_null (found);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Whatever is typed, nothing breaks; what is found is in lower case. */
static void
test_odd_texts (void)
{
  const char *const silent[] = {
    "",
    ".",
    "..",
    "...",
    ".com",
    "com.",
    "-",
    "gm",
    "a.b",
    "localhost",
    "[::1]",
    "10.0.0.1",
    "gm\xc3\xa4il.com",
    "\xff\xfe.com",
    "xn--gml-hoa.com",
    "firma.localdomain",
    "firma.internal",
  };
  const char *const mistakes[][2] = {
    {"GMIAL.Com", "gmail.com"},
    {"gmial.com.", "gmail.com"},
    {"GmailCom", "gmail.com"},
    {"Firma.Itt", "firma.it"},
  };
  g_autofree char *endless = g_strnfill (100000, 'a');
  g_autofree char *dots = g_strnfill (100000, '.');

  for (gsize i = 0; i < G_N_ELEMENTS (silent); i++)
    assert_silent (silent[i]);
  assert_silent (endless);
  assert_silent (dots);

  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autofree char *found = postino_providers_suggest (providers, mistakes[i][0]);
      g_assert_cmpstr (found, ==, mistakes[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/suggestion/mistakes", test_mistakes);
  g_test_add_func ("/suggestion/real", test_real);
  g_test_add_func ("/suggestion/unseen-mistakes", test_unseen_mistakes);
  g_test_add_func ("/suggestion/unseen-real", test_unseen_real);
  g_test_add_func ("/suggestion/bundled", test_bundled);
  g_test_add_func ("/suggestion/lists", test_lists);
  g_test_add_func ("/suggestion/drop-in", test_drop_in);
  g_test_add_func ("/suggestion/odd-texts", test_odd_texts);

  providers = postino_providers_new (FALSE);
  int result = g_test_run ();
  g_object_unref (providers);
  return result;
}
