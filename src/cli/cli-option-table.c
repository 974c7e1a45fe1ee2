/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GOption prints its own help, but not in the height of a terminal.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-option-table.h"

#include <glib/gi18n.h>
#include <stddef.h>

#define TEXT_COLUMN 33

typedef enum
{
  CHECK = 1 << 0,
  SETTINGS = 1 << 1,
  UNLISTED = 1 << 2, /* for experts, who read the manual: the help fits a terminal */
} Commands;

typedef struct
{
  const char *name;
  const char *value;
  GOptionArg arg;
  gsize offset;
  Commands commands;
  const char *text;
} Option;

#define MEMBER(member) offsetof (CliOptions, member)

/* The texts have room for 47 letters, in every language. */
static const Option options[] = {
  {"json", NULL, G_OPTION_ARG_NONE, MEMBER (json), CHECK | SETTINGS,
   N_ ("print JSON on standard output, nothing else")},
  {"password-file", "FILE", G_OPTION_ARG_FILENAME, MEMBER (password_file), CHECK,
   N_ ("its first line is the password; - is stdin")},
  {"outgoing-password-file", "FILE", G_OPTION_ARG_FILENAME, MEMBER (outgoing_password_file), CHECK,
   N_ ("when sending has a password of its own")},
  {"oauth-token-file", "FILE", G_OPTION_ARG_FILENAME, MEMBER (oauth_token_file), CHECK,
   N_ ("an OAuth access token in place of a password")},
  {"name", "NAME", G_OPTION_ARG_STRING, MEMBER (name), CHECK, N_ ("the name that others see")},
  {"username", "NAME", G_OPTION_ARG_STRING, MEMBER (username), CHECK | SETTINGS,
   N_ ("the user name for both servers")},
  {"incoming-username", "NAME", G_OPTION_ARG_STRING, MEMBER (usernames[0]), CHECK | SETTINGS,
   N_ ("the user name for receiving")},
  {"outgoing-username", "NAME", G_OPTION_ARG_STRING, MEMBER (usernames[1]), CHECK | SETTINGS,
   N_ ("the user name for sending")},
  {"incoming", "URI", G_OPTION_ARG_STRING, MEMBER (uris[0]), CHECK,
   "imaps://HOST[:PORT] imap:// pop3s:// pop3://"},
  {"outgoing", "URI", G_OPTION_ARG_STRING, MEMBER (uris[1]), CHECK,
   "smtps://HOST[:PORT] smtp:// …?auth=none"},
  {"settings", "FILE", G_OPTION_ARG_FILENAME, MEMBER (settings), CHECK | UNLISTED, NULL},
  {"allow-cleartext", NULL, G_OPTION_ARG_NONE, MEMBER (allow_cleartext), CHECK,
   N_ ("let a URI with ?security=none go unencrypted")},
  {"ca-file", "PEM", G_OPTION_ARG_FILENAME, MEMBER (ca_file), CHECK | SETTINGS,
   N_ ("trust these authorities as well")},
  {"providers", "DIR", G_OPTION_ARG_FILENAME_ARRAY, MEMBER (providers), CHECK | SETTINGS,
   N_ ("provider files that win over all others")},
  {"offline", NULL, G_OPTION_ARG_NONE, MEMBER (offline), CHECK | SETTINGS,
   N_ ("look for settings without the network")},
  {"timeout", "SECONDS", G_OPTION_ARG_INT, MEMBER (timeout), CHECK,
   N_ ("seconds for each server (30)")},
  {"confirm-host", "HOST", G_OPTION_ARG_STRING_ARRAY, MEMBER (confirmed_hosts), CHECK,
   N_ ("sign in there though nothing vouches for it")},
  {"accept-certificate", "HOST=SHA", G_OPTION_ARG_STRING_ARRAY, MEMBER (accepted_certificates),
   CHECK | UNLISTED, NULL},
  {"no-repair", NULL, G_OPTION_ARG_NONE, MEMBER (no_repair), CHECK | UNLISTED, NULL},
  {"no-online-accounts", NULL, G_OPTION_ARG_NONE, MEMBER (no_online_accounts), CHECK | UNLISTED,
   NULL},
  {"round-trip", NULL, G_OPTION_ARG_NONE, MEMBER (round_trip), CHECK,
   N_ ("if both work, send a message to yourself")},
  {"look-again", "LETTER", G_OPTION_ARG_STRING, MEMBER (look_again), CHECK | UNLISTED, NULL},
  {"round-trip-limit", "SECONDS", G_OPTION_ARG_INT, MEMBER (round_trip_limit), CHECK | UNLISTED,
   NULL},
  {"save", NULL, G_OPTION_ARG_NONE, MEMBER (save), CHECK,
   N_ ("if both work, keep the account in the keyring")},
  {"verbose", NULL, G_OPTION_ARG_NONE, MEMBER (verbose), CHECK,
   N_ ("the conversation, on standard error")},
};

