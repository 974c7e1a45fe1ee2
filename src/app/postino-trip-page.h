/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Page beside the way, from the last one: a message from the person to themselves.
 */
#pragma once

#include "postino-page.h"
#include "postino-trip-progress.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_TRIP_PAGE (postino_trip_page_get_type ())
G_DECLARE_FINAL_TYPE (PostinoTripPage, postino_trip_page, POSTINO, TRIP_PAGE, PostinoPage)

/**
 * postino_trip_page_show_progress:
 * @self: the page
 * @progress: (transfer full): what to show
 *
 * Shows a message on its way, or what became of it, without sending one.
 */
void postino_trip_page_show_progress (PostinoTripPage *self, PostinoTripProgress *progress);

/**
 * postino_trip_page_forget:
 * @self: the page, not in view
 *
 * Another account works: what became of an earlier one's message is of no concern.
 */
void postino_trip_page_forget (PostinoTripPage *self);

G_END_DECLS
