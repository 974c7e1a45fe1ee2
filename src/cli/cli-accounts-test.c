/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * postino-cli accounts test: exactly what is saved is tested, since that is what a mail
 * program uses. Nothing else is tried.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-accounts-private.h"
#include "cli-json-accounts.h"
#include "cli-terminal.h"
#include "cli-text.h"
#include "postino-text.h"
#include "postino-vault.h"

#include <glib/gi18n.h>

void
cli_accounts_choose (CliCheck *check, PostinoAccount *account)
{
  CliResult *result = &check->result;

  check->choice.account = account;
  check->choice.provider =
    postino_providers_lookup_domain (check->providers, account->address->domain_ascii);
  check->choice.source = POSTINO_SOURCE_MANUAL;
  result->address = postino_address_copy (account->address);
  result->source = postino_enum_to_nick (POSTINO_TYPE_SOURCE, POSTINO_SOURCE_MANUAL);
  if (check->choice.provider != NULL)
    result->provider = postino_provider_ref (check->choice.provider);
}

static gboolean
read_passwords (CliCheck *check, const char *id, GError **error)
{
  postino_vault_lookup_async (id, check->loop.cancellable, cli_loop_take, &check->loop);
  g_autoptr (GAsyncResult) result = cli_loop_wait (&check->loop);

  return postino_vault_lookup_finish (result, check->passwords, error);
}

static void
say_missing (const CliAccounts *self, const PostinoSavedAccount *account)
{
  g_autofree char *address = postino_address_to_string (account->address);
  g_autofree char *text = postino_text_fill (
    _ ("Only one of the two servers of {address} is in the keyring. Set the account up again."),
    "address", address, NULL);

  cli_complain (text);
}

static CliOutcome
run (CliAccounts *self, const PostinoSavedAccount *saved)
{
  CliCheck *check = &self->check;
  g_autoptr (GError) error = NULL;
  PostinoAccount *account = postino_saved_account_to_account (saved);

  if (account == NULL)
    {
      say_missing (self, saved);
      return CLI_OUTCOME_BAD;
    }
  cli_accounts_choose (check, account);
  if (!read_passwords (check, saved->id, &error))
    {
      cli_check_forget (check);
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        cli_complain (error->message);
      return CLI_OUTCOME_STOPPED;
    }
  if (!cli_check_run (check))
    {
      check->result.headline = g_strdup (_ ("The test was stopped"));
      return CLI_OUTCOME_STOPPED;
    }

  cli_check_record (&check->result, saved->id);
  return g_strcmp0 (check->result.verdict, "ready") == 0 ? CLI_OUTCOME_GOOD : CLI_OUTCOME_BAD;
}

/* The last result with its times says when it last worked. */
static void
print_changes (const CliAccounts *self, const char *id)
{
  const CliResult *result = &self->check.result;
  g_autofree char *text = postino_changes_describe (result->changes[POSTINO_SIDE_INCOMING],
                                                    result->changes[POSTINO_SIDE_OUTGOING]);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  PostinoLastResult last;

  if (lines == NULL)
    return;

  g_print ("\n");
  if (postino_history_look_up (self->history, id, &last))
    {
      g_autofree char *time = postino_last_result_describe_time (&last, now);
      cli_text_print (CLI_STYLE_PLAIN, 0, time);
    }
  for (char **line = lines; *line != NULL; line++)
    cli_text_print (CLI_STYLE_PLAIN, line == lines ? 0 : 2, *line);
}

static CliOutcome
test_account (CliAccounts *self, const PostinoSavedAccount *account, JsonBuilder *builder)
{
  const CliResult *result = &self->check.result;

  if (builder == NULL)
    cli_accounts_print_heading (account->address, account->name);

  CliOutcome outcome = run (self, account);
  gboolean tested = result->headline != NULL;
  g_clear_pointer (&self->history, postino_history_free);
  self->history = postino_history_load (NULL);
  if (builder != NULL)
    cli_json_accounts_add (builder, account, self->history, tested ? result : NULL);
  else if (tested)
    {
      cli_result_print (result);
      print_changes (self, account->id);
    }

  cli_check_forget (&self->check);
  return outcome;
}

CliStatus
cli_accounts_test (CliAccounts *self)
{
  g_autoptr (JsonBuilder) builder =
    self->check.options->json ? cli_json_accounts_new ("accounts") : NULL;
  gboolean all_good = TRUE;
  gboolean none = self->found->len == 0;

  for (guint i = 0; i < self->found->len; i++)
    {
      if (builder == NULL && i > 0)
        g_print ("\n");
      CliOutcome outcome = test_account (self, self->found->pdata[i], builder);
      all_good = all_good && outcome == CLI_OUTCOME_GOOD;
      if (outcome == CLI_OUTCOME_STOPPED)
        break;
    }
  if (builder != NULL)
    cli_json_accounts_print (builder);

  if (none && self->words == NULL)
    cli_complain (cli_accounts_get_none ());
  if (none)
    return CLI_STATUS_NO_SETTINGS;

  return all_good ? CLI_STATUS_OK : CLI_STATUS_NOT_OK;
}
