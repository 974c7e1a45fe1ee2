/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the desktop's session may do to the program: its bus may be silent or go, and it may
 * end the program.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * postino_session_join:
 * @application: the program, before it is registered
 *
 * Opens the session's bus and registers @application there. In place of what g_application_run()
 * does: it waits for ever for a bus that takes a connection and says nothing, and gives up where
 * a bus goes meanwhile. Here the program does without one then. Blocks for ten seconds at most
 * until it has a bus or none.
 *
 * Returns: (transfer full) (nullable): the connection, which does not end the program when it
 *   goes, as long as somebody keeps it
 */
GDBusConnection *postino_session_join (GApplication *application);

/**
 * postino_session_watch_signals:
 * @application: the program
 *
 * From here on SIGTERM, SIGINT and SIGHUP close the windows, so that what was typed is kept, and
 * what is being saved ends first. The second one ends the program at once.
 */
void postino_session_watch_signals (GtkApplication *application);

G_END_DECLS
