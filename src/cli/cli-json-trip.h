/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli-json-private.h"

G_BEGIN_DECLS

/**
 * cli_json_add_trip:
 * @builder: an object that has begun
 * @result: a result
 *
 * Adds "round_trip": null where no message was sent or looked for.
 */
void cli_json_add_trip (JsonBuilder *builder, const CliResult *result);

G_END_DECLS
