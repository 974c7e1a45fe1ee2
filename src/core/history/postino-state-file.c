/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Times are in it as people read them.
 */
#define G_LOG_DOMAIN "postino-history"

#include "postino-state-file.h"

#include <errno.h>
#include <glib/gstdio.h>

char *
postino_state_file_get_path (const char *name)
{
  return g_build_filename (g_get_user_state_dir (), "postino", name, NULL);
}

GKeyFile *
postino_state_file_load (const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local_error = NULL;

  if (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &local_error))
    return g_steal_pointer (&file);

  if (!g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_debug ("%s: %s", path, local_error->message);
      g_propagate_error (error, g_steal_pointer (&local_error));
    }
  return g_key_file_new ();
}

gboolean
postino_state_file_is_unread (const GError *error)
{
  return error != NULL && error->domain == G_FILE_ERROR;
}

gboolean
postino_state_file_save (GKeyFile *file,
                         const char *path,
                         GFileSetContentsFlags flags,
                         GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  gsize length;
  g_autofree char *text = g_key_file_to_data (file, &length, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int saved_errno = errno;

      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (saved_errno), "%s: %s",
                   folder, g_strerror (saved_errno));
      return FALSE;
    }

  /* Newer GLibs leave a file that is open to others as it is (2.84, not 2.74). */
  g_chmod (path, 0600);
  return g_file_set_contents_full (path, text, (gssize) length, flags, 0600, error);
}

gint64
postino_state_file_read_time (GKeyFile *file, const char *group, const char *key)
{
  g_autofree char *text = g_key_file_get_string (file, group, key, NULL);
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return time != NULL ? MAX (g_date_time_to_unix (time), 0) : 0;
}

void
postino_state_file_write_time (GKeyFile *file, const char *group, const char *key, gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");

  g_key_file_set_string (file, group, key, text);
}
