/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a program reads: the JSON of docs/cli.md, whose schemas are in data/.
 */
#pragma once

#include "cli-result.h"
#include "postino-explain.h"
#include "postino-settings.h"

G_BEGIN_DECLS

/**
 * cli_json_print_result:
 * @result: the outcome of a check
 *
 * Prints it on standard output.
 */
void cli_json_print_result (const CliResult *result);

/**
 * cli_json_print_explanation:
 * @explanation: what a text means
 *
 * Prints it on standard output.
 */
void cli_json_print_explanation (const PostinoExplanation *explanation);

/**
 * cli_json_print_settings:
 * @address: the address
 * @settings: (nullable): what was found for it
 * @suggestion: (nullable): the corrected address when the domain looks mistyped
 *
 * Prints it on standard output.
 */
void cli_json_print_settings (const PostinoAddress *address,
                              const PostinoSettings *settings,
                              const char *suggestion);

G_END_DECLS
