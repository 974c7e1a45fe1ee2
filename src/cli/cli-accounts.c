/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * postino-cli accounts: what the keyring holds, each account with its last result. An
 * account is named by its address; where one address has several, by its id.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-accounts-private.h"
#include "cli-help.h"
#include "cli-json-accounts.h"
#include "cli-password.h"
#include "cli-terminal.h"
#include "cli-text.h"
#include "postino-text.h"
#include "postino-vault.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_TIMEOUT_SECONDS 3600

static CliStatus list_accounts (CliAccounts *self);
static CliStatus show_accounts (CliAccounts *self);

/* What can be done, and how many addresses may follow. */
static const struct
{
  const char *name;
  guint min_words;
  guint max_words;
  CliStatus (*run) (CliAccounts *self);
  CliStatus (*run_found) (CliAccounts *self); /* for those of other programs */
} actions[] = {
  {"list", 0, 0, list_accounts, cli_found_list},
  {"show", 1, G_MAXUINT, show_accounts, cli_found_show},
  {"test", 0, G_MAXUINT, cli_accounts_test, cli_found_test},
  {"forget", 1, 1, cli_accounts_forget, NULL},
};

void
cli_accounts_clear (CliAccounts *self)
{
  cli_check_clear (&self->check);
  g_strfreev (self->words);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  for (int side = 0; side < 2; side++)
    g_clear_pointer (&self->given[side], postino_secret_unref);
  g_clear_pointer (&self->history, postino_history_free);
}

static GOptionContext *
make_context (CliAccounts *self)
{
  CliOptions *options = self->check.options;
  const GOptionEntry entries[] = {
    {"json", 0, 0, G_OPTION_ARG_NONE, &options->json,
     N_ ("print JSON on standard output, nothing else"), NULL},
    {"yes", 0, 0, G_OPTION_ARG_NONE, &self->yes, N_ ("forget: do not ask first"), NULL},
    {"ca-file", 0, 0, G_OPTION_ARG_FILENAME, &options->ca_file,
     N_ ("test: trust these authorities as well"), "PEM"},
    {"providers", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->providers,
     N_ ("provider files that win over all others"), "DIR"},
    {"timeout", 0, 0, G_OPTION_ARG_INT, &options->timeout,
     N_ ("test: seconds for each server (30)"), "SECONDS"},
    {"verbose", 0, 0, G_OPTION_ARG_NONE, &options->verbose,
     N_ ("test: the conversation, on standard error"), NULL},
    {"found", 0, 0, G_OPTION_ARG_NONE, &self->elsewhere,
     N_ ("list, show, test: the accounts that other programs have"), NULL},
    {"save", 0, 0, G_OPTION_ARG_NONE, &self->save,
     N_ ("test --found: keep those that work in the keyring"), NULL},
    {"password-file", 0, 0, G_OPTION_ARG_FILENAME, &options->password_file,
     N_ ("test --found: the password, where the program keeps it to itself"), "FILE"},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
  };
  GOptionContext *context = g_option_context_new ("[list|show|test|forget] [ADDRESS…]");

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (context,
                                _ ("Lists the accounts that are saved in the keyring, tests them "
                                   "again, or removes one."));
  g_option_context_set_description (
    context, _ ("Examples:\n  postino-cli accounts\n  postino-cli accounts test ada@example.org\n"
                "  postino-cli accounts forget ada@example.org\n"));
  return context;
}

/* The index of what is to be done: without a word for it, to list them. */
static gboolean
take_words (CliAccounts *self, int argc, char **argv, gsize *action, GError **error)
{
  const char *name = argc > 1 ? argv[1] : actions[0].name;
  guint n_words = argc > 2 ? (guint) argc - 2 : 0;

  *action = 0;
  while (*action < G_N_ELEMENTS (actions) && !g_str_equal (actions[*action].name, name))
    (*action)++;
  if (*action == G_N_ELEMENTS (actions))
    {
      g_autofree char *text = postino_text_fill (
        _ ("“{word}” is nothing that can be done with accounts: list, show, test or forget."),
        "word", name, NULL);
      return cli_options_set_error (error, "%s", text);
    }
  if (n_words < actions[*action].min_words)
    return cli_options_set_error (error, _ ("An e-mail address is missing."));
  if (n_words > actions[*action].max_words)
    return cli_options_set_error (error, *action == 0
                                           ? _ ("“accounts list” takes no address.")
                                           : _ ("One e-mail address at a time, please."));

  self->words = n_words > 0 ? g_strdupv (argv + 2) : NULL;
  return TRUE;
}

static gboolean
check_found (const CliAccounts *self, gsize action, GError **error)
{
  const CliOptions *options = self->check.options;
  gboolean tests_found = self->elsewhere && actions[action].run_found == cli_found_test;

  if (self->elsewhere && actions[action].run_found == NULL)
    return cli_options_set_error (
      error, "%s", _ ("--found goes with list, show and test: other programs’ accounts stay."));
  if ((self->save || options->password_file != NULL) && !tests_found)
    return cli_options_set_error (
      error, "%s", _ ("--save and --password-file go with “accounts test --found”."));

  return TRUE;
}

