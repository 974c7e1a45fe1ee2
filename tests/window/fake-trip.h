/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Test messages without a network.
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

/**
 * fake_trip_add:
 * @iface: the fake backend's
 *
 * Fills in the round trip. The part of an address before the @ is the scenario; the message
 * of "waits" is waited for without an end, and that of "never" arrives when it is looked for
 * again.
 */
void fake_trip_add (PostinoBackendInterface *iface);

G_END_DECLS
