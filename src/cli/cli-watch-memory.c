/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A key file with a group for each account, as the history is.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "cli-watch-memory.h"

#include "postino-enums.h"
#include "postino-state-file.h"

#include <gio/gio.h>

#define NAME "watch"

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
  GError *unread; /* why it must not be written anew, or NULL */
};

CliWatchMemory *
cli_watch_memory_load (void)
{
  CliWatchMemory *self = g_new0 (CliWatchMemory, 1);
  g_autofree char *path = postino_state_file_get_path (NAME);
  g_autoptr (GError) error = NULL;

  self->file = postino_state_file_load (path, &error);
  if (postino_state_file_is_unread (error))
    self->unread = g_steal_pointer (&error);
  return self;
}

void
cli_watch_memory_free (CliWatchMemory *self)
{
  if (self == NULL)
    return;

  g_key_file_unref (self->file);
  g_clear_error (&self->unread);
  g_free (self);
}

gboolean
cli_watch_memory_save (const CliWatchMemory *self, GError **error)
{
  g_autofree char *path = postino_state_file_get_path (NAME);

  if (self->unread == NULL)
    return postino_state_file_save (self->file, path, G_FILE_SET_CONTENTS_CONSISTENT, error);

  if (error != NULL)
    *error = g_error_copy (self->unread);
  return FALSE;
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
  record->seen = postino_state_file_read_time (self->file, id, KEY_SEEN);
  record->rests_until = postino_state_file_read_time (self->file, id, KEY_UNTIL);
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
  postino_state_file_write_time (self->file, id, KEY_SEEN, record->seen);
  if (record->rests == 0)
    {
      g_key_file_remove_key (self->file, id, KEY_UNTIL, NULL);
      g_key_file_remove_key (self->file, id, KEY_RESTS, NULL);
      return;
    }

  postino_state_file_write_time (self->file, id, KEY_UNTIL, record->rests_until);
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
