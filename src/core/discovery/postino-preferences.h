/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the person, or the administrator, wants of the search for servers: kept in
 * GSettings, where an administrator can lock it.
 */
#pragma once

#include "postino-enums.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PostinoSources:
 *
 * A set of #PostinoSource; POSTINO_SOURCES() is the set of one. The same numbers
 * stand in the GSettings schema.
 */
typedef guint PostinoSources;

#define POSTINO_SOURCES(source) (1u << (source))

/* The key of search_online, for the switch in the window. */
#define POSTINO_PREFERENCES_SEARCH_ONLINE "search-online"

/**
 * postino_preferences_open:
 *
 * Returns: (transfer full) (nullable): the settings, or %NULL where the schema is not
 *   installed
 */
GSettings *postino_preferences_open (void);

/**
 * postino_preferences_read:
 * @sources: (out): the sources that may be asked; all of them where nobody said otherwise
 * @search_online: (out): whether servers may be looked for online at all
 */
void postino_preferences_read (PostinoSources *sources, gboolean *search_online);

G_END_DECLS
