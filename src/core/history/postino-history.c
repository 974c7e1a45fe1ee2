/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A key file with a group for each account. A group that does not say what it should
 * is no result; a file that is no key file is none, and the next result replaces it. One
 * that cannot be read at the moment is left as it is.
 */
#define G_LOG_DOMAIN "postino-history"

#include "postino-history.h"

#include "postino-enums.h"
#include "postino-state-file.h"

#include <gio/gio.h>

#define KEY_TESTED   "tested"
#define KEY_WORKED   "worked"
#define KEY_INCOMING "incoming"
#define KEY_OUTGOING "outgoing"

/* By #PostinoSide. */
static const char *const side_keys[] = {KEY_INCOMING, KEY_OUTGOING};

/* What the names of the keys begin with that say what a server showed in its last test. Those of
 * what it showed when it last worked before begin with its own key. */
static const char *const last_keys[] = {KEY_INCOMING "-last", KEY_OUTGOING "-last"};

struct _PostinoHistory
{
  GKeyFile *results;
};

PostinoHistory *
postino_history_load (GError **error)
{
  PostinoHistory *self = g_new0 (PostinoHistory, 1);
  g_autofree char *path = postino_state_file_get_path (POSTINO_LAST_RESULT_FILE);

  self->results = postino_state_file_load (path, error);
  return self;
}

void
postino_history_free (PostinoHistory *self)
{
  if (self == NULL)
    return;

  g_key_file_unref (self->results);
  g_free (self);
}

gboolean
postino_history_is_empty (const PostinoHistory *self)
{
  g_auto (GStrv) groups = g_key_file_get_groups (self->results, NULL);

  return *groups == NULL;
}

static gboolean
read_cause (const PostinoHistory *self, const char *id, const char *key, PostinoCause *cause)
{
  g_autofree char *nick = g_key_file_get_string (self->results, id, key, NULL);
  int value;

  if (nick == NULL || !postino_enum_from_nick (POSTINO_TYPE_CAUSE, nick, &value))
    return FALSE;

  *cause = (PostinoCause) value;
  return TRUE;
}

gboolean
postino_history_look_up (const PostinoHistory *self, const char *id, PostinoLastResult *result)
{
  result->tested = postino_state_file_read_time (self->results, id, KEY_TESTED);
  result->worked = postino_state_file_read_time (self->results, id, KEY_WORKED);

  return result->tested > 0 && read_cause (self, id, KEY_INCOMING, &result->incoming)
         && read_cause (self, id, KEY_OUTGOING, &result->outgoing);
}

static gboolean
save (const PostinoHistory *self, GError **error)
{
  g_autofree char *path = postino_state_file_get_path (POSTINO_LAST_RESULT_FILE);

  return postino_state_file_save (self->results, path, G_FILE_SET_CONTENTS_CONSISTENT, error);
}

/* To be written anew. @unread is set where that would lose what the file has. */
static PostinoHistory *
load_to_change (GError **unread)
{
  g_autoptr (GError) error = NULL;
  PostinoHistory *self = postino_history_load (&error);

  if (postino_state_file_is_unread (error))
    g_propagate_error (unread, g_steal_pointer (&error));
  return self;
}

/* What a new test is compared with: the last one, where that worked. */
static PostinoTraits *
read_working (const PostinoHistory *self, const char *id, PostinoSide side)
{
  PostinoCause cause;
  PostinoTraits *last = read_cause (self, id, side_keys[side], &cause) && cause == POSTINO_CAUSE_OK
                          ? postino_traits_read (self->results, id, last_keys[side])
                          : NULL;

  return last != NULL ? last : postino_traits_read (self->results, id, side_keys[side]);
}

/* Where it works, only another authority behind the certificate is worth a word. */
static GPtrArray *
compare (const PostinoTraits *before, const PostinoTraits *now, PostinoCause cause)
{
  GPtrArray *changes = postino_changes_find (before, now);

  for (guint i = changes->len; cause == POSTINO_CAUSE_OK && i > 0; i--)
    if (((const PostinoChange *) changes->pdata[i - 1])->kind != POSTINO_CHANGE_CERTIFICATE_ISSUER)
      g_ptr_array_remove_index (changes, i - 1);

  return changes;
}

GPtrArray *
postino_history_find_changes (const PostinoHistory *self, const char *id, PostinoSide side)
{
  g_autoptr (PostinoTraits) before = postino_traits_read (self->results, id, side_keys[side]);
  g_autoptr (PostinoTraits) now = postino_traits_read (self->results, id, last_keys[side]);
  PostinoCause cause;

  return read_cause (self, id, side_keys[side], &cause) ? compare (before, now, cause)
                                                        : postino_changes_find (NULL, NULL);
}

/* Nothing of it is kept unless it is saved. Returns what has changed. */
static GPtrArray *
record_side (const PostinoHistory *self,
             const char *id,
             PostinoSide side,
             PostinoCause cause,
             const PostinoTraits *traits)
{
  g_autoptr (PostinoTraits) working = read_working (self, id, side);

  postino_traits_write (working, self->results, id, side_keys[side]);
  postino_traits_write (traits, self->results, id, last_keys[side]);
  g_key_file_set_string (self->results, id, side_keys[side],
                         postino_enum_to_nick (POSTINO_TYPE_CAUSE, (int) cause));
  return compare (working, traits, cause);
}

gboolean
postino_history_record (const char *id,
                        PostinoCause incoming,
                        PostinoCause outgoing,
                        PostinoTraits *const traits[2],
                        GPtrArray *changes[2],
                        GError **error)
{
  g_return_val_if_fail (id != NULL, FALSE);

  const PostinoCause causes[] = {incoming, outgoing};
  g_autoptr (GError) unread = NULL;
  g_autoptr (PostinoHistory) self = load_to_change (&unread);

  for (int side = 0; side < 2; side++)
    changes[side] = record_side (self, id, (PostinoSide) side, causes[side], traits[side]);
  if (incoming == POSTINO_CAUSE_CANCELLED || outgoing == POSTINO_CAUSE_CANCELLED)
    return TRUE;
  if (unread != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&unread));
      return FALSE;
    }

  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  postino_state_file_write_time (self->results, id, KEY_TESTED, now);
  if (incoming == POSTINO_CAUSE_OK && outgoing == POSTINO_CAUSE_OK)
    postino_state_file_write_time (self->results, id, KEY_WORKED, now);
  return save (self, error);
}

gboolean
postino_history_forget (const char *id, GError **error)
{
  g_return_val_if_fail (id != NULL, FALSE);

  g_autoptr (GError) unread = NULL;
  g_autoptr (PostinoHistory) self = load_to_change (&unread);

  if (unread != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&unread));
      return FALSE;
    }

  return !g_key_file_remove_group (self->results, id, NULL) || save (self, error);
}
