/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * postino-cli check, from top to bottom: read what was named, find the servers,
 * ask for the password, test both servers, save, print.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-check-private.h"
#include "cli-export-private.h"
#include "cli-json.h"
#include "cli-password.h"
#include "cli-result.h"
#include "cli-round-trip.h"
#include "cli-terminal.h"
#include "cli-text.h"
#include "postino-text.h"
#include "postino-vault.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

void
cli_check_forget (CliCheck *self)
{
  for (int side = 0; side < 2; side++)
    g_clear_pointer (&self->passwords[side], postino_secret_unref);
  cli_choice_clear (&self->choice);
  cli_result_clear (&self->result);
}

void
cli_check_clear (CliCheck *self)
{
  cli_check_forget (self);
  cli_loop_clear (&self->loop);
  if (self->terminal >= 0)
    close (self->terminal);
  g_clear_object (&self->providers);
  g_clear_object (&self->trust);
  g_clear_pointer (&self->options, cli_options_free);
}

/* Everything that was named on the command line, before anything else is done. */
static gboolean
read_files (CliCheck *self, GError **error)
{
  return cli_find_read_files (self->options, &self->providers, &self->trust, error)
         && cli_password_read_files (self->options, self->passwords, error);
}

static CliStatus
print_result (CliCheck *self, CliStatus status)
{
  if (self->options->json)
    cli_json_print_result (&self->result);
  else
    {
      /* Away from the steps, or from the prompt. */
      if (cli_terminal_is_live ())
        g_print ("\n");
      cli_result_print (&self->result);
    }

  return status;
}

static CliStatus
end_with_nothing (CliCheck *self)
{
  PostinoProvider *provider = self->choice.provider;
  CliResult *result = &self->result;

  CliOnlineAccount online = result->online;
  memset (&result->online, 0, sizeof result->online);
  cli_result_clear (result);
  result->online = online;
  result->address = postino_address_copy (self->options->address);
  result->provider = provider != NULL ? postino_provider_ref (provider) : NULL;
  result->headline = cli_choice_explain_nothing (&self->choice, self->options->address);

  return print_result (self, CLI_STATUS_NO_SETTINGS);
}

static CliStatus
end_cancelled (CliCheck *self)
{
  if (self->result.headline == NULL)
    self->result.headline = g_strdup (_ ("The test was stopped"));

  return print_result (self, CLI_STATUS_NOT_OK);
}

static CliStatus
end_with_complaint (const char *text)
{
  cli_complain (text);
  return CLI_STATUS_USAGE;
}

static gboolean
choose_account (CliCheck *self)
{
  CliResult *result = &self->result;

  result->address = postino_address_copy (self->options->address);
  if (!cli_choose (&self->choice, self->providers, self->trust, self->options, &self->loop, NULL))
    return FALSE;

  if (!self->options->json)
    {
      g_autofree char *suggestion = postino_known_suggest (self->providers, self->options->address);
      cli_find_print_suggestion (suggestion);
    }
  if (self->choice.provider != NULL)
    result->provider = postino_provider_ref (self->choice.provider);
  result->source = postino_enum_to_nick (POSTINO_TYPE_SOURCE, (int) self->choice.source);
  return TRUE;
}

/* A script that has a terminal behind it is not to wait there for an answer. */
static void
confirm_hosts (CliCheck *self)
{
  PostinoAccount *account = self->choice.account;
  int terminal = isatty (STDIN_FILENO) ? self->terminal : -1;

  cli_choose_confirm (account->incoming, self->options, terminal, &self->loop);
  cli_choose_confirm (account->outgoing, self->options, terminal, &self->loop);
}

static gboolean
wants_password (const PostinoServer *server)
{
  return server->username != NULL && server->trust == POSTINO_TRUST_VOUCHED;
}

gboolean
cli_check_has_token (const CliCheck *self)
{
  PostinoSecret *secret = self->passwords[POSTINO_SIDE_INCOMING];

  return secret != NULL && postino_secret_is_token (secret);
}

/* What is known about the password comes before it is typed, not after it failed. */
static char *
make_question (const CliCheck *self)
{
  const PostinoProvider *provider = self->choice.provider;
  const char *page = postino_provider_get_link (provider, POSTINO_LINK_APP_PASSWORD);
  g_autofree char *address = postino_address_to_string (self->options->address);
  g_autofree char *question =
    postino_text_fill (_ ("Password for {address}: "), "address", address, NULL);
  GString *text = g_string_new (NULL);

  if (self->result.online.text != NULL)
    g_string_append_printf (text, "%s\n", self->result.online.text);
  if (provider != NULL && provider->note != NULL)
    g_string_append_printf (text, "%s\n", provider->note);
  if (page != NULL && provider != NULL && provider->policy == POSTINO_POLICY_APP_PASSWORD)
    g_string_append_printf (text, "%s\n", page);
  g_string_append (text, question);

  return g_string_free (text, FALSE);
}

