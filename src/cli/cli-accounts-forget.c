/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * postino-cli accounts forget: one account, with what was handed on of it.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-accounts-private.h"
#include "cli-export-private.h"
#include "cli-terminal.h"
#include "cli-text.h"
#include "postino-text.h"
#include "postino-vault.h"

#include <glib/gi18n.h>
#include <unistd.h>

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

CliStatus
cli_accounts_forget (CliAccounts *self)
{
  if (self->found->len > 1)
    return complain_about_several (self);
  if (self->found->len == 0)
    {
      if (self->check.options->json)
        cli_accounts_print_json (self);
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
    cli_accounts_print_json (self);
  else
    {
      g_autofree char *text =
        postino_text_fill (_ ("{address} is no longer in the keyring."), "address", address, NULL);
      cli_text_print (CLI_STYLE_PLAIN, 0, text);
    }
  return CLI_STATUS_OK;
}
