/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A context does not tell its options, but it prints them, one a line: left of two
 * spaces stands the option, right of them its description.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-help.h"
#include "cli-option-table.h"
#include "cli-text.h"

#include <stdlib.h>
#include <string.h>

#define WIDTH           80
#define MAX_TEXT_COLUMN 33

typedef struct
{
  gboolean some;
  gboolean all;
} Wanted;

/* "  --name=VALUE   text" becomes "  --name VALUE" and "text". */
static char *
split_option (const char *line, const char **text)
{
  const char *end = strstr (line + 2, "  ");
  char *left = end != NULL ? g_strndup (line, (gsize) (end - line)) : g_strdup (line);
  char *sign = strchr (left, '=');

  if (sign != NULL)
    *sign = ' ';
  *text = end != NULL ? end + strspn (end, " ") : "";

  return left;
}

static gboolean
is_option (const char *line, gboolean all)
{
  if (!g_str_has_prefix (line, "  -"))
    return FALSE;

  const char *end = strstr (line + 2, "  ");
  return all || (end != NULL && end[strspn (end, " ")] != '\0');
}

static guint
find_text_column (char **lines, gboolean all)
{
  guint column = 0;

  for (char **line = lines; *line != NULL; line++)
    {
      const char *text = "";

      if (!is_option (*line, all))
        continue;
      g_autofree char *left = split_option (*line, &text);
      column = MAX (column, (guint) strlen (left) + 2);
    }

  return MIN (column, MAX_TEXT_COLUMN);
}

static void
append_option (GString *help, const char *line, guint column)
{
  const char *text = "";
  g_autofree char *left = split_option (line, &text);
  g_autofree char *lines = cli_text_wrap (text, column, WIDTH);
  guint length = (guint) strlen (left);

  g_string_append (help, left);
  if (*text != '\0' && length + 2 > column)
    g_string_append_printf (help, "\n%*s", (int) column, "");
  else if (*text != '\0')
    g_string_append_printf (help, "%*s", (int) (column - length), "");
  g_string_append_printf (help, "%s\n", lines);
}

/* The first line of GLib's is a heading; the second begins with the program's name,
 * where the command's belongs as well. */
static void
append_usage (GString *help, const char *command, char **lines)
{
  const char *rest = lines[0] != NULL && lines[1] != NULL ? strchr (lines[1] + 2, ' ') : NULL;

  g_string_append_printf (help, "%s postino-cli %s%s\n", lines[0], command,
                          rest != NULL ? rest : "");
}

static void
print_help (GOptionContext *context, const char *command, gboolean all)
{
  g_autoptr (GString) help = g_string_new (NULL);
  g_autofree char *summary = g_strdup (g_option_context_get_summary (context));
  g_autofree char *examples = g_strdup (g_option_context_get_description (context));

  g_option_context_set_summary (context, NULL);
  g_option_context_set_description (context, NULL);
  g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint column = find_text_column (lines, all);

  append_usage (help, command, lines);
  g_autofree char *wrapped = cli_text_wrap (summary != NULL ? summary : "", 0, WIDTH);
  g_string_append_printf (help, "%s\n\n", wrapped);
  for (char **line = lines; *line != NULL; line++)
    if (is_option (*line, all))
      append_option (help, *line, column);
  g_string_append_printf (help, "\n%s", examples != NULL ? examples : "");

  g_print ("%s", help->str);
}

gboolean
cli_help_parse (GOptionContext *context, int *argc, char ***argv, GError **error)
{
  g_autofree char *command = g_strdup ((*argv)[0]);
  Wanted wanted = {FALSE, FALSE};
  const GOptionEntry entries[] = {
    {"help", 'h', G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &wanted.some, NULL, NULL},
    {"help-all", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &wanted.all, NULL, NULL},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
  };

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  cli_option_table_refuse_passwords (context);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (wanted.some || wanted.all)
    {
      print_help (context, command, wanted.all);
      exit (0);
    }

  return TRUE;
}
