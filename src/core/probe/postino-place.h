/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A place for one source of the main loop: the next one takes it over.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * postino_place_clear:
 * @place: where a source is, or %NULL
 *
 * Ends the source.
 */
void postino_place_clear (GSource **place);

/**
 * postino_place_start:
 * @place: where it goes; what was there is ended
 * @source: (transfer full): a source
 * @func: what it calls
 * @user_data: for @func
 *
 * In the context of this thread.
 */
void postino_place_start (GSource **place, GSource *source, GSourceFunc func, gpointer user_data);

G_END_DECLS