/* Without this, GOption would print the password as part of an unknown option. */
static gboolean
on_password_option (const char *name, const char *value, gpointer data, GError **error)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("A password never belongs on the command line, where others can read "
                          "it. Use --password-file, or wait to be asked."));
  return FALSE;
}

static gboolean
on_token_option (const char *name, const char *value, gpointer data, GError **error)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("A token never belongs on the command line, where others can read it. "
                          "Use --oauth-token-file."));
  return FALSE;
}

static const GOptionEntry refused_options[] = {
  {"password", 'p', G_OPTION_FLAG_HIDDEN | G_OPTION_FLAG_OPTIONAL_ARG, G_OPTION_ARG_CALLBACK,
   on_password_option, NULL, NULL},
  {"outgoing-password", 0, G_OPTION_FLAG_HIDDEN | G_OPTION_FLAG_OPTIONAL_ARG, G_OPTION_ARG_CALLBACK,
   on_password_option, NULL, NULL},
  {"oauth-token", 0, G_OPTION_FLAG_HIDDEN | G_OPTION_FLAG_OPTIONAL_ARG, G_OPTION_ARG_CALLBACK,
   on_token_option, NULL, NULL},
  {NULL, 0, 0, 0, NULL, NULL, NULL},
};

static Commands
command_from_name (const char *command)
{
  return g_str_equal (command, "check") ? CHECK : SETTINGS;
}

GArray *
cli_option_table_make_entries (const char *command, CliOptions *values)
{
  GArray *entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));
  const GOptionEntry help[] = {
    {"help", 'h', 0, G_OPTION_ARG_NONE, &values->help, NULL, NULL},
    {"help-all", 0, 0, G_OPTION_ARG_NONE, &values->help_all, NULL, NULL},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    {
      const Option *option = &options[i];
      GOptionEntry entry = {
        option->name, 0, 0, option->arg, (guint8 *) values + option->offset, NULL, option->value};

      if ((option->commands & command_from_name (command)) != 0)
        g_array_append_val (entries, entry);
    }
  g_array_append_vals (entries, refused_options, G_N_ELEMENTS (refused_options) - 1);
  g_array_append_vals (entries, help, G_N_ELEMENTS (help));

  return entries;
}

void
cli_option_table_refuse_passwords (GOptionContext *context)
{
  g_option_context_add_main_entries (context, refused_options, NULL);
}

static const char *
get_examples (Commands command)
{
  if (command == CHECK)
    return _ ("\nEnds with 0: both work, 1: one does not, 2: wrong usage, 3: no settings found.\n"
              "  postino-cli check --json --password-file - ada@example.org <password.txt\n");

  return _ ("\nEnds with 0: settings found, 2: wrong usage, 3: no settings found.\n"
            "  postino-cli settings ada@example.org\n"
            "  postino-cli settings --offline --json ada@example.org\n");
}

char *
cli_option_table_make_help (const char *name, gboolean all)
{
  Commands command = command_from_name (name);
  GString *help = g_string_new (NULL);

  g_string_append (help, command == CHECK
                           ? _ ("Usage: postino-cli check [OPTION…] ADDRESS\n\n")
                           : _ ("Usage: postino-cli settings [OPTION…] ADDRESS\n\n"));
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    {
      const Option *option = &options[i];
      const char *value = option->value != NULL ? option->value : "";
      g_autofree char *left = g_strdup_printf ("  --%s %s", option->name, value);

      if ((option->commands & command) == 0 || (!all && (option->commands & UNLISTED) != 0))
        continue;
      if (option->text != NULL)
        g_string_append_printf (help, "%-*s%s\n", TEXT_COLUMN, left, _ (option->text));
      else
        g_string_append_printf (help, "%s\n", g_strchomp (left));
    }
  g_string_append (help, get_examples (command));

  return g_string_free (help, FALSE);
}
