/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A round trip for somebody who knows mail, and for the report.
 */
#pragma once

#include "postino-check-result.h"
#include "postino-trip.h"

G_BEGIN_DECLS

/**
 * postino_trip_list_facts:
 * @self: a trip
 * @codes: whether what sentences say elsewhere is among it, in the words of docs/cli.md
 *
 * Returns: (transfer full) (array zero-terminated=1): lines "Name: value", safe to show
 */
char **postino_trip_list_facts (const PostinoTrip *self, gboolean codes);

/**
 * postino_trip_report_text:
 * @works: the test before
 * @self: (nullable): what became of the message, %NULL where none was sent
 * @show_local_part: whether the address (and user names) stand in full
 *
 * postino_report_text(), and a section about the message behind it.
 *
 * Returns: (transfer full): the text
 */
char *postino_trip_report_text (const PostinoCheckResult *works,
                                const PostinoTrip *self,
                                gboolean show_local_part);

G_END_DECLS
