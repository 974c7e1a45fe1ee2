/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The round trip of "check --round-trip": run, shown on the way, and printed.
 */
#pragma once

#include "cli-check-private.h"

G_BEGIN_DECLS

/**
 * cli_round_trip_run:
 * @self: a run whose servers both work
 *
 * Sends a message, or looks for the one of --look-again, and fills the result in.
 *
 * Returns: %FALSE when it was stopped
 */
gboolean cli_round_trip_run (CliCheck *self);

/**
 * cli_round_trip_print:
 * @result: a result with a round trip
 *
 * Prints it on standard output, as a person reads it.
 */
void cli_round_trip_print (const CliResult *result);

G_END_DECLS
