/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The outcome of "check" in whatever way it ended: both servers tested, stopped
 * on the way, or nothing found to test. What is printed is made from this.
 */
#pragma once

#include "postino-check.h"
#include "postino-goa-sign-in.h"
#include "postino-round-trip.h"

G_BEGIN_DECLS

/**
 * CliOnlineAccount:
 * @provider: what a person calls the provider
 * @state: what became of its sign-in: "used", "needs-attention", "mail-off", "no-answer" or
 *   "refused"
 * @text: the same in a sentence
 *
 * The account of GNOME Online Accounts that has the address.
 */
typedef struct
{
  char *provider;
  const char *state;
  char *text;
} CliOnlineAccount;

/**
 * CliResult:
 * @address: the address
 * @provider: (nullable): its provider
 * @source: (nullable): where the settings come from, as a nick
 * @verdict: (nullable): the verdict's nick; %NULL when there is none
 * @headline: one sentence over both
 * @reports: (nullable): the evidence, by #PostinoSide
 * @diagnoses: (nullable): what it means, by #PostinoSide
 * @attempts: (nullable) (element-type PostinoAttempt): what was tried beside it
 * @mended: (nullable): what is different from what was asked for
 * @trip: (nullable): what became of the message of the round trip
 * @letter: (nullable): what was sent, to look for it again
 * @changes: (nullable) (element-type PostinoChange): what has changed since it last worked,
 *   by #PostinoSide, where a saved account was tested
 * @online: whose sign-in it was tested with; without a provider when there is none
 */
typedef struct
{
  PostinoAddress *address;
  PostinoProvider *provider;
  const char *source;
  const char *verdict;
  char *headline;
  PostinoReport *reports[2];
  PostinoDiagnosis *diagnoses[2];
  GPtrArray *attempts[2];
  char *mended[2];
  PostinoTrip *trip;
  PostinoLetter *letter;
  GPtrArray *changes[2];
  CliOnlineAccount online;
} CliResult;

void cli_result_clear (CliResult *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliResult, cli_result_clear)

/**
 * cli_result_foresee:
 * @self: a result with its address and provider
 * @account: what would be tested with a password
 *
 * Where no password can work, none need be asked for: fills in what is so already.
 *
 * Returns: whether there is nothing to test
 */
gboolean cli_result_foresee (CliResult *self, const PostinoAccount *account);

/**
 * cli_result_take:
 * @self: a result with its address and provider
 * @checked: what came out of the test
 *
 * Fills in what is so.
 */
void cli_result_take (CliResult *self, const PostinoCheckResult *checked);

/**
 * cli_result_is_missing:
 * @self: a result of two servers
 *
 * Returns: whether both are guesses whose names do not exist: nothing was found
 */
gboolean cli_result_is_missing (const CliResult *self);

/**
 * cli_result_print:
 * @self: a result
 *
 * Prints it on standard output, as a person reads it.
 */
void cli_result_print (const CliResult *self);

/**
 * cli_result_print_diagnosis:
 * @diagnosis: what a reply means
 *
 * Prints it on standard output, for a person.
 */
void cli_result_print_diagnosis (const PostinoDiagnosis *diagnosis);

G_END_DECLS
