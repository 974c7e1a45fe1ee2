/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Printing to a file, where paper would be.
 */
#include "postino-print.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("postino-print-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "report.pdf", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_remove (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

/* How many pages a text takes, and whether they came to be a PDF. */
static int
print (Fixture *fixture, const char *text)
{
  g_autoptr (GtkPrintOperation) operation = postino_print_new ("Report", text);
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize length;
  int n_pages;

  gtk_print_operation_set_export_filename (operation, fixture->path);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));
  g_assert_true (g_str_has_prefix (contents, "%PDF-"));
  g_object_get (operation, "n-pages", &n_pages, NULL);

  return n_pages;
}

static char *
repeat (const char *text, int times)
{
  GString *result = g_string_new (NULL);

  while (times-- > 0)
    g_string_append (result, text);
  return g_string_free (result, FALSE);
}

static void
test_one_page (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (print (fixture, "Postino: 0.1.0\nAddress: w•••@example.org\n"), ==, 1);
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (print (fixture, ""), ==, 1);
}

static void
test_many_lines (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = repeat ("a line\n", 400);

  g_assert_cmpint (print (fixture, text), >, 3);
}

/* A line without a space in it is as long as its letters, on paper as well. */
static void
test_long_line (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = repeat ("0123456789", 4000);

  g_assert_cmpint (print (fixture, text), >, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  g_test_add ("/print/one-page", Fixture, NULL, set_up, test_one_page, tear_down);
  g_test_add ("/print/nothing", Fixture, NULL, set_up, test_nothing, tear_down);
  g_test_add ("/print/many-lines", Fixture, NULL, set_up, test_many_lines, tear_down);
  g_test_add ("/print/long-line", Fixture, NULL, set_up, test_long_line, tear_down);

  return g_test_run ();
}
