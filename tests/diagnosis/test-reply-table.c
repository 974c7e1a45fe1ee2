/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables of replies through the diagnosis: each row gets the cause that stands beside it.
 * The project's own table, made-up replies on the borders between causes, and replies of
 * public servers that the rules were mended with. Unlike tests/replies/kept.tsv these may be
 * read by whoever writes rules.
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

/* fresh.tsv has its columns as kept.tsv does. */
enum
{
  FRESH_CAUSE = 4,
  FRESH_NOTE = 6,
  N_FRESH_COLUMNS
};

static const char *
name_cause (char **row)
{
  PostinoExplainHints hints = {0};
  int stage;

  g_assert_true (postino_enum_from_nick (POSTINO_TYPE_PROTOCOL, row[PROTOCOL], &hints.protocol));
  g_assert_true (postino_enum_from_nick (POSTINO_TYPE_STAGE, row[STAGE], &stage));
  hints.stage = (PostinoStage) stage;
  hints.host = row[HOST][0] != '\0' ? row[HOST] : NULL;

  g_autofree char *reply = g_strcompress (row[REPLY]);
  g_autoptr (PostinoExplanation) explanation = postino_explain (reply, &hints);

  return postino_enum_to_nick (POSTINO_TYPE_CAUSE, explanation->diagnosis->cause);
}

static void
assert_row (char **row)
{
  const char *cause = name_cause (row);

  if (strcmp (cause, row[CAUSE]) != 0)
    g_error ("“%s” was taken for “%s”, not “%s”", row[REPLY], cause, row[CAUSE]);
}

static void
test_row (gconstpointer data)
{
  g_auto (GStrv) row = g_strsplit (data, "\t", -1);

  g_assert_cmpuint (g_strv_length (row), ==, N_COLUMNS);
  assert_row (row);
}

static void
test_fresh_row (gconstpointer data)
{
  g_auto (GStrv) row = g_strsplit (data, "\t", -1);

  g_assert_cmpuint (g_strv_length (row), ==, N_FRESH_COLUMNS);
  char *in_order[N_COLUMNS] = {row[FRESH_CAUSE], row[0], row[1], row[2], row[3]};
  if (strcmp (row[FRESH_NOTE], "missed") == 0)
    g_assert_cmpstr (name_cause (in_order), !=, row[FRESH_CAUSE]); /* else take the note away */
  else
    assert_row (in_order);
}

static guint
add_rows (char **lines, const char *table, GTestDataFunc test)
{
  guint n = 0;

  for (char **line = lines; *line != NULL; line++)
    if (**line != '#' && **line != '\0' && !g_str_has_prefix (*line, "protocol\t"))
      {
        g_autofree char *name = g_strdup_printf ("/reply-table/%s/%u", table, ++n);
        g_test_add_data_func (name, *line, test);
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

  g_auto (GStrv) fresh = read_lines ("fresh.tsv");

  g_assert_cmpuint (add_rows (table, "table", test_row), ==, 111);
  g_assert_cmpuint (add_rows (borders, "borders", test_row), >, 100);
  g_assert_cmpuint (add_rows (fresh, "fresh", test_fresh_row), >, 300);

  return g_test_run ();
}
