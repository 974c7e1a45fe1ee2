/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small key file that Postino keeps for itself, readable by nobody else: written whole or
 * not at all, and never over one that only cannot be read at the moment.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * postino_state_file_get_path:
 * @name: its name
 *
 * Returns: (transfer full): where it is, in $XDG_STATE_HOME/postino
 */
char *postino_state_file_get_path (const char *name);

/**
 * postino_state_file_load:
 * @path: the file
 * @error: why there is one that cannot be read, in the words of GLib
 *
 * Of a file that is no key file nothing counts, not even what stands before the line that
 * is none.
 *
 * Returns: (transfer full): what it has; empty where it is not there, or cannot be read
 */
GKeyFile *postino_state_file_load (const char *path, GError **error);

/**
 * postino_state_file_is_unread:
 * @error: (nullable): what postino_state_file_load() ended with
 *
 * Returns: whether the file cannot be read at the moment: to save would lose what it has
 */
gboolean postino_state_file_is_unread (const GError *error);

/**
 * postino_state_file_save:
 * @file: what to write
 * @path: where to; its folder is made
 * @flags: as of g_file_set_contents_full()
 * @error: a file error
 *
 * Returns: whether it is written
 */
gboolean postino_state_file_save (GKeyFile *file,
                                  const char *path,
                                  GFileSetContentsFlags flags,
                                  GError **error);

/**
 * postino_state_file_read_time:
 * @file: a file
 * @group: a group of it
 * @key: a key of that
 *
 * Returns: seconds since 1970, 0 where it says none
 */
gint64 postino_state_file_read_time (GKeyFile *file, const char *group, const char *key);

/**
 * postino_state_file_write_time:
 * @file: a file
 * @group: a group of it
 * @key: a key of that
 * @seconds: since 1970
 */
void
postino_state_file_write_time (GKeyFile *file, const char *group, const char *key, gint64 seconds);

G_END_DECLS
