/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The help of the commands that read their options with a GOptionContext: what GLib
 * prints fits neither the height nor the width of a terminal.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cli_help_parse:
 * @context: the command's options, with a summary, and examples as the description
 * @argc: (inout): the number of @argv
 * @argv: (inout): the command's name, its options and other words
 * @error: gets an error of %G_OPTION_ERROR
 *
 * Reads the options as g_option_context_parse() does. With --help it prints no more than
 * 24 lines of 80 columns, and ends the program. An option without a description is for
 * experts: only --help-all lists it, for whoever completes command lines.
 *
 * Returns: whether the options were read
 */
gboolean cli_help_parse (GOptionContext *context, int *argc, char ***argv, GError **error);

G_END_DECLS
