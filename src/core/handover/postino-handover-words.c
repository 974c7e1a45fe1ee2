/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is done to hand an account on, for somebody who does not read the difference of two files.
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-handover-private.h"
#include "postino-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* As people know it: what is theirs begins with ~. */
static char *
shorten (const char *path)
{
  const char *home = g_get_home_dir ();
  gsize length = strlen (home);

  if (!g_str_has_prefix (path, home) || path[length] != G_DIR_SEPARATOR)
    return g_strdup (path);
  return g_strconcat ("~", path + length, NULL);
}

static gboolean
is_change (const PostinoFileEdit *edit)
{
  return edit->kind != POSTINO_FILE_FOLDER && g_strcmp0 (edit->before, edit->after) != 0;
}

static void
add_filled (GStrvBuilder *lines, const char *template, const char *name, const char *value)
{
  g_autofree char *text = postino_text_fill (template, name, value, NULL);

  g_strv_builder_add (lines, text);
}

/* The new files of @folder in one sentence: some programs have several for each account, with
 * names that say nothing. */
static void
add_new_files (GStrvBuilder *lines, const char *folder, guint n, const char *path)
{
  g_autofree char *file = shorten (path);
  g_autofree char *place = shorten (folder);
  g_autofree char *count = g_strdup_printf ("%u", n);
  g_autofree char *text =
    postino_text_fill (g_dngettext (GETTEXT_PACKAGE, "{file} is written.",
                                    "{count} files are written in {folder}.", n),
                       "file", file, "count", count, "folder", place, NULL);

  g_strv_builder_add (lines, text);
}

static char *
get_folder (const PostinoFileEdit *edit)
{
  return g_path_get_dirname (edit->path);
}

/* Those from @index on in the same folder; 0 where one before it is, too. */
static guint
count_new_files (const GPtrArray *edits, guint index)
{
  g_autofree char *folder = get_folder (edits->pdata[index]);
  guint n = 0;

  for (guint i = 0; i < edits->len; i++)
    {
      const PostinoFileEdit *edit = edits->pdata[i];
      g_autofree char *other = get_folder (edit);

      if (!is_change (edit) || edit->before != NULL || !g_str_equal (folder, other))
        continue;
      if (i < index)
        return 0;
      n++;
    }

  return n;
}

static void
add_edit (GStrvBuilder *lines, const GPtrArray *edits, guint index)
{
  const PostinoFileEdit *edit = edits->pdata[index];
  g_autofree char *folder = get_folder (edit);
  g_autofree char *file = shorten (edit->path);
  guint n = count_new_files (edits, index);

  if (edit->before != NULL)
    add_filled (lines, _ ("Some lines of {file} are changed."), "file", file);
  else if (n > 0)
    add_new_files (lines, folder, n, edit->path);
}

static void
add_passwords (GStrvBuilder *lines, guint n)
{
  g_autofree char *count = g_strdup_printf ("%u", n);

  add_filled (lines,
              g_dngettext (GETTEXT_PACKAGE, "One password goes into the keyring.",
                           "{count} passwords go into the keyring.", n),
              "count", count);
}

char **
postino_handover_list_changes (const PostinoHandover *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  for (guint i = 0; i < self->edits->len; i++)
    if (is_change (self->edits->pdata[i]))
      add_edit (lines, self->edits, i);
  if (self->items->len > 0)
    add_passwords (lines, self->items->len);
  if (self->request_text != NULL)
    g_strv_builder_add (lines, self->request_text);

  return g_strv_builder_end (lines);
}

gboolean
postino_handover_changes_files (const PostinoHandover *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->edits->len; i++)
    if (is_change (self->edits->pdata[i]))
      return TRUE;

  return FALSE;
}

const char *
postino_target_describe_password (const PostinoTarget *self)
{
  switch (self->password)
    {
    case POSTINO_TARGET_PASSWORD_READ:
      return _ ("It reads the password from the keyring, where Postino keeps it, each time.");
    case POSTINO_TARGET_PASSWORD_KEPT:
      return _ ("The password goes into its own entry in the keyring, and nowhere else.");
    case POSTINO_TARGET_PASSWORD_ASKED:
    default:
      return _ ("The password is not in it: it has to be typed there once.");
    }
}
