/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shows all states one after the other, and looks whether each fits.
 */
#pragma once

#include "postino-backend.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * gallery_tour_start:
 * @application: the application, which ends when all were seen
 * @backend: what the pages work with
 *
 * Prints "STATE: what does not fit" for each thing that does not, and "STATE: fits" for a
 * state in which everything does.
 */
void gallery_tour_start (GtkApplication *application, PostinoBackend *backend);

G_END_DECLS
