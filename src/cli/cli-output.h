/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Standard output, which somebody may have closed, or filled.
 */
#pragma once

#include "cli-command.h"

G_BEGIN_DECLS

/**
 * cli_output_prepare:
 *
 * Sees to it that standard input, output and error are there, before any other file is
 * opened: where one was closed, the next file would take its place, and what is printed
 * would go into a file, or to a server. To write to one that was closed does not work.
 */
void cli_output_prepare (void);

/**
 * cli_output_finish:
 * @status: how the command has ended
 *
 * To be called when all is printed. Says so on standard error when not all of it could be
 * written; where nobody reads any more, ends the program by SIGPIPE, as it would have ended
 * had no library taken the signal's effect away.
 *
 * Returns: @status, or %CLI_STATUS_USAGE when what was printed is not whole
 */
CliStatus cli_output_finish (CliStatus status);

G_END_DECLS
