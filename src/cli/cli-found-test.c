/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * postino-cli accounts test --found: exactly what another program has is tested, with the
 * password that it keeps in the keyring, the desktop's sign-in, or what is asked for.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-accounts-private.h"
#include "cli-json-accounts.h"
#include "cli-terminal.h"
#include "postino-text.h"

#include <glib/gi18n.h>

static CliOutcome
complain (const PostinoFoundAccount *account, const char *template)
{
  g_autofree char *address = postino_address_to_string (account->address);
  g_autofree char *program = postino_found_account_describe_program (account);
  g_autofree char *text =
    postino_text_fill (template, "address", address, "program", program, NULL);

  cli_complain (text);
  return CLI_OUTCOME_BAD;
}

/* As if its servers were typed: the sign-in of Online Accounts is for no others. */
static void
choose (CliCheck *check, const PostinoFoundAccount *found)
{
  CliOptions *options = check->options;

  cli_accounts_choose (check, postino_found_account_to_account (found));
  options->address = postino_address_copy (found->address);
  options->typed[POSTINO_SIDE_INCOMING] = postino_server_copy (found->incoming);
  options->typed[POSTINO_SIDE_OUTGOING] = postino_server_copy (found->outgoing);
}

static void
forget (CliCheck *check)
{
  CliOptions *options = check->options;

  cli_check_forget (check);
  g_clear_pointer (&options->address, postino_address_free);
  for (int side = 0; side < 2; side++)
    g_clear_pointer (&options->typed[side], postino_server_free);
}

static void
look_up (CliCheck *check, const PostinoFoundAccount *found)
{
  CliLoop *loop = &check->loop;

  postino_import_lookup_async (found, loop->cancellable, cli_loop_take, loop);
  g_autoptr (GAsyncResult) result = cli_loop_wait (loop);
  postino_import_lookup_finish (result, check->passwords, NULL);
}

static void
ask (CliAccounts *self, const PostinoFoundAccount *found)
{
  CliCheck *check = &self->check;
  g_autofree char *address = postino_address_to_string (found->address);
  g_autofree char *question =
    postino_text_fill (_ ("Password for {address}: "), "address", address, NULL);
  PostinoSecret *secret = NULL;

  if (self->given[0] != NULL)
    secret = postino_secret_ref (self->given[0]);
  else if (check->terminal >= 0)
    secret = cli_terminal_ask_secret (check->terminal, question, &check->loop);
  if (secret == NULL)
    return;

  check->passwords[POSTINO_SIDE_INCOMING] = secret;
  check->passwords[POSTINO_SIDE_OUTGOING] = postino_secret_ref (secret);
}

/* Whether there is something to test with; else @outcome says how it ends. */
static gboolean
get_passwords (CliAccounts *self, const PostinoFoundAccount *found, CliOutcome *outcome)
{
  CliCheck *check = &self->check;
  GCancellable *cancellable = check->loop.cancellable;

  *outcome = CLI_OUTCOME_BAD;
  if (found->in_browser && !cli_check_sign_in (check))
    *outcome = CLI_OUTCOME_STOPPED;
  if (cli_check_has_token (check))
    return TRUE;
  if (*outcome == CLI_OUTCOME_STOPPED || cli_result_foresee (&check->result, check->choice.account))
    return FALSE;
  if (found->in_browser)
    {
      complain (found, _ ("{program} signs in to {address} with the browser, and keeps that to "
                          "itself. Add the account in Online Accounts, then test it again."));
      return FALSE;
    }

  if (self->given[0] == NULL && postino_found_account_keeps_password (found))
    look_up (check, found);
  if (check->passwords[0] == NULL && !g_cancellable_is_cancelled (cancellable))
    ask (self, found);
  if (g_cancellable_is_cancelled (cancellable))
    *outcome = CLI_OUTCOME_STOPPED;
  else if (check->passwords[0] == NULL)
    complain (found, _ ("{program} keeps the password of {address} to itself. Type it when you "
                        "are asked, or use --password-file."));

  return check->passwords[0] != NULL && *outcome != CLI_OUTCOME_STOPPED;
}

static CliOutcome
test (CliAccounts *self, const PostinoFoundAccount *found)
{
  CliCheck *check = &self->check;
  CliOutcome outcome;

  if (found->outgoing == NULL)
    return complain (found, _ ("{program} names no server that mail of {address} is sent through, "
                               "so it was not tested."));
  choose (check, found);
  if (!cli_options_check_cleartext (check->options, found->incoming, found->outgoing, NULL))
    return complain (found, _ ("{program} signs in to {address} without encryption, so that others "
                               "could read the password on the way. It was not tested."));
  if (!get_passwords (self, found, &outcome))
    return outcome;
  if (!cli_check_run (check))
    {
      check->result.headline = g_strdup (_ ("The test was stopped"));
      return CLI_OUTCOME_STOPPED;
    }

  return g_strcmp0 (check->result.verdict, "ready") == 0 ? CLI_OUTCOME_GOOD : CLI_OUTCOME_BAD;
}

static CliOutcome
run (CliAccounts *self, const PostinoFoundAccount *found, JsonBuilder *builder)
{
  CliCheck *check = &self->check;

  if (builder == NULL)
    cli_found_print_heading (found);

  CliOutcome outcome = test (self, found);
  gboolean tested = check->result.headline != NULL;
  if (builder != NULL)
    cli_json_found_add (builder, found, tested ? &check->result : NULL);
  else if (tested)
    cli_result_print (&check->result);
  if (self->save && outcome == CLI_OUTCOME_GOOD && !cli_check_has_token (check)
      && cli_check_save (check) != CLI_STATUS_OK)
    outcome = CLI_OUTCOME_BAD;

  forget (check);
  return outcome;
}

CliStatus
cli_found_test (CliAccounts *self)
{
  g_autoptr (JsonBuilder) builder =
    self->check.options->json ? cli_json_accounts_new ("found") : NULL;
  g_autoptr (GPtrArray) found = NULL;
  CliStatus status = cli_found_find (self, &found);
  gboolean all_good = TRUE;

  for (guint i = 0; i < found->len; i++)
    {
      if (builder == NULL && i > 0)
        g_print ("\n");
      CliOutcome outcome = run (self, found->pdata[i], builder);
      all_good = all_good && outcome == CLI_OUTCOME_GOOD;
      if (outcome == CLI_OUTCOME_STOPPED)
        break;
    }
  if (builder != NULL)
    cli_json_accounts_print (builder);

  if (status == CLI_STATUS_OK && found->len == 0)
    {
      cli_complain (_ ("No account was found in another program."));
      return CLI_STATUS_NO_SETTINGS;
    }
  if (status != CLI_STATUS_OK)
    return status;
  return all_good ? CLI_STATUS_OK : CLI_STATUS_NOT_OK;
}
