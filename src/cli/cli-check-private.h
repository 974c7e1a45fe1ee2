/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One run of "check", for its two files: what comes before and after the test, and
 * the test.
 */
#pragma once

#include "cli-choose.h"
#include "cli-result.h"

G_BEGIN_DECLS

typedef struct
{
  CliOptions *options;
  CliLoop loop;
  int terminal;
  PostinoProviders *providers;
  GTlsDatabase *trust;
  PostinoSecret *passwords[2];
  CliChoice choice;
  CliResult result;
  PostinoStage stages[2];       /* how far each side has come */
  PostinoProtocol protocols[2]; /* what each side speaks just now */
  int shown_trip;               /* the last state of the round trip that was shown */
} CliCheck;

/**
 * cli_check_forget:
 * @self: a run
 *
 * Lets go of the account, its passwords and the result: another account may follow.
 */
void cli_check_forget (CliCheck *self);

void cli_check_clear (CliCheck *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliCheck, cli_check_clear)

/**
 * cli_check_sign_in:
 * @self: a run with the servers that were chosen, if any
 *
 * Where no password was given, and GNOME Online Accounts has the address with a sign-in in
 * the browser: takes its access token, and the servers that it names where none were typed.
 * A server of somebody else's that was typed gets no such token.
 *
 * Returns: %FALSE when it was stopped
 */
gboolean cli_check_sign_in (CliCheck *self);

/**
 * cli_check_has_token:
 * @self: a run
 *
 * Returns: whether it signs in with an access token
 */
gboolean cli_check_has_token (const CliCheck *self);

/**
 * cli_check_save:
 * @self: a run whose servers both work
 *
 * Keeps the account in the keyring, and hands it on again to who has it.
 */
CliStatus cli_check_save (CliCheck *self);

/**
 * cli_check_make:
 * @choice: an account and what was found for it
 * @options: the options
 * @trust: (nullable): authorities to trust; %NULL for the system's
 * @passwords: (array fixed-size=2): its passwords
 *
 * Returns: (transfer full): its test, not started
 */
PostinoCheck *cli_check_make (const CliChoice *choice,
                              const CliOptions *options,
                              GTlsDatabase *trust,
                              PostinoSecret *const passwords[2]);

/**
 * cli_check_run:
 * @self: a run with an account and its passwords
 *
 * Tests both servers and fills the result in. What has worked is the account from
 * here on, and what it worked with the passwords.
 *
 * Returns: %FALSE when it was stopped
 */
gboolean cli_check_run (CliCheck *self);

/**
 * cli_check_record:
 * @result: what came out of a test; it gets the changes
 * @id: the saved account that was tested
 *
 * Finds out what has changed since they last worked, and remembers how both servers are.
 * Says on standard error when that cannot be done.
 */
void cli_check_record (CliResult *result, const char *id);

G_END_DECLS
