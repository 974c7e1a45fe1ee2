/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way to the desktop's services: the session's D-Bus.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * postino_bus_get:
 * @cancellable: (nullable): ends the waiting
 * @error: why there is none
 *
 * The connection that all of the program shares. In place of g_bus_get_sync(), which waits
 * for ever for a bus that takes a connection and says nothing, and ends the program when the
 * bus goes. Blocks for ten seconds at most.
 *
 * Errors are those of g_bus_get_sync(), and %G_IO_ERROR_TIMED_OUT.
 *
 * Returns: (transfer full): the connection, or %NULL with @error
 */
GDBusConnection *postino_bus_get (GCancellable *cancellable, GError **error);

G_END_DECLS
