/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far a message has come on the route: a test message, which really travels.
 */
#pragma once

#include "postino-route-state.h"
#include "postino-trip-progress.h"

G_BEGIN_DECLS

/**
 * postino_route_state_of_trip:
 * @progress: a test message
 *
 * Returns: how the route looks, with the message on it
 */
PostinoRouteState postino_route_state_of_trip (const PostinoTripProgress *progress);

/**
 * postino_route_describe_trip:
 * @progress: a test message
 *
 * For somebody who does not see the picture.
 *
 * Returns: (transfer full): one sentence: where the message is
 */
char *postino_route_describe_trip (const PostinoTripProgress *progress);

G_END_DECLS
