/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One run of "accounts", for its files.
 */
#pragma once

#include "cli-check-private.h"
#include "postino-history.h"
#include "postino-saved-account.h"

G_BEGIN_DECLS

/**
 * CliAccounts:
 * @check: the options, and the test that each account is put to in turn
 * @words: what was asked for: addresses or ids; none for all accounts
 * @yes: whether to remove without asking
 * @found: (element-type PostinoSavedAccount): the accounts that are meant
 * @history: what their last tests said
 */
typedef struct
{
  CliCheck check;
  char **words;
  gboolean yes;
  GPtrArray *found;
  PostinoHistory *history;
} CliAccounts;

/**
 * cli_accounts_test:
 * @self: a run with the accounts that were found
 *
 * Tests one after the other with what the keyring holds, and prints what comes out.
 */
CliStatus cli_accounts_test (CliAccounts *self);

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
 * @account: an account
 *
 * Prints the address, and the name where there is one.
 */
void cli_accounts_print_heading (const PostinoSavedAccount *account);

G_END_DECLS
