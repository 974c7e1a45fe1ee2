/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Wrapping counts the columns of a terminal, where a letter may take two or none.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-text.h"
#include "cli-terminal.h"
#include "postino-text.h"

#include <string.h>

#define MAX_QUOTE 4000

static const char *const codes[] = {
  [CLI_STYLE_PLAIN] = "",
  [CLI_STYLE_BOLD] = "\033[1m",
  [CLI_STYLE_GOOD] = "\033[32m",
  [CLI_STYLE_BAD] = "\033[31m",
};

static guint
count_columns (const char *text)
{
  guint columns = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      columns += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }

  return columns;
}

static void
append_word (GString *out, guint *column, guint indent, guint width, const char *word)
{
  guint columns = count_columns (word);

  if (*column > indent && width > 0 && *column + 1 + columns > width)
    {
      g_string_append_printf (out, "\n%*s", (int) indent, "");
      *column = indent;
    }
  else if (*column > indent)
    {
      g_string_append_c (out, ' ');
      (*column)++;
    }
  g_string_append (out, word);
  *column += columns;
}

char *
cli_text_wrap (const char *text, guint indent, guint width)
{
  GString *out = g_string_new (NULL);
  guint column = indent;

  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  for (char **word = words; *word != NULL; word++)
    append_word (out, &column, indent, width, *word);

  return g_string_free (out, FALSE);
}

void
cli_text_print (CliStyle style, guint indent, const char *text)
{
  gboolean coloured = style != CLI_STYLE_PLAIN && cli_terminal_has_colours ();

  if (text == NULL)
    return;

  g_autofree char *lines = cli_text_wrap (text, indent, cli_terminal_get_columns ());
  g_print ("%*s%s%s%s\n", (int) indent, "", coloured ? codes[style] : "", lines,
           coloured ? "\033[0m" : "");
}

void
cli_text_print_step (guint indent, guint number, const char *text)
{
  g_autofree char *mark = number > 0 ? g_strdup_printf ("%u. ", number) : g_strdup ("");
  g_autofree char *lines =
    cli_text_wrap (text, indent + (guint) strlen (mark), cli_terminal_get_columns ());

  g_print ("%*s%s%s\n", (int) indent, "", mark, lines);
}

void
cli_text_print_quote (guint indent, const char *text)
{
  g_autofree char *safe = postino_text_make_safe (text, MAX_QUOTE);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (safe), "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    g_print ("%*s| %s\n", (int) indent, "", *line);
}

void
cli_text_print_link (guint indent, const PostinoLink *link)
{
  g_print ("%*s%s: %s\n", (int) indent, "", postino_link_rel_to_label (link->rel), link->href);
}
