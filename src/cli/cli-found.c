/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * postino-cli accounts list and show, with --found: what other programs on this computer
 * have. No connection is made, and no password read.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-accounts-private.h"
#include "cli-json-accounts.h"
#include "cli-server.h"
#include "cli-text.h"
#include "postino-text.h"

#include <glib/gi18n.h>

#define MAX_HEADING 300

static gboolean
is_meant (const CliAccounts *self, const PostinoFoundAccount *account)
{
  for (char **word = self->words; word != NULL && *word != NULL; word++)
    if (postino_found_account_is_called (account, *word))
      return TRUE;

  return self->words == NULL;
}

static gboolean
check_word (const char *word, const GPtrArray *all)
{
  for (guint i = 0; i < all->len; i++)
    if (postino_found_account_is_called (all->pdata[i], word))
      return TRUE;

  g_autofree char *text = postino_text_fill (
    _ ("No other program here has an account for {address}."), "address", word, NULL);
  g_autofree char *safe = postino_text_make_safe (text, MAX_HEADING);
  cli_complain (safe);
  return FALSE;
}

CliStatus
cli_found_find (CliAccounts *self, GPtrArray **found)
{
  CliLoop *loop = &self->check.loop;
  CliStatus status = CLI_STATUS_OK;

  postino_import_find_async (loop->cancellable, cli_loop_take, loop);
  g_autoptr (GAsyncResult) result = cli_loop_wait (loop);
  g_autoptr (GPtrArray) all = postino_import_find_finish (result, NULL);
  *found = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_found_account_free);
  if (all == NULL)
    return CLI_STATUS_NOT_OK;

  for (guint i = 0; i < all->len; i++)
    if (is_meant (self, all->pdata[i]))
      g_ptr_array_add (*found, postino_found_account_copy (all->pdata[i]));
  for (char **word = self->words; word != NULL && *word != NULL; word++)
    if (!check_word (*word, all))
      status = CLI_STATUS_NO_SETTINGS;

  return status;
}

void
cli_found_print_heading (const PostinoFoundAccount *account)
{
  g_autofree char *program = postino_found_account_describe_program (account);
  g_autofree char *where = postino_text_fill (_ ("In {program}"), "program", program, NULL);

  cli_accounts_print_heading (account->address, account->name);
  cli_text_print (CLI_STYLE_PLAIN, 2, where);
}

static const char *
describe_password (const PostinoFoundAccount *account)
{
  if (account->in_browser)
    return _ ("It signs in with the browser.");

  return postino_found_account_keeps_password (account)
           ? _ ("Its password is in the keyring.")
           : _ ("Its password is asked for when it is tested.");
}

static void
print_in_full (const PostinoFoundAccount *account)
{
  g_autofree char *id = postino_text_fill (_ ("Id: {id}"), "id", account->id, NULL);

  cli_text_print (CLI_STYLE_PLAIN, 2, id);
  cli_text_print (CLI_STYLE_PLAIN, 2, _ ("Receiving"));
  cli_server_print (4, account->incoming);
  if (account->outgoing != NULL)
    {
      cli_text_print (CLI_STYLE_PLAIN, 2, _ ("Sending"));
      cli_server_print (4, account->outgoing);
    }
  else
    cli_text_print (CLI_STYLE_PLAIN, 2, _ ("It names no server for sending."));
  cli_text_print (CLI_STYLE_PLAIN, 2, describe_password (account));
}

static void
print_json (const GPtrArray *found)
{
  g_autoptr (JsonBuilder) builder = cli_json_accounts_new ("found");

  for (guint i = 0; i < found->len; i++)
    cli_json_found_add (builder, found->pdata[i], NULL);
  cli_json_accounts_print (builder);
}

static void
print (const CliAccounts *self, const GPtrArray *found, gboolean in_full)
{
  if (found->len == 0 && self->words == NULL)
    cli_text_print (CLI_STYLE_PLAIN, 0, _ ("No account was found in another program."));
  for (guint i = 0; i < found->len; i++)
    {
      if (i > 0)
        g_print ("\n");
      cli_found_print_heading (found->pdata[i]);
      if (in_full)
        print_in_full (found->pdata[i]);
    }
}

static CliStatus
run (CliAccounts *self, gboolean in_full)
{
  g_autoptr (GPtrArray) found = NULL;
  CliStatus status = cli_found_find (self, &found);

  if (self->check.options->json)
    print_json (found);
  else if (status != CLI_STATUS_NOT_OK)
    print (self, found, in_full);
  return status;
}

CliStatus
cli_found_list (CliAccounts *self)
{
  return run (self, FALSE);
}

CliStatus
cli_found_show (CliAccounts *self)
{
  return run (self, TRUE);
}
