/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What becomes of test messages, without a network.
 */
#pragma once

#include "postino-backend.h"

G_BEGIN_DECLS

/**
 * fake_trip_new:
 * @works: a test in which both servers work
 * @scenario: a #PostinoTripState's nick, or one of its kinds: see fake-trip.c; "arrived" for
 *   any other
 *
 * Returns: (transfer full): what became of a message
 */
PostinoTrip *fake_trip_new (const PostinoCheckResult *works, const char *scenario);

G_END_DECLS
