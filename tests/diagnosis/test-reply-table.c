/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables of replies through the diagnosis: each row gets the cause that stands beside it.
 * The project's own table, and made-up replies on the borders between causes. Unlike
 * tests/replies/kept.tsv these may be read by whoever writes rules.
 */
#include "postino-explain.h"

#include "postino-enums.h"

#include <string.h>

enum
{
  CAUSE,
  PROTOCOL,
  STAGE,
  HOST,
  REPLY,
  N_COLUMNS
};

static void
test_row (gconstpointer data)
{
  g_auto (GStrv) row = g_strsplit (data, "\t", -1);
  PostinoExplainHints hints = {0};
  int stage;

  g_assert_cmpuint (g_strv_length (row), ==, N_COLUMNS);
  g_assert_true (postino_enum_from_nick (POSTINO_TYPE_PROTOCOL, row[PROTOCOL], &hints.protocol));
  g_assert_true (postino_enum_from_nick (POSTINO_TYPE_STAGE, row[STAGE], &stage));
  hints.stage = (PostinoStage) stage;
  hints.host = row[HOST][0] != '\0' ? row[HOST] : NULL;

  g_autofree char *reply = g_strcompress (row[REPLY]);
  g_autoptr (PostinoExplanation) explanation = postino_explain (reply, &hints);

  const char *cause = postino_enum_to_nick (POSTINO_TYPE_CAUSE, explanation->diagnosis->cause);

  if (strcmp (cause, row[CAUSE]) != 0)
    g_error ("“%s” was taken for “%s”, not “%s”", row[REPLY], cause, row[CAUSE]);
}

static guint
add_rows (char **lines, const char *table)
{
  guint n = 0;

  for (char **line = lines; *line != NULL; line++)
    if (**line != '#' && **line != '\0')
      {
        g_autofree char *name = g_strdup_printf ("/reply-table/%s/%u", table, ++n);
        g_test_add_data_func (name, *line, test_row);
      }

  return n;
}

/* The rows live as long as the tests that read them. */
static char **
read_lines (const char *file)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "replies", file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return g_strsplit (text, "\n", -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_auto (GStrv) table = read_lines ("table.tsv");
  g_auto (GStrv) borders = read_lines ("borders.tsv");

  g_assert_cmpuint (add_rows (table, "table"), ==, 111);
  g_assert_cmpuint (add_rows (borders, "borders"), >, 100);

  return g_test_run ();
}
