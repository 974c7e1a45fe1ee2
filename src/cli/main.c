/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * postino-cli: the same core as the wizard, for the terminal. main() only finds
 * the command.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-command.h"
#include "cli-output.h"
#include "postino-locale.h"
#include "postino-text.h"

#include <glib/gi18n.h>
#include <sys/resource.h>

static const struct
{
  const char *name;
  CliStatus (*run) (int argc, char **argv);
} commands[] = {
  {"check", cli_check}, {"settings", cli_settings}, {"explain", cli_explain}, {"batch", cli_batch},
  {"watch", NULL},      {"accounts", cli_accounts}, {"export", cli_export},
};

void
cli_complain (const char *text)
{
  g_printerr ("%s: %s\n", g_get_prgname (), text);
}

static const char *
get_help (void)
{
  return _ ("Usage: postino-cli COMMAND [OPTION…] ADDRESS\n"
            "Finds the mail servers for an e-mail address, and tests them.\n"
            "\n"
            "  check      find the settings, test both servers, say what to do\n"
            "  settings   print the settings and where they come from\n"
            "  explain    say what a server's reply means, which is read from stdin\n"
            "  batch      test many accounts, and go on after a break\n"
            "  accounts   list the saved accounts, test them again, forget one\n"
            "  export     hand a saved account on to another program\n"
            "\n"
            "  --help     print this help; “postino-cli check --help” has the options\n"
            "  --version  print the version\n"
            "\n"
            "Examples:\n"
            "  postino-cli check ada@example.org\n"
            "  postino-cli settings --json ada@example.org\n");
}

static CliStatus
complain_about_command (const char *name, gboolean planned)
{
  const char *template =
    planned ? _ ("“{command}” is not there yet.") : _ ("There is no command “{command}”.");
  g_autofree char *text = postino_text_fill (template, "command", name, NULL);

  cli_complain (text);
  g_printerr ("%s\n", _ ("“postino-cli --help” lists what there is."));
  return CLI_STATUS_USAGE;
}

static CliStatus
run_command (int argc, char **argv)
{
  const char *name = argv[0];

  if (g_str_equal (name, "--help") || g_str_equal (name, "-h"))
    {
      g_print ("%s", get_help ());
      return CLI_STATUS_OK;
    }
  if (g_str_equal (name, "--version"))
    {
      g_print ("postino-cli %s\n", PACKAGE_VERSION);
      return CLI_STATUS_OK;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (name, commands[i].name))
      return commands[i].run != NULL ? commands[i].run (argc, argv)
                                     : complain_about_command (name, TRUE);

  return complain_about_command (name, FALSE);
}

/* No password in a core dump, no log on standard output. */
static void
protect (void)
{
  const struct rlimit none = {0, 0};

  setrlimit (RLIMIT_CORE, &none);
  g_log_writer_default_set_use_stderr (TRUE);
}

int
main (int argc, char **argv)
{
  cli_output_prepare ();
  postino_locale_init ();
  protect ();
  g_set_prgname ("postino-cli");

  if (argc < 2)
    {
      g_printerr ("%s", get_help ());
      return CLI_STATUS_USAGE;
    }

  return (int) cli_output_finish (run_command (argc - 1, argv + 1));
}
