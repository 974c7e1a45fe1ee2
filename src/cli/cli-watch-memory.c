/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A key file with a group for each account, as the history is.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "cli-watch-memory.h"

#include "postino-enums.h"

#include <errno.h>
#include <gio/gio.h>

/* No account's id has a capital letter. */
#define OWN_GROUP "Watch"

#define KEY_KEYRING "keyring"
#define KEY_SEEN    "seen"
#define KEY_UNTIL   "rests-until"
#define KEY_RESTS   "rests"

/* By #PostinoSide. */
static const char *const cause_keys[] = {"incoming", "outgoing"};
static const char *const doubt_keys[] = {"incoming-doubted", "outgoing-doubted"};
static const char *const told_keys[] = {"incoming-certificate", "outgoing-certificate"};

struct _CliWatchMemory
{
  GKeyFile *file;
};

static char *
get_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "postino", "watch", NULL);
}

CliWatchMemory *
cli_watch_memory_load (void)
{
  CliWatchMemory *self = g_new0 (CliWatchMemory, 1);
  g_autofree char *path = get_path ();
  g_autoptr (GError) error = NULL;

  self->file = g_key_file_new ();
  if (g_key_file_load_from_file (self->file, path, G_KEY_FILE_NONE, &error))
    return self;

  g_debug ("%s: %s", path, error->message);
  g_key_file_unref (self->file);
  self->file = g_key_file_new ();
  return self;
}

void
cli_watch_memory_free (CliWatchMemory *self)
{
  if (self == NULL)
    return;

  g_key_file_unref (self->file);
  g_free (self);
}

gboolean
cli_watch_memory_save (const CliWatchMemory *self, GError **error)
{
  g_autofree char *path = get_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  gsize length;
  g_autofree char *text = g_key_file_to_data (self->file, &length, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int saved_errno = errno;

      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (saved_errno), "%s: %s",
                   folder, g_strerror (saved_errno));
      return FALSE;
    }

  return g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT,
                                   0600, error);
}

/* Seconds since 1970, or 0. */
static gint64
read_time (const CliWatchMemory *self, const char *id, const char *key)
{
  g_autofree char *text = g_key_file_get_string (self->file, id, key, NULL);
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return time != NULL ? MAX (g_date_time_to_unix (time), 0) : 0;
}

static void
write_time (CliWatchMemory *self, const char *id, const char *key, gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");

  g_key_file_set_string (self->file, id, key, text);
}

void
cli_watch_memory_read (const CliWatchMemory *self, const char *id, CliWatchRecord *record)
{
  *record = (CliWatchRecord){0};
  for (int side = 0; side < 2; side++)
    {
      g_autofree char *nick = g_key_file_get_string (self->file, id, cause_keys[side], NULL);
      int value = POSTINO_CAUSE_OK;

      record->known[side] =
        nick != NULL && postino_enum_from_nick (POSTINO_TYPE_CAUSE, nick, &value);
      record->causes[side] = (PostinoCause) value;
      record->doubted[side] = g_key_file_get_boolean (self->file, id, doubt_keys[side], NULL);
    }
  record->seen = read_time (self, id, KEY_SEEN);
  record->rests_until = read_time (self, id, KEY_UNTIL);
  record->rests = (guint) CLAMP (g_key_file_get_integer (self->file, id, KEY_RESTS, NULL), 0, 30);
}

void
cli_watch_memory_write (CliWatchMemory *self, const char *id, const CliWatchRecord *record)
{
  for (int side = 0; side < 2; side++)
    {
      if (record->known[side])
        g_key_file_set_string (
          self->file, id, cause_keys[side],
          postino_enum_to_nick (POSTINO_TYPE_CAUSE, (int) record->causes[side]));
      if (record->doubted[side])
        g_key_file_set_boolean (self->file, id, doubt_keys[side], TRUE);
      else
        g_key_file_remove_key (self->file, id, doubt_keys[side], NULL);
    }
  write_time (self, id, KEY_SEEN, record->seen);
  if (record->rests == 0)
    {
      g_key_file_remove_key (self->file, id, KEY_UNTIL, NULL);
      g_key_file_remove_key (self->file, id, KEY_RESTS, NULL);
      return;
    }

  write_time (self, id, KEY_UNTIL, record->rests_until);
  g_key_file_set_integer (self->file, id, KEY_RESTS, (int) record->rests);
}

/* Both servers of an account mostly have the same one. */
gboolean
cli_watch_memory_has_told (const CliWatchMemory *self, const char *id, const char *sha256)
{
  for (int side = 0; side < 2; side++)
    {
      g_autofree char *told = g_key_file_get_string (self->file, id, told_keys[side], NULL);

      if (g_strcmp0 (told, sha256) == 0)
        return TRUE;
    }

  return FALSE;
}

void
cli_watch_memory_tell (CliWatchMemory *self, const char *id, PostinoSide side, const char *sha256)
{
  g_key_file_set_string (self->file, id, told_keys[side], sha256);
}

gboolean
cli_watch_memory_say (CliWatchMemory *self, const char *complaint)
{
  g_autofree char *said = g_key_file_get_string (self->file, OWN_GROUP, KEY_KEYRING, NULL);

  if (g_strcmp0 (said, complaint) == 0)
    return FALSE;

  if (complaint != NULL)
    g_key_file_set_string (self->file, OWN_GROUP, KEY_KEYRING, complaint);
  else
    g_key_file_remove_group (self->file, OWN_GROUP, NULL);
  return TRUE;
}

void
cli_watch_memory_keep (CliWatchMemory *self, const char *const *ids)
{
  g_auto (GStrv) groups = g_key_file_get_groups (self->file, NULL);

  for (char **group = groups; *group != NULL; group++)
    if (!g_str_equal (*group, OWN_GROUP) && !g_strv_contains (ids, *group))
      g_key_file_remove_group (self->file, *group, NULL);
}
