/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command line of "batch": what holds for all accounts, and how they are tested.
 */
#pragma once

#include "cli-options.h"

G_BEGIN_DECLS

/**
 * CliBatchOptions:
 * @account: what holds for all accounts; its @password_file is the folder of the files
 *   that lines name
 * @input: (nullable): the list; %NULL for standard input
 * @resume: (nullable): the answers so far, and where the others go
 * @summary: (nullable): where the summary goes, as JSON
 * @csv: whether the list is CSV
 * @jobs: how many accounts are tested at once
 * @workers: how many processes do it
 * @connections: how many connections a server has at once
 * @sign_ins: how many sign-ins a server has in a minute; 0 for no limit
 * @back_off: the first pause for a server that says it is too much, in seconds
 * @worker: whether this is one of the processes
 * @words: what was on the command line, for the processes
 */
typedef struct
{
  CliOptions *account;
  char *input;
  char *resume;
  char *summary;
  gboolean csv;
  int jobs;
  int workers;
  int connections;
  int sign_ins;
  int back_off;
  gboolean worker;
  char **words;
} CliBatchOptions;

/**
 * cli_batch_options_parse:
 * @argc: the number of @argv
 * @argv: the command's name, its options and the list
 * @error: a sentence
 *
 * Returns: (transfer full) (nullable): the options
 */
CliBatchOptions *cli_batch_options_parse (int argc, char **argv, GError **error);
void cli_batch_options_free (CliBatchOptions *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliBatchOptions, cli_batch_options_free)

G_END_DECLS
