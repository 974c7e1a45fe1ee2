/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report for the helper on the phone, to be looked at before it is copied,
 * saved or printed.
 */
#pragma once

#include "postino-check-result.h"
#include "postino-trip.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_REPORT_WINDOW (postino_report_window_get_type ())
G_DECLARE_FINAL_TYPE (PostinoReportWindow, postino_report_window, POSTINO, REPORT_WINDOW, AdwWindow)

/**
 * postino_report_window_new:
 * @parent: the window that it stands before
 * @result: what was tested, and what came out
 * @trip: (nullable): what became of the test message, %NULL where none was sent
 *
 * Returns: (transfer none): a window; present it, and it is its own
 */
GtkWindow *postino_report_window_new (GtkWindow *parent,
                                      const PostinoCheckResult *result,
                                      const PostinoTrip *trip);

G_END_DECLS
