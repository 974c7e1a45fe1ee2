/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The saved accounts as a person reads them.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-accounts-private.h"
#include "cli-server.h"
#include "cli-text.h"
#include "postino-text.h"

#include <glib/gi18n.h>

#define MAX_HEADING 300

const char *
cli_accounts_get_none (void)
{
  return _ ("No account is saved yet. “postino-cli check --save ADDRESS” saves one.");
}

void
cli_accounts_print_heading (const PostinoAddress *address, const char *name)
{
  g_autofree char *spelled = postino_address_to_string (address);
  g_autofree char *text =
    name != NULL ? g_strdup_printf ("%s · %s", spelled, name) : g_strdup (spelled);
  g_autofree char *safe = postino_text_make_safe (text, MAX_HEADING);

  cli_text_print (CLI_STYLE_BOLD, 0, safe);
}

static gboolean
has_twin (const CliAccounts *self, const PostinoSavedAccount *account)
{
  g_autofree char *address = postino_address_to_string (account->address);

  for (guint i = 0; i < self->found->len; i++)
    if (self->found->pdata[i] != account
        && postino_saved_account_is_called (self->found->pdata[i], address))
      return TRUE;

  return FALSE;
}

static void
print_id (const PostinoSavedAccount *account)
{
  g_autofree char *text = postino_text_fill (
    /* Translators: what tells this account from another one of the same address. */
    _ ("Id: {id}"), "id", account->id, NULL);

  cli_text_print (CLI_STYLE_PLAIN, 2, text);
}

static void
print_side (PostinoCause cause, const char *text)
{
  cli_text_print (cause == POSTINO_CAUSE_OK ? CLI_STYLE_GOOD : CLI_STYLE_BAD, 2, text);
}

static void
print_last (const CliAccounts *self, const PostinoSavedAccount *account)
{
  g_autoptr (PostinoProvider) provider =
    postino_providers_lookup_domain (self->check.providers, account->address->domain_ascii);
  const PostinoContext context = {.address = account->address, .provider = provider};
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  PostinoLastResult last;

  if (!postino_history_look_up (self->history, account->id, &last))
    {
      cli_text_print (CLI_STYLE_PLAIN, 2, _ ("Not tested yet."));
      return;
    }

  g_autofree char *incoming =
    account->incoming != NULL
      ? postino_last_result_describe_incoming (&last, account->incoming, &context)
      : NULL;
  g_autofree char *outgoing =
    account->outgoing != NULL
      ? postino_last_result_describe_outgoing (&last, account->outgoing, &context)
      : NULL;
  g_autofree char *time = postino_last_result_describe_time (&last, now);
  print_side (last.incoming, incoming);
  print_side (last.outgoing, outgoing);
  cli_text_print (CLI_STYLE_PLAIN, 2, time);
}

static void
print_settings (const char *title, const char *missing, const PostinoServer *server)
{
  if (server == NULL)
    {
      cli_text_print (CLI_STYLE_PLAIN, 2, missing);
      return;
    }

  cli_text_print (CLI_STYLE_PLAIN, 2, title);
  cli_server_print (4, server);
}

static void
print_account (const CliAccounts *self, const PostinoSavedAccount *account, gboolean in_full)
{
  cli_accounts_print_heading (account->address, account->name);
  if (in_full || has_twin (self, account))
    print_id (account);
  if (in_full)
    {
      print_settings (_ ("Receiving"), _ ("The settings for receiving are not in the keyring."),
                      account->incoming);
      print_settings (_ ("Sending"), _ ("The settings for sending are not in the keyring."),
                      account->outgoing);
    }
  print_last (self, account);
}

void
cli_accounts_print (const CliAccounts *self, gboolean in_full)
{
  if (self->found->len == 0 && self->words == NULL)
    cli_text_print (CLI_STYLE_PLAIN, 0, cli_accounts_get_none ());
  for (guint i = 0; i < self->found->len; i++)
    {
      if (i > 0)
        g_print ("\n");
      print_account (self, self->found->pdata[i], in_full);
    }
}
