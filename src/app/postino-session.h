/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the desktop's session may do to the program: its bus may be silent or go, and it may
 * end the program.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * postino_session_open_bus:
 *
 * Opens the session's bus before the toolkit does, which would wait for ever for one that takes
 * a connection and says nothing, and which ends with one that goes. Without a bus, the program
 * does without from here on. Blocks for ten seconds at most. Before anything else wants the bus.
 *
 * Returns: (transfer full) (nullable): the connection; keep it until the toolkit has it as well
 */
GDBusConnection *postino_session_open_bus (void);

/**
 * postino_session_watch_signals:
 * @application: the program
 *
 * From here on SIGTERM, SIGINT and SIGHUP close the windows, so that what was typed is kept, and
 * what is being saved ends first. The second one ends the program at once.
 */
void postino_session_watch_signals (GtkApplication *application);

G_END_DECLS