static gboolean
parse (CliAccounts *self, int argc, char **argv, gsize *action, GError **error)
{
  CliOptions *options = self->check.options;
  g_autoptr (GOptionContext) context = make_context (self);

  if (!cli_help_parse (context, &argc, &argv, error)
      || !take_words (self, argc, argv, action, error) || !check_found (self, *action, error))
    return FALSE;
  if (options->timeout < 1 || options->timeout > MAX_TIMEOUT_SECONDS)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("--timeout is a number of seconds from 1 to %d."), MAX_TIMEOUT_SECONDS);
      return FALSE;
    }

  return cli_find_read_files (options, &self->check.providers, &self->check.trust, error)
         && cli_password_read_files (options, self->given, error);
}

static gboolean
is_meant (const CliAccounts *self, const PostinoSavedAccount *account)
{
  for (char **word = self->words; word != NULL && *word != NULL; word++)
    if (postino_saved_account_is_called (account, *word))
      return TRUE;

  return self->words == NULL;
}

/* Every word has to mean something: else the one that does not is said. */
static gboolean
check_words (const CliAccounts *self, GPtrArray *all)
{
  gboolean complete = TRUE;

  for (char **word = self->words; word != NULL && *word != NULL; word++)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < all->len && !found; i++)
        found = postino_saved_account_is_called (all->pdata[i], *word);
      if (found)
        continue;
      g_autofree char *text =
        postino_text_fill (_ ("No account is saved for {address}."), "address", *word, NULL);
      g_autofree char *safe = postino_text_make_safe (text, 300);
      cli_complain (safe);
      complete = FALSE;
    }

  return complete;
}

gboolean
cli_accounts_find (CliAccounts *self, gboolean unlock, gboolean *complete, GError **error)
{
  CliLoop *loop = &self->check.loop;

  postino_vault_list_async (unlock, loop->cancellable, cli_loop_take, loop);
  g_autoptr (GAsyncResult) result = cli_loop_wait (loop);
  g_autoptr (GPtrArray) all = postino_vault_list_finish (result, error);
  if (all == NULL)
    return FALSE;

  *complete = check_words (self, all);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_saved_account_free);
  for (guint i = 0; i < all->len; i++)
    if (is_meant (self, all->pdata[i]))
      g_ptr_array_add (self->found, postino_saved_account_copy (all->pdata[i]));
  return TRUE;
}

/* A file that cannot be read is worth a word, and nothing more. */
static void
load_history (CliAccounts *self)
{
  g_autoptr (GError) error = NULL;

  self->history = postino_history_load (&error);
  if (error == NULL)
    return;

  g_autofree char *text = postino_text_fill (
    _ ("The results of earlier tests cannot be read, so the accounts stand here without them: "
       "{reason}"),
    "reason", error->message, NULL);
  cli_complain (text);
}

void
cli_accounts_print_json (const CliAccounts *self)
{
  g_autoptr (JsonBuilder) builder = cli_json_accounts_new ("accounts");

  for (guint i = 0; i < self->found->len; i++)
    cli_json_accounts_add (builder, self->found->pdata[i], self->history, NULL);
  cli_json_accounts_print (builder);
}

static CliStatus
list_accounts (CliAccounts *self)
{
  if (self->check.options->json)
    cli_accounts_print_json (self);
  else
    cli_accounts_print (self, FALSE);

  return CLI_STATUS_OK;
}

static CliStatus
show_accounts (CliAccounts *self)
{
  if (self->check.options->json)
    cli_accounts_print_json (self);
  else
    cli_accounts_print (self, TRUE);

  return CLI_STATUS_OK;
}

CliStatus
cli_accounts (int argc, char **argv)
{
  g_auto (CliAccounts) self = {.check = {.terminal = cli_terminal_open ()}};
  g_autoptr (GError) error = NULL;
  gboolean complete = TRUE;
  gsize action;

  self.check.options = g_new0 (CliOptions, 1);
  self.check.options->timeout = POSTINO_PROBE_DEFAULT_TIMEOUT_MS / 1000;
  self.check.options->no_repair = TRUE;
  if (!parse (&self, argc, argv, &action, &error))
    {
      cli_complain (error->message);
      return CLI_STATUS_USAGE;
    }

  cli_loop_init (&self.check.loop);
  if (self.elsewhere)
    return actions[action].run_found (&self);

  if (!cli_accounts_find (&self, TRUE, &complete, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        cli_complain (error->message);
      return CLI_STATUS_NOT_OK;
    }
  load_history (&self);
  CliStatus status = actions[action].run (&self);

  return complete ? status : CLI_STATUS_NO_SETTINGS;
}
