/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One run of "export", for its files.
 */
#pragma once

#include "cli-command.h"
#include "cli-loop.h"
#include "postino-handover.h"

G_BEGIN_DECLS

/**
 * CliExport:
 * @target: where the account goes
 * @account: the account, once it is found
 * @address: whose account it is
 * @id: (nullable): the saved account's id; %NULL where the servers were typed
 * @terminal: from cli_terminal_open()
 *
 * The other members are the options of docs/cli.md as they were given.
 */
typedef struct
{
  CliLoop loop;
  int terminal;
  const PostinoTarget *target;
  PostinoAccount *account;
  PostinoAddress *address;
  char *id;
  char *word;
  char *format;
  char *output;
  char *ca_file;
  char *name;
  char *incoming;
  char *outgoing;
  gboolean list;
  gboolean undo;
  gboolean dry_run;
  gboolean yes;
} CliExport;

/**
 * cli_export_find:
 * @self: a run
 * @status: (out): how to end where there is none
 *
 * Takes the servers that were typed, or the account that the keyring holds.
 *
 * Returns: whether there is an account
 */
gboolean cli_export_find (CliExport *self, CliStatus *status);

/**
 * cli_export_run:
 * @self: a run with an account
 *
 * Prints the document, or shows what would change and, if that is wanted, changes it.
 */
CliStatus cli_export_run (CliExport *self);

/**
 * cli_export_undo:
 * @self: a run
 *
 * Takes back what was handed on.
 */
CliStatus cli_export_undo (CliExport *self);

/**
 * cli_export_take_back:
 * @loop: to wait with
 * @address: whose account is no longer saved
 * @quiet: whether to say on standard error alone what could not be taken back
 *
 * Takes back what was handed on to every target.
 */
void cli_export_take_back (CliLoop *loop, const PostinoAddress *address, gboolean quiet);

/**
 * cli_export_refresh:
 * @loop: to wait with
 * @account: an account that was saved again
 * @passwords: its passwords
 * @ca_file: (nullable): as for --ca-file
 * @quiet: whether to say on standard error alone what could not be done
 *
 * Hands it on again to every target that has it.
 */
void cli_export_refresh (CliLoop *loop,
                         const PostinoAccount *account,
                         PostinoSecret *const passwords[2],
                         const char *ca_file,
                         gboolean quiet);

/**
 * cli_export_list:
 * @self: a run
 *
 * Prints the targets, and where @address is given, which of them have it.
 */
CliStatus cli_export_list (const CliExport *self);

G_END_DECLS
