/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The subcommands, and how every one of them ends (docs/cli.md).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CliStatus:
 * @CLI_STATUS_OK: both servers work, or what was asked for is printed
 * @CLI_STATUS_NOT_OK: at least one server does not work
 * @CLI_STATUS_USAGE: wrong usage, or something that was named cannot be read
 * @CLI_STATUS_NO_SETTINGS: no settings were found
 *
 * The exit status.
 */
typedef enum
{
  CLI_STATUS_OK = 0,
  CLI_STATUS_NOT_OK = 1,
  CLI_STATUS_USAGE = 2,
  CLI_STATUS_NO_SETTINGS = 3,
} CliStatus;

/**
 * cli_check:
 * @argc: the number of @argv
 * @argv: the command's name, its options and the address
 *
 * postino-cli check.
 */
CliStatus cli_check (int argc, char **argv);

/**
 * cli_settings:
 * @argc: the number of @argv
 * @argv: the command's name, its options and the address
 *
 * postino-cli settings.
 */
CliStatus cli_settings (int argc, char **argv);

/**
 * cli_explain:
 * @argc: the number of @argv
 * @argv: the command's name and its options
 *
 * postino-cli explain.
 */
CliStatus cli_explain (int argc, char **argv);

/**
 * cli_accounts:
 * @argc: the number of @argv
 * @argv: the command's name, what to do with the accounts, its options and the addresses
 *
 * postino-cli accounts.
 */
CliStatus cli_accounts (int argc, char **argv);

/**
 * cli_export:
 * @argc: the number of @argv
 * @argv: the command's name, its options and the address
 *
 * postino-cli export.
 */
CliStatus cli_export (int argc, char **argv);

/**
 * cli_batch:
 * @argc: the number of @argv
 * @argv: the command's name, its options and the list
 *
 * postino-cli batch.
 */
CliStatus cli_batch (int argc, char **argv);

/**
 * cli_watch:
 * @argc: the number of @argv
 * @argv: the command's name, its options and the addresses
 *
 * postino-cli watch.
 */
CliStatus cli_watch (int argc, char **argv);

/**
 * cli_complain:
 * @text: what is wrong, a sentence
 *
 * Prints @text on standard error, with the program's name before it.
 */
void cli_complain (const char *text);

G_END_DECLS