/* %FALSE with @complaint when there is no password; without one when cancelled. */
static gboolean
get_passwords (CliCheck *self, const char **complaint)
{
  const PostinoAccount *account = self->choice.account;
  gboolean has_own = self->passwords[POSTINO_SIDE_OUTGOING] != NULL;
  gboolean wanted =
    wants_password (account->incoming) || (wants_password (account->outgoing) && !has_own);

  if (wanted && self->passwords[POSTINO_SIDE_INCOMING] == NULL)
    {
      g_autofree char *question = make_question (self);

      *complaint = _ ("There is no terminal to ask for the password. Use --password-file.");
      if (self->terminal < 0)
        {
          if (self->result.online.text != NULL)
            cli_complain (self->result.online.text);
          return FALSE;
        }
      self->passwords[POSTINO_SIDE_INCOMING] =
        cli_terminal_ask_secret (self->terminal, question, &self->loop);
      *complaint =
        g_cancellable_is_cancelled (self->loop.cancellable) ? NULL : _ ("No password was typed.");
      if (self->passwords[POSTINO_SIDE_INCOMING] == NULL)
        return FALSE;
    }
  if (!has_own && self->passwords[POSTINO_SIDE_INCOMING] != NULL)
    self->passwords[POSTINO_SIDE_OUTGOING] =
      postino_secret_ref (self->passwords[POSTINO_SIDE_INCOMING]);

  return TRUE;
}

static void
say (const CliCheck *self, const char *text)
{
  if (self->options->json)
    return;

  g_print ("\n");
  cli_text_print (CLI_STYLE_PLAIN, 0, text);
}

CliStatus
cli_check_save (CliCheck *self)
{
  g_autoptr (GError) error = NULL;

  postino_vault_save_async (self->choice.account, NULL, self->passwords[0], self->passwords[1],
                            self->loop.cancellable, cli_loop_take, &self->loop);
  g_autoptr (GAsyncResult) result = cli_loop_wait (&self->loop);
  g_autofree char *id = postino_vault_save_finish (result, &error);
  if (id != NULL)
    {
      cli_check_record (&self->result, id);
      say (self, _ ("Your account is in the keyring."));
      cli_export_refresh (&self->loop, self->choice.account, self->passwords,
                          self->options->ca_file, self->options->json);
      return CLI_STATUS_OK;
    }

  cli_complain (error->message);
  return CLI_STATUS_NOT_OK;
}

static gboolean
is_ready (const CliCheck *self)
{
  return g_strcmp0 (self->result.verdict, "ready") == 0;
}

/* Never by itself, and only where both servers work. JSON is printed when all is over. */
static CliStatus
make_round_trip (CliCheck *self)
{
  const PostinoTrip *trip;

  if (!self->options->round_trip || !is_ready (self))
    return print_result (self, is_ready (self) ? CLI_STATUS_OK : CLI_STATUS_NOT_OK);

  if (!self->options->json)
    print_result (self, CLI_STATUS_OK);
  cli_round_trip_run (self);
  if (self->options->json)
    print_result (self, CLI_STATUS_OK);
  else
    cli_round_trip_print (&self->result);

  trip = self->result.trip;
  return trip != NULL && postino_trip_has_arrived (trip) ? CLI_STATUS_OK : CLI_STATUS_NOT_OK;
}

static CliStatus
end_with_result (CliCheck *self)
{
  CliStatus status, saved;

  if (cli_result_is_missing (&self->result))
    return end_with_nothing (self);

  status = make_round_trip (self);
  if (self->options->round_trip && !is_ready (self))
    say (self, _ ("No message was sent: that is done when both servers work."));
  if (!self->options->save)
    return status;
  if (!is_ready (self))
    {
      say (self, _ ("Nothing was saved: that is done when both servers work."));
      return CLI_STATUS_NOT_OK;
    }

  saved = cli_check_save (self);
  return status != CLI_STATUS_OK ? status : saved;
}

CliStatus
cli_check (int argc, char **argv)
{
  g_auto (CliCheck) self = {.terminal = cli_terminal_open ()};
  g_autoptr (GError) error = NULL;
  const char *complaint = NULL;
  CliStatus status = CLI_STATUS_OK;

  self.options = cli_options_parse (argc, argv, &status);
  if (self.options == NULL)
    return status;
  /* Before signals are caught: reading standard input may take for ever. */
  if (!read_files (&self, &error))
    return end_with_complaint (error->message);
  cli_loop_init (&self.loop);
  if (!choose_account (&self) || !cli_check_sign_in (&self))
    return end_cancelled (&self);
  if (self.choice.account == NULL)
    return end_with_nothing (&self);
  if (!cli_options_check_cleartext (self.options, self.choice.account->incoming,
                                    self.choice.account->outgoing, &error))
    return end_with_complaint (error->message);

  if (!cli_check_has_token (&self) && cli_result_foresee (&self.result, self.choice.account))
    return end_with_result (&self);

  confirm_hosts (&self);
  if (!get_passwords (&self, &complaint))
    return complaint != NULL ? end_with_complaint (complaint) : end_cancelled (&self);
  if (!cli_check_run (&self))
    return end_cancelled (&self);

  return end_with_result (&self);
}
