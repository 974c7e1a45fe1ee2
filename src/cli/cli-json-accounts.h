/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The saved accounts, for a program: data/accounts.schema.json. They are added one by
 * one, since a test of many takes its time.
 */
#pragma once

#include "cli-result.h"
#include "postino-found-account.h"
#include "postino-history.h"
#include "postino-saved-account.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * cli_json_accounts_new:
 * @name: the key of the list: "accounts", or "found" for those of other programs
 *
 * Returns: (transfer full): a builder without an account
 */
JsonBuilder *cli_json_accounts_new (const char *name);

/**
 * cli_json_accounts_add_server:
 * @builder: a builder inside of an account
 * @name: the key
 * @server: (nullable): a server
 */
void
cli_json_accounts_add_server (JsonBuilder *builder, const char *name, const PostinoServer *server);

/**
 * cli_json_accounts_end:
 * @builder: a builder inside of an account
 * @result: (nullable): what the test said that was just made
 *
 * Ends the account with its result.
 */
void cli_json_accounts_end (JsonBuilder *builder, const CliResult *result);

/**
 * cli_json_found_add:
 * @builder: from cli_json_accounts_new()
 * @account: an account of another program
 * @result: (nullable): what the test said that was just made
 */
void cli_json_found_add (JsonBuilder *builder,
                         const PostinoFoundAccount *account,
                         const CliResult *result);

/**
 * cli_json_accounts_add:
 * @builder: from cli_json_accounts_new()
 * @account: an account
 * @history: what the last tests said
 * @result: (nullable): what the test said that was just made
 */
void cli_json_accounts_add (JsonBuilder *builder,
                            const PostinoSavedAccount *account,
                            const PostinoHistory *history,
                            const CliResult *result);

/**
 * cli_json_accounts_print:
 * @builder: from cli_json_accounts_new()
 *
 * Prints all that was added on standard output.
 */
void cli_json_accounts_print (JsonBuilder *builder);

G_END_DECLS
