/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One group a target and address. Names of files are lists; items of the keyring are
 * GVariant text, since their attributes differ from target to target.
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-handover-journal.h"

#include "postino-state-file.h"

#define ITEM_TYPE "(sa{ss})"

static const struct
{
  PostinoFileKind kind;
  const char *key;
} lists[] = {
  {POSTINO_FILE_BLOCK, "Blocks"},
  {POSTINO_FILE_WHOLE, "Files"},
  {POSTINO_FILE_FOLDER, "Folders"},
};

static char *
make_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "postino", "handed-over.ini", NULL);
}

/* A bracket would end the group's name. */
static char *
make_group (const PostinoTarget *target, const char *address)
{
  g_autofree char *escaped = g_uri_escape_string (address, "@", TRUE);

  return g_strdup_printf ("%s %s", target->id, escaped);
}

/* What cannot be read counts as empty: nothing of it could be undone. */
static GKeyFile *
load (void)
{
  g_autofree char *path = make_path ();
  GKeyFile *file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error))
    g_debug ("%s: %s", path, error->message);
  return file;
}

/* To be changed and saved: %NULL where that would lose the notes of what else was handed on,
 * which cannot be read at the moment. */
static GKeyFile *
load_to_change (GError **error)
{
  g_autofree char *path = make_path ();
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local_error = NULL;

  if (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &local_error)
      || g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT)
      || local_error->domain != G_FILE_ERROR)
    return g_steal_pointer (&file);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static gboolean
save (GKeyFile *file, GError **error)
{
  g_autofree char *path = make_path ();

  return postino_state_file_save (
    file, path, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, error);
}

/* An older entry may name files that a newer plan does not change any more. */
static void
merge (GKeyFile *file, const char *group, const char *key, const char *value)
{
  g_auto (GStrv) old = g_key_file_get_string_list (file, group, key, NULL, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (old != NULL && g_strv_contains ((const char *const *) old, value))
    return;
  for (char **one = old; one != NULL && *one != NULL; one++)
    g_strv_builder_add (builder, *one);
  g_strv_builder_add (builder, value);

  g_auto (GStrv) all = g_strv_builder_end (builder);
  g_key_file_set_string_list (file, group, key, (const char *const *) all, g_strv_length (all));
}

static char *
print_item (const PostinoKeyringItem *item)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_autoptr (GList) names =
    g_list_sort (g_hash_table_get_keys (item->attributes), (GCompareFunc) (GCallback) g_strcmp0);
  for (GList *l = names; l != NULL; l = l->next)
    g_variant_builder_add (&builder, "{ss}", l->data,
                           g_hash_table_lookup (item->attributes, l->data));

  g_autoptr (GVariant) variant =
    g_variant_ref_sink (g_variant_new ("(sa{ss})", item->schema, &builder));
  return g_variant_print (variant, FALSE);
}

static PostinoKeyringItem *
parse_item (const char *text)
{
  g_autoptr (GVariant) variant =
    g_variant_parse (G_VARIANT_TYPE (ITEM_TYPE), text, NULL, NULL, NULL);
  if (variant == NULL)
    return NULL;

  PostinoKeyringItem *item = g_new0 (PostinoKeyringItem, 1);
  g_autoptr (GVariantIter) iter = NULL;
  char *name, *value;

  item->attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_variant_get (variant, ITEM_TYPE, &item->schema, &iter);
  while (g_variant_iter_next (iter, "{ss}", &name, &value))
    g_hash_table_insert (item->attributes, name, value);
  return item;
}

gboolean
postino_journal_write (const PostinoHandover *self, const char *object, GError **error)
{
  g_autoptr (GKeyFile) file = load_to_change (error);
  g_autofree char *group = make_group (self->target, self->address);

  if (file == NULL)
    return FALSE;

  g_key_file_set_string (
    file, group, "Protocol",
    postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, (int) self->account->incoming->protocol));
  for (guint i = 0; i < self->edits->len; i++)
    {
      const PostinoFileEdit *edit = g_ptr_array_index (self->edits, i);

      for (gsize k = 0; k < G_N_ELEMENTS (lists); k++)
        if (lists[k].kind == edit->kind)
          merge (file, group, lists[k].key, edit->path);
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      g_autofree char *text = print_item (g_ptr_array_index (self->items, i));
      merge (file, group, "Items", text);
    }
  if (object != NULL)
    g_key_file_set_string (file, group, "Object", object);

  return save (file, error);
}

static int
read_protocol (GKeyFile *file, const char *group)
{
  g_autofree char *nick = g_key_file_get_string (file, group, "Protocol", NULL);
  int protocol = POSTINO_PROTOCOL_IMAP;

  if (nick != NULL)
    postino_enum_from_nick (POSTINO_TYPE_PROTOCOL, nick, &protocol);
  return protocol;
}

PostinoJournalEntry *
postino_journal_read (const PostinoTarget *target, const char *address)
{
  g_autoptr (GKeyFile) file = load ();
  g_autofree char *group = make_group (target, address);

  if (!g_key_file_has_group (file, group))
    return NULL;

  PostinoJournalEntry *entry = g_new0 (PostinoJournalEntry, 1);
  entry->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_file_edit_free);
  entry->items = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_keyring_item_free);
  entry->object = g_key_file_get_string (file, group, "Object", NULL);
  for (gsize k = 0; k < G_N_ELEMENTS (lists); k++)
    {
      g_auto (GStrv) paths = g_key_file_get_string_list (file, group, lists[k].key, NULL, NULL);

      for (char **path = paths; path != NULL && *path != NULL; path++)
        {
          PostinoFileEdit *edit = postino_file_edit_new_folder (*path);
          edit->kind = lists[k].kind;
          g_ptr_array_add (entry->edits, edit);
        }
    }

  g_auto (GStrv) items = g_key_file_get_string_list (file, group, "Items", NULL, NULL);
  for (char **text = items; text != NULL && *text != NULL; text++)
    {
      PostinoKeyringItem *item = parse_item (*text);
      if (item != NULL)
        g_ptr_array_add (entry->items, item);
    }
  return entry;
}

GPtrArray *
postino_journal_list (const char *address, int protocol)
{
  g_autoptr (GKeyFile) file = load ();
  GPtrArray *targets = g_ptr_array_new ();

  for (gsize i = 0; i < postino_target_get_count (); i++)
    {
      const PostinoTarget *target = postino_target_get_nth (i);
      g_autofree char *group = make_group (target, address);

      if (g_key_file_has_group (file, group)
          && (protocol < 0 || read_protocol (file, group) == protocol))
        g_ptr_array_add (targets, (gpointer) target);
    }

  return targets;
}

gboolean
postino_journal_forget (const PostinoTarget *target, const char *address, GError **error)
{
  g_autoptr (GKeyFile) file = load_to_change (error);
  g_autofree char *group = make_group (target, address);

  if (file == NULL)
    return FALSE;

  g_key_file_remove_group (file, group, NULL);
  return save (file, error);
}

void
postino_journal_entry_free (PostinoJournalEntry *self)
{
  g_ptr_array_unref (self->edits);
  g_ptr_array_unref (self->items);
  g_free (self->object);
  g_free (self);
}
