/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shows a PostinoTripProgress: one sentence, the message on its way, and what became of it.
 */
#pragma once

#include "postino-trip-progress.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_TRIP_VIEW (postino_trip_view_get_type ())
G_DECLARE_FINAL_TYPE (PostinoTripView, postino_trip_view, POSTINO, TRIP_VIEW, AdwBin)

/**
 * postino_trip_view_show:
 * @self: a view
 * @progress: what to show
 *
 * Shows everything. The button for the report activates the action "trip.report".
 */
void postino_trip_view_show (PostinoTripView *self, const PostinoTripProgress *progress);

/**
 * postino_trip_view_show_moment:
 * @self: a view
 * @progress: what to show
 *
 * Shows what can have changed while the message is on its way.
 */
void postino_trip_view_show_moment (PostinoTripView *self, const PostinoTripProgress *progress);

/**
 * postino_trip_view_announce:
 * @self: a view
 * @progress: what it shows
 *
 * Puts the focus on the heading, which makes a screen reader say it together with what
 * stands below it, and brings the result into view.
 */
void postino_trip_view_announce (PostinoTripView *self, const PostinoTripProgress *progress);

/**
 * postino_trip_view_announce_moment:
 * @self: a view
 * @progress: what it shows
 *
 * Has a screen reader say what is happening just now.
 */
void postino_trip_view_announce_moment (PostinoTripView *self, const PostinoTripProgress *progress);

G_END_DECLS
