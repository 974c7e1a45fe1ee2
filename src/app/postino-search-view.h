/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where servers are being looked for, a line a source, live.
 */
#pragma once

#include "postino-source.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_SEARCH_VIEW (postino_search_view_get_type ())
G_DECLARE_FINAL_TYPE (PostinoSearchView, postino_search_view, POSTINO, SEARCH_VIEW, GtkWidget)

/**
 * postino_search_view_begin:
 * @self: a view
 * @domain: whose servers are looked for, as a person reads it
 *
 * Forgets the last search.
 */
void postino_search_view_begin (PostinoSearchView *self, const char *domain);

/**
 * postino_search_view_show:
 * @self: a view
 * @source: a source
 * @state: how far it is
 */
void
postino_search_view_show (PostinoSearchView *self, PostinoSource source, PostinoSourceState state);

G_END_DECLS
