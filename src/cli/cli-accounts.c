/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * postino-cli accounts: what the keyring holds, each account with its last result. An
 * account is named by its address; where one address has several, by its id.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-accounts-private.h"
#include "cli-export-private.h"
#include "cli-help.h"
#include "cli-json-accounts.h"
#include "cli-option-table.h"
#include "cli-terminal.h"
#include "cli-text.h"
#include "postino-text.h"
#include "postino-vault.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#define MAX_TIMEOUT_SECONDS 3600

static CliStatus list_accounts (CliAccounts *self);
static CliStatus show_accounts (CliAccounts *self);
static CliStatus forget_account (CliAccounts *self);

/* What can be done, and how many addresses may follow. */
static const struct
{
  const char *name;
  guint min_words;
  guint max_words;
  CliStatus (*run) (CliAccounts *self);
} actions[] = {
  {"list", 0, 0, list_accounts},
  {"show", 1, G_MAXUINT, show_accounts},
  {"test", 0, G_MAXUINT, cli_accounts_test},
  {"forget", 1, 1, forget_account},
};

static void
accounts_clear (CliAccounts *self)
{
  cli_check_clear (&self->check);
  g_strfreev (self->words);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->history, postino_history_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliAccounts, accounts_clear)

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
    {NULL, 0, 0, 0, NULL, NULL, NULL},
  };
  GOptionContext *context = g_option_context_new ("[list|show|test|forget] [ADDRESS…]");

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  cli_option_table_refuse_passwords (context);
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
parse (CliAccounts *self, int argc, char **argv, gsize *action, GError **error)
{
  CliOptions *options = self->check.options;
  g_autoptr (GOptionContext) context = make_context (self);

  if (!cli_help_parse (context, &argc, &argv, error)
      || !take_words (self, argc, argv, action, error))
    return FALSE;
  if (options->timeout < 1 || options->timeout > MAX_TIMEOUT_SECONDS)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("--timeout is a number of seconds from 1 to %d."), MAX_TIMEOUT_SECONDS);
      return FALSE;
    }

  self->check.providers = cli_find_providers (options->providers, error);
  if (self->check.providers == NULL)
    return FALSE;
  if (options->ca_file != NULL)
    self->check.trust = postino_tls_database_new (options->ca_file, error);

  return options->ca_file == NULL || self->check.trust != NULL;
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

static CliStatus
find (CliAccounts *self, gboolean *complete)
{
  CliLoop *loop = &self->check.loop;
  g_autoptr (GError) error = NULL;

  postino_vault_list_async (TRUE, loop->cancellable, cli_loop_take, loop);
  g_autoptr (GAsyncResult) result = cli_loop_wait (loop);
  g_autoptr (GPtrArray) all = postino_vault_list_finish (result, &error);
  if (all == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        cli_complain (error->message);
      return CLI_STATUS_NOT_OK;
    }

  *complete = check_words (self, all);
  self->found = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_saved_account_free);
  for (guint i = 0; i < all->len; i++)
    if (is_meant (self, all->pdata[i]))
      g_ptr_array_add (self->found, postino_saved_account_copy (all->pdata[i]));
  return CLI_STATUS_OK;
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

static void
print_json (const CliAccounts *self)
{
  g_autoptr (JsonBuilder) builder = cli_json_accounts_new ();

  for (guint i = 0; i < self->found->len; i++)
    cli_json_accounts_add (builder, self->found->pdata[i], self->history, NULL);
  cli_json_accounts_print (builder);
}

static CliStatus
list_accounts (CliAccounts *self)
{
  if (self->check.options->json)
    print_json (self);
  else
    cli_accounts_print (self, FALSE);

  return CLI_STATUS_OK;
}

static CliStatus
show_accounts (CliAccounts *self)
{
  if (self->check.options->json)
    print_json (self);
  else
    cli_accounts_print (self, TRUE);

  return CLI_STATUS_OK;
}

