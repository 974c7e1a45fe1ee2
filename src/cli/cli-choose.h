/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which two servers "check" tests: those that were typed, and the best of those
 * that were found.
 */
#pragma once

#include "cli-find.h"
#include "postino-account.h"

G_BEGIN_DECLS

/**
 * CliChoice:
 * @account: the account with both servers; %NULL when one was not found
 * @provider: (nullable): the provider
 * @found: (nullable) (element-type PostinoServer): all that was found, by #PostinoSide
 * @source: where the settings come from: "manual" as soon as one side was typed
 * @reason: (nullable): why there are none, a sentence
 * @web_ahead: what #PostinoSettings has of that name
 */
typedef struct
{
  PostinoAccount *account;
  PostinoProvider *provider;
  GPtrArray *found[2];
  PostinoSource source;
  char *reason;
  GTimeSpan web_ahead;
} CliChoice;

void cli_choice_clear (CliChoice *self);

/**
 * cli_choose:
 * @self: (out): the choice
 * @providers: what is known beforehand
 * @trust: (nullable): authorities to trust; %NULL for the system's
 * @options: the options
 * @loop: cancels the search
 * @error: %G_IO_ERROR_CANCELLED, and nothing else
 *
 * Nothing is looked for when both servers were typed.
 *
 * Returns: %FALSE when it was cancelled
 */
gboolean cli_choose (CliChoice *self,
                     PostinoProviders *providers,
                     GTlsDatabase *trust,
                     const CliOptions *options,
                     CliLoop *loop,
                     GError **error);

/**
 * cli_choose_from:
 * @self: (out): the choice
 * @providers: what is known beforehand
 * @options: the options
 * @settings: (nullable): what was found, with the user names of @options
 * @reason: (nullable): why nothing was found, a sentence
 *
 * The same where somebody else has looked for the settings.
 */
void cli_choose_from (CliChoice *self,
                      PostinoProviders *providers,
                      const CliOptions *options,
                      const PostinoSettings *settings,
                      const char *reason);

/**
 * cli_choice_explain_nothing:
 * @self: a choice without an account
 * @address: whose servers were looked for
 *
 * Returns: (transfer full): why there is nothing to test, a sentence
 */
char *cli_choice_explain_nothing (const CliChoice *self, const PostinoAddress *address);

/**
 * cli_choose_confirm:
 * @server: a server that nothing vouches for
 * @options: the options
 * @terminal: the terminal to ask on, or -1
 * @loop: cancels the waiting
 *
 * Vouches for @server when --confirm-host names it, or the person says so.
 */
void
cli_choose_confirm (PostinoServer *server, const CliOptions *options, int terminal, CliLoop *loop);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliChoice, cli_choice_clear)

G_END_DECLS
