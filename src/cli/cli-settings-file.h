/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Settings that another Postino has written down: JSON as "settings --json" and
 * "export --format json" print it.
 */
#pragma once

#include "postino-server.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * cli_settings_file_read:
 * @path: the file
 * @servers: (out): the best incoming server and the best outgoing one
 * @error: that it cannot be read, or is something else; a translated sentence
 *
 * A user name that is missing stays %NULL. A host that nothing vouched for there is
 * asked about here.
 *
 * Returns: whether both servers are there
 */
gboolean cli_settings_file_read (const char *path, PostinoServer *servers[2], GError **error);

G_END_DECLS