/* Which one is meant has to be plain before anything is removed. */
static CliStatus
complain_about_several (const CliAccounts *self)
{
  g_autofree char *text =
    postino_text_fill (_ ("Several accounts are saved for {address}. Say which one, by its id:"),
                       "address", *self->words, NULL);

  cli_complain (text);
  for (guint i = 0; i < self->found->len; i++)
    {
      const PostinoSavedAccount *account = self->found->pdata[i];
      const PostinoServer *server =
        account->incoming != NULL ? account->incoming : account->outgoing;

      g_printerr ("  %s  %s %s\n", account->id,
                  postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, (int) server->protocol),
                  server->host);
    }
  return CLI_STATUS_USAGE;
}

static CliStatus
confirm (CliAccounts *self, const char *address)
{
  if (self->yes)
    return CLI_STATUS_OK;
  if (self->check.terminal < 0 || !isatty (STDIN_FILENO))
    {
      cli_complain (_ ("There is no terminal to ask on. --yes removes it without asking."));
      return CLI_STATUS_USAGE;
    }

  g_autofree char *question = postino_text_fill (
    _ ("Remove {address} and its passwords from the keyring? [y/N] "), "address", address, NULL);
  if (cli_terminal_confirm (self->check.terminal, question, &self->check.loop))
    return CLI_STATUS_OK;

  cli_complain (_ ("Nothing was removed."));
  return CLI_STATUS_NOT_OK;
}

static gboolean
remove_account (CliAccounts *self, const char *id)
{
  CliLoop *loop = &self->check.loop;
  g_autoptr (GError) error = NULL;

  postino_vault_forget_async (id, loop->cancellable, cli_loop_take, loop);
  g_autoptr (GAsyncResult) result = cli_loop_wait (loop);
  if (!postino_vault_forget_finish (result, &error))
    {
      cli_complain (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                      ? _ ("Nothing was removed.")
                      : error->message);
      return FALSE;
    }

  if (!postino_history_forget (id, &error))
    cli_complain (error->message);
  return TRUE;
}

/* What was handed on of the last account of an address is of no use without it. */
static void
take_back (CliAccounts *self, const PostinoAddress *address)
{
  CliLoop *loop = &self->check.loop;

  postino_vault_list_async (FALSE, loop->cancellable, cli_loop_take, loop);
  g_autoptr (GAsyncResult) result = cli_loop_wait (loop);
  g_autoptr (GPtrArray) left = postino_vault_list_finish (result, NULL);
  g_autofree char *text = postino_address_to_string (address);

  for (guint i = 0; left != NULL && i < left->len; i++)
    if (postino_saved_account_is_called (left->pdata[i], text))
      return;
  if (left != NULL)
    cli_export_take_back (loop, address, self->check.options->json);
}

static CliStatus
forget_account (CliAccounts *self)
{
  if (self->found->len > 1)
    return complain_about_several (self);
  if (self->found->len == 0)
    {
      if (self->check.options->json)
        print_json (self);
      return CLI_STATUS_NO_SETTINGS;
    }

  const PostinoSavedAccount *account = self->found->pdata[0];
  g_autofree char *address = postino_address_to_string (account->address);
  CliStatus status = confirm (self, address);
  if (status != CLI_STATUS_OK)
    return status;
  if (!remove_account (self, account->id))
    return CLI_STATUS_NOT_OK;
  take_back (self, account->address);

  if (self->check.options->json)
    print_json (self);
  else
    {
      g_autofree char *text =
        postino_text_fill (_ ("{address} is no longer in the keyring."), "address", address, NULL);
      cli_text_print (CLI_STYLE_PLAIN, 0, text);
    }
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
  CliStatus status = find (&self, &complete);
  if (status != CLI_STATUS_OK)
    return status;
  load_history (&self);
  status = actions[action].run (&self);

  return complete ? status : CLI_STATUS_NO_SETTINGS;
}
