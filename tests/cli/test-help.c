/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help that is made of what GLib prints. */
#include "config.h"

#include "cli-help.h"

#include <string.h>

static void
parse (const char *option)
{
  gboolean flag = FALSE;
  g_autofree char *value = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    {"some", 0, 0, G_OPTION_ARG_NONE, &flag, "text", NULL},
    {"kind", 0, 0, G_OPTION_ARG_STRING, &value, "which one it is of all that there are", "one|two"},
    {"very-long-name", 0, 0, G_OPTION_ARG_STRING, &value, "below", "VERY-LONG-VALUE"},
    {"rare", 0, 0, G_OPTION_ARG_STRING, &value, NULL, "VALUE"},
    {"secret", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &flag, "never listed", NULL},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("WORD");
  g_auto (GStrv) words = g_strdupv ((char *[]){(char *) "try", (char *) option, NULL});
  g_autofree char **left = g_memdup2 (words, 3 * sizeof (char *));
  int n_words = 2;

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_summary (context, "Does what is asked for, and does so with more words than "
                                         "there is room for in one line.");
  g_option_context_set_description (context, "Example:\n  postino-cli try\n");
  g_assert_true (cli_help_parse (context, &n_words, &left, &error));
  g_assert_no_error (error);
  g_assert_true (flag);
}

static void
test_help (void)
{
  if (g_test_subprocess ())
    {
      parse ("--help");
      g_assert_not_reached ();
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout (
    "*Usage: postino-cli try *OPTION* WORD\n"
    "Does what is asked for, and does so with more words than there is room for in\n"
    "one line.\n"
    "\n"
    "  --some                         text\n"
    "  --kind one|two                 which one it is of all that there are\n"
    "  --very-long-name VERY-LONG-VALUE\n"
    "                                 below\n"
    "\n"
    "Example:\n"
    "  postino-cli try\n");
}

static void
test_help_for_experts (void)
{
  if (g_test_subprocess ())
    {
      parse ("--help-all");
      g_assert_not_reached ();
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*\n  --rare VALUE\n*");
  g_test_trap_assert_stdout_unmatched ("*secret*");
}

static void
test_no_help (void)
{
  parse ("--some");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/help/some", test_help);
  g_test_add_func ("/help/all", test_help_for_experts);
  g_test_add_func ("/help/none", test_no_help);

  return g_test_run ();
}
