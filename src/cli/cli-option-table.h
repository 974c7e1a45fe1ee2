/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The options that there are: one table, from which they are read and their help
 * is printed.
 */
#pragma once

#include "cli-options.h"

G_BEGIN_DECLS

/**
 * cli_option_table_make_entries:
 * @command: "check" or "settings"
 * @options: where the values go
 *
 * Returns: (transfer full) (element-type GOptionEntry): the entries, ended by zeros
 */
GArray *cli_option_table_make_entries (const char *command, CliOptions *options);

/**
 * cli_option_table_refuse_passwords:
 * @context: a context with options
 *
 * A password as an option is refused, and not repeated in the message.
 */
void cli_option_table_refuse_passwords (GOptionContext *context);

/**
 * cli_option_table_make_help:
 * @command: "check" or "settings"
 * @all: whether options for experts are listed as well
 *
 * No more than 24 lines of 80 columns, unless it is about all options.
 *
 * Returns: (transfer full): the help
 */
char *cli_option_table_make_help (const char *command, gboolean all);

G_END_DECLS
