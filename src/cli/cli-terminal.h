/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The terminal in front of the person: what is asked there, and how wide and how
 * colourful it is. Questions go to the terminal itself, wherever standard input
 * and output lead.
 */
#pragma once

#include "cli-loop.h"
#include "postino-secret.h"

G_BEGIN_DECLS

/**
 * cli_terminal_open:
 *
 * Returns: a file descriptor of the terminal, or -1 when there is none
 */
int cli_terminal_open (void);

/**
 * cli_terminal_ask_secret:
 * @terminal: from cli_terminal_open()
 * @question: what is asked for, with a space at its end
 * @loop: cancels the waiting
 *
 * What is typed is not shown. The terminal is put back as it was, also when
 * the program is told to stop.
 *
 * Returns: (transfer full) (nullable): what was typed; %NULL for nothing, or when cancelled
 */
PostinoSecret *cli_terminal_ask_secret (int terminal, const char *question, CliLoop *loop);

/**
 * cli_terminal_confirm:
 * @terminal: from cli_terminal_open()
 * @question: a question, with a space at its end
 * @loop: cancels the waiting
 *
 * Returns: whether the answer was yes
 */
gboolean cli_terminal_confirm (int terminal, const char *question, CliLoop *loop);

/**
 * cli_terminal_is_live:
 *
 * Returns: whether standard output is a terminal that somebody looks at
 */
gboolean cli_terminal_is_live (void);

/**
 * cli_terminal_has_colours:
 *
 * Returns: whether standard output shows colours, and NO_COLOR does not forbid them
 */
gboolean cli_terminal_has_colours (void);

/**
 * cli_terminal_get_columns:
 *
 * Returns: the width of standard output, or 0 when lines need no end
 */
guint cli_terminal_get_columns (void);

G_END_DECLS
