/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a change would change, for a person to read: one hunk, between the first line
 * that differs and the last.
 */
#define G_LOG_DOMAIN "postino-handover"

#include "postino-file-edit.h"

#include <string.h>

/* Lines of the old content that are shown around what changes. */
#define CONTEXT 3

static char **
split_lines (const char *text)
{
  char **lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  guint n = g_strv_length (lines);

  /* What stands behind the last line end is no line. */
  if (n > 0 && *lines[n - 1] == '\0')
    g_clear_pointer (&lines[n - 1], g_free);
  return lines;
}

/* Somebody's own password may stand beside what changes. */
static gboolean
may_hold_a_secret (const char *line)
{
  g_autofree char *folded = g_ascii_strdown (line, -1);

  return strstr (folded, "pass") != NULL && strstr (folded, "secret-tool") == NULL;
}

static void
append_lines (GString *text, char sign, char **lines, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    g_string_append_printf (text, "%c%s\n", sign,
                            sign != '+' && may_hold_a_secret (lines[i]) ? "•••" : lines[i]);
}

void
postino_file_edit_append_diff (const PostinoFileEdit *self, GString *text)
{
  g_auto (GStrv) old = split_lines (self->before);
  g_auto (GStrv) new = split_lines (self->after);
  guint n_old = g_strv_length (old), n_new = g_strv_length (new);
  guint head = 0, tail = 0;

  if (self->kind == POSTINO_FILE_FOLDER || g_strcmp0 (self->before, self->after) == 0)
    return;
  while (head < MIN (n_old, n_new) && g_str_equal (old[head], new[head]))
    head++;
  while (tail < MIN (n_old, n_new) - head
         && g_str_equal (old[n_old - 1 - tail], new[n_new - 1 - tail]))
    tail++;

  guint first = head > CONTEXT ? head - CONTEXT : 0;
  guint shown = MIN (tail, CONTEXT);
  g_string_append_printf (text, "--- %s\n+++ %s\n@@ -%u,%u +%u,%u @@\n",
                          self->before != NULL ? self->path : "/dev/null",
                          self->after != NULL ? self->path : "/dev/null",
                          self->before != NULL ? first + 1 : 0, n_old - tail + shown - first,
                          self->after != NULL ? first + 1 : 0, n_new - tail + shown - first);
  append_lines (text, ' ', old, first, head);
  append_lines (text, '-', old, head, n_old - tail);
  append_lines (text, '+', new, head, n_new - tail);
  append_lines (text, ' ', old, n_old - tail, n_old - tail + shown);
}
