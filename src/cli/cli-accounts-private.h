/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One run of "accounts", for its files.
 */
#pragma once

#include "cli-check-private.h"
#include "postino-history.h"
#include "postino-import.h"
#include "postino-saved-account.h"

G_BEGIN_DECLS

/**
 * CliOutcome:
 * @CLI_OUTCOME_GOOD: both servers work
 * @CLI_OUTCOME_BAD: one does not, or could not be tested
 * @CLI_OUTCOME_STOPPED: nothing more is to be tested
 *
 * How the test of one account ended.
 */
typedef enum
{
  CLI_OUTCOME_GOOD,
  CLI_OUTCOME_BAD,
  CLI_OUTCOME_STOPPED,
} CliOutcome;

/**
 * CliAccounts:
 * @check: the options, and the test that each account is put to in turn
 * @words: what was asked for: addresses or ids; none for all accounts
 * @yes: whether to remove without asking
 * @found: (element-type PostinoSavedAccount): the accounts that are meant
 * @history: what their last tests said
 * @elsewhere: whether the accounts of other programs are meant
 * @save: whether those of them that work are to be saved
 * @given: the password of --password-file, as the first
 */
typedef struct
{
  CliCheck check;
  char **words;
  gboolean yes;
  GPtrArray *found;
  PostinoHistory *history;
  gboolean elsewhere;
  gboolean save;
  PostinoSecret *given[2];
} CliAccounts;

void cli_accounts_clear (CliAccounts *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliAccounts, cli_accounts_clear)

/**
 * cli_accounts_find:
 * @self: a run
 * @unlock: whether a person may be asked to unlock the keyring
 * @complete: (out): whether each word means an account; which one does not is said on
 *   standard error
 * @error: #PostinoVaultError, or %G_IO_ERROR_CANCELLED
 *
 * Fills in the saved accounts that are meant.
 *
 * Returns: %FALSE on an error
 */
gboolean cli_accounts_find (CliAccounts *self, gboolean unlock, gboolean *complete, GError **error);

/**
 * cli_accounts_choose:
 * @check: a run without an account
 * @account: (transfer full): an account
 *
 * Fills in what "check" knows of an account that it has found by itself.
 */
void cli_accounts_choose (CliCheck *check, PostinoAccount *account);

/**
 * cli_accounts_test:
 * @self: a run with the accounts that were found
 *
 * Tests one after the other with what the keyring holds, and prints what comes out.
 */
CliStatus cli_accounts_test (CliAccounts *self);

/**
 * cli_accounts_forget:
 * @self: a run with the account that was found
 *
 * Removes it from the keyring, with what was handed on of it.
 */
CliStatus cli_accounts_forget (CliAccounts *self);

/**
 * cli_accounts_print_json:
 * @self: a run with the accounts that were found
 *
 * Prints them for a program.
 */
void cli_accounts_print_json (const CliAccounts *self);

/**
 * cli_found_find:
 * @self: a run
 * @found: (out) (transfer full): the accounts of other programs that are meant
 *
 * Says on standard error which word means none.
 *
 * Returns: %CLI_STATUS_OK, or how to end once what was found is printed
 */
CliStatus cli_found_find (CliAccounts *self, GPtrArray **found);

/* The same of what other programs have; each finds the accounts itself. */
CliStatus cli_found_list (CliAccounts *self);
CliStatus cli_found_show (CliAccounts *self);

/**
 * cli_found_print_heading:
 * @account: an account of another program
 *
 * Prints the address with the name, and the program.
 */
void cli_found_print_heading (const PostinoFoundAccount *account);

/**
 * cli_found_test:
 * @self: a run
 *
 * Tests what other programs have, with the passwords that they keep where others may have
 * them, else with what is asked for.
 */
CliStatus cli_found_test (CliAccounts *self);

/**
 * cli_accounts_print:
 * @self: a run with the accounts that were found
 * @in_full: whether to print the settings as well
 *
 * Prints each account with its last result.
 */
void cli_accounts_print (const CliAccounts *self, gboolean in_full);

/**
 * cli_accounts_get_none:
 *
 * Returns: (transfer none): what to say where no account is saved, translated
 */
const char *cli_accounts_get_none (void);

/**
 * cli_accounts_print_heading:
 * @address: the address of an account
 * @name: (nullable): the name that others see
 *
 * Prints the address, and the name where there is one.
 */
void cli_accounts_print_heading (const PostinoAddress *address, const char *name);

G_END_DECLS
