/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a plan does, for somebody who does not read the difference of two files.
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

static void
add_filled (GStrvBuilder *lines, const char *template, const char *name, const char *value)
{
  g_autofree char *text = postino_text_fill (template, name, value, NULL);

  g_strv_builder_add (lines, text);
}

static gboolean
is_change (const PostinoFileEdit *edit)
{
  return edit->kind != POSTINO_FILE_FOLDER && g_strcmp0 (edit->before, edit->after) != 0;
}

static void
add_edit (GStrvBuilder *lines, const PostinoFileEdit *edit)
{
  g_autofree char *file = shorten (edit->path);

  add_filled (lines,
              edit->before == NULL ? _ ("A new file is written: {file}")
                                   : _ ("Some lines of a file are changed: {file}"),
              "file", file);
}

char **
postino_handover_list_changes (const PostinoHandover *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  for (guint i = 0; i < self->edits->len; i++)
    if (is_change (self->edits->pdata[i]))
      add_edit (lines, self->edits->pdata[i]);
  for (guint i = 0; i < self->items->len; i++)
    add_filled (lines,
                /* Translators: {label} is the name of an entry in the keyring. */
                _ ("A password goes into the keyring: “{label}”"), "label",
                ((const PostinoKeyringItem *) self->items->pdata[i])->label);
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
