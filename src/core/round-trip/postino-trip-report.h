/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A round trip for somebody who knows mail, and for the report.
 */
#pragma once

#include "postino-check-result.h"
#include "postino-trip.h"

G_BEGIN_DECLS

/**
 * postino_trip_describe_facts:
 * @works: the test before
 * @self: a trip
 *
 * Returns: (transfer full): lines "Name: value", safe to show, with all names in full
 */
char *postino_trip_describe_facts (const PostinoCheckResult *works, const PostinoTrip *self);

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
