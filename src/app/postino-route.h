/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The route of a message as a picture: you → outgoing server → world → incoming
 * server → you. Each part shows by its shape how the test went there.
 */
#pragma once

#include "postino-route-state.h"
#include "postino-trip-progress.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_ROUTE (postino_route_get_type ())
G_DECLARE_FINAL_TYPE (PostinoRoute, postino_route, POSTINO, ROUTE, GtkWidget)

/**
 * postino_route_show:
 * @self: a picture
 * @test: how far the test has come
 */
void postino_route_show (PostinoRoute *self, const PostinoTestState *test);

/**
 * postino_route_show_trip:
 * @self: a picture
 * @progress: how far a test message has come
 */
void postino_route_show_trip (PostinoRoute *self, const PostinoTripProgress *progress);

G_END_DECLS
