/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The marks are comments in every format that has them. A file is written beside the
 * old one, flushed, and takes its place by a rename.
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-file-edit.h"
#include "postino-handover.h"
#include "postino-text.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define BACKUP_SUFFIX ".before-postino"

static PostinoFileEdit *
edit_new (PostinoFileKind kind, const char *path, int mode)
{
  PostinoFileEdit *self = g_new0 (PostinoFileEdit, 1);

  self->kind = kind;
  self->path = g_strdup (path);
  self->mode = mode;
  return self;
}

void
postino_file_edit_free (PostinoFileEdit *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

char *
postino_file_edit_make_mark (const char *owner, gboolean is_end)
{
  return g_strdup_printf ("# Postino: %s %s", is_end ? "end" : "begin", owner);
}

/* A file that is not there is no error. */
static gboolean
read_before (PostinoFileEdit *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (g_file_get_contents (self->path, &self->before, NULL, &local_error)
      || g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Where a line that is exactly @line begins, %NULL where there is none. */
static const char *
find_line (const char *text, const char *line)
{
  gsize length = strlen (line);

  for (const char *p = text; (p = strstr (p, line)) != NULL; p++)
    if ((p == text || p[-1] == '\n') && (p[length] == '\n' || p[length] == '\0'))
      return p;

  return NULL;
}

/* @start and @end are both %NULL where there is no block. */
static gboolean
find_block (const PostinoFileEdit *self,
            const char *owner,
            const char **start,
            const char **end,
            GError **error)
{
  g_autofree char *begin_mark = postino_file_edit_make_mark (owner, FALSE);
  g_autofree char *end_mark = postino_file_edit_make_mark (owner, TRUE);

  *end = NULL;
  *start = self->before != NULL ? find_line (self->before, begin_mark) : NULL;
  if (*start == NULL)
    return TRUE;

  *end = find_line (*start, end_mark);
  if (*end == NULL)
    {
      g_autofree char *text =
        postino_text_fill (_ ("In {path} the line “{mark}” is missing. Please add it where "
                              "Postino’s lines end, or remove them all."),
                           "path", self->path, "mark", end_mark, NULL);
      g_set_error_literal (error, POSTINO_HANDOVER_ERROR, POSTINO_HANDOVER_ERROR_FOREIGN, text);
      return FALSE;
    }

  *end += strlen (end_mark);
  *end += **end == '\n' ? 1 : 0;
  return TRUE;
}

/* The lines stand behind a blank one, which belongs to them. */
static void
append_block (GString *after, const char *begin_mark, const char *text, const char *end_mark)
{
  if (after->len > 0 && after->str[after->len - 1] != '\n')
    g_string_append_c (after, '\n');
  if (after->len > 0)
    g_string_append_c (after, '\n');
  g_string_append_printf (after, "%s\n%s%s\n", begin_mark, text, end_mark);
}

PostinoFileEdit *
postino_file_edit_new_block (const char *path, const char *owner, const char *text, GError **error)
{
  g_autoptr (PostinoFileEdit) self = edit_new (POSTINO_FILE_BLOCK, path, 0600);
  g_autofree char *begin_mark = postino_file_edit_make_mark (owner, FALSE);
  g_autofree char *end_mark = postino_file_edit_make_mark (owner, TRUE);
  const char *start, *end;

  if (!read_before (self, error) || !find_block (self, owner, &start, &end, error))
    return NULL;

  GString *after = g_string_new (NULL);
  if (start == NULL)
    {
      g_string_append (after, self->before != NULL ? self->before : "");
      append_block (after, begin_mark, text, end_mark);
    }
  else
    {
      g_string_append_len (after, self->before, start - self->before);
      g_string_append_printf (after, "%s\n%s%s\n%s", begin_mark, text, end_mark, end);
    }

  self->after = g_string_free (after, FALSE);
  return g_steal_pointer (&self);
}

/* The file's name, or its folder's. */
static gboolean
has_our_name (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder_name = g_path_get_basename (folder);

  return g_str_has_prefix (name, "postino-") || g_str_has_prefix (folder_name, "postino-");
}

/* A name like ours, in programs that drop comments, or the mark. */
static gboolean
is_ours (const PostinoFileEdit *self, const char *owner)
{
  g_autofree char *mark = postino_file_edit_make_mark (owner, FALSE);

  return self->before == NULL || has_our_name (self->path)
         || find_line (self->before, mark) != NULL;
}

PostinoFileEdit *
postino_file_edit_new_whole (const char *path,
                             const char *owner,
                             const char *text,
                             int mode,
                             GError **error)
{
  g_autoptr (PostinoFileEdit) self = edit_new (POSTINO_FILE_WHOLE, path, mode);

  if (!read_before (self, error))
    return NULL;
  if (!is_ours (self, owner))
    {
      g_autofree char *message = postino_text_fill (
        _ ("{path} is there already, and is not Postino’s. It was left as it is."), "path", path,
        NULL);
      g_set_error_literal (error, POSTINO_HANDOVER_ERROR, POSTINO_HANDOVER_ERROR_FOREIGN, message);
      return NULL;
    }

  self->after = g_strdup (text);
  return g_steal_pointer (&self);
}

PostinoFileEdit *
postino_file_edit_new_folder (const char *path)
{
  return edit_new (POSTINO_FILE_FOLDER, path, 0700);
}

gboolean
postino_file_may_be_there (const char *path)
{
  return g_access (path, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

/* Somebody's own file may be a link into a folder that they keep elsewhere. */
static char *
follow_link (const char *path)
{
  char *real = realpath (path, NULL);

  return real != NULL ? real : g_strdup (path);
}

/* A backup is made of whatever was there before. */
static gboolean
had_no_other_owner (const PostinoFileEdit *self)
{
  g_autofree char *path = follow_link (self->path);
  g_autofree char *backup = g_strconcat (path, BACKUP_SUFFIX, NULL);

  return !postino_file_may_be_there (backup);
}

static char *
cut_block (const PostinoFileEdit *self, const char *start, const char *end)
{
  gsize head = (gsize) (start - self->before);

  if (head >= 2 && self->before[head - 1] == '\n' && self->before[head - 2] == '\n')
    head--;

  /* The next block's blank line has nothing to keep apart any more. */
  if (head == 0 && g_str_has_prefix (end, "\n# Postino: begin "))
    end++;

  g_autofree char *kept = g_strndup (self->before, head);
  return *kept == '\0' && *end == '\0' && had_no_other_owner (self) ? NULL
                                                                    : g_strconcat (kept, end, NULL);
}

PostinoFileEdit *
postino_file_edit_new_removal (PostinoFileKind kind,
                               const char *path,
                               const char *owner,
                               GError **error)
{
  g_autoptr (PostinoFileEdit) self = edit_new (kind, path, 0600);
  const char *start, *end;

  if (kind == POSTINO_FILE_FOLDER)
    return g_steal_pointer (&self);
  if (!read_before (self, error))
    return NULL;
  if (kind == POSTINO_FILE_WHOLE)
    {
      self->after = is_ours (self, owner) ? NULL : g_strdup (self->before);
      return g_steal_pointer (&self);
    }

  if (!find_block (self, owner, &start, &end, error))
    return NULL;
  self->after = start == NULL ? g_strdup (self->before) : cut_block (self, start, end);
  return g_steal_pointer (&self);
}

static gboolean
set_file_error (GError **error, const char *path, int number)
{
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (number), "%s: %s", path,
               g_strerror (number));
  return FALSE;
}

static gboolean
write_file (const char *path, const char *text, int mode, GError **error)
{
  return g_file_set_contents_full (
    path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, mode, error);
}

/* A file that we have made has nothing in it that is worth keeping. */
static gboolean
is_made_of_blocks (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean inside = FALSE;

  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix (*line, "# Postino: begin "))
      inside = TRUE;
    else if (g_str_has_prefix (*line, "# Postino: end "))
      inside = FALSE;
    else if (!inside && **line != '\0')
      return FALSE;

  return *text != '\0';
}

static gboolean
replace_file (const PostinoFileEdit *self, GError **error)
{
  g_autofree char *path = follow_link (self->path);
  g_autofree char *backup = g_strconcat (path, BACKUP_SUFFIX, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  GStatBuf info;
  int mode = g_stat (path, &info) == 0 ? (int) (info.st_mode & 07777) : self->mode;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return set_file_error (error, folder, errno);
  if (self->before != NULL && self->kind == POSTINO_FILE_BLOCK && !is_made_of_blocks (self->before)
      && !write_file (backup, self->before, mode & 0700, error))
    return FALSE;

  return write_file (path, self->after, mode, error);
}

static gboolean
remove_file (const PostinoFileEdit *self, GError **error)
{
  if (g_remove (self->path) == 0 || errno == ENOENT)
    return TRUE;

  return set_file_error (error, self->path, errno);
}

/* A person may take their time over the difference, and edit the file meanwhile. */
static gboolean
is_as_it_was (const PostinoFileEdit *self, GError **error)
{
  g_autoptr (PostinoFileEdit) current = edit_new (self->kind, self->path, self->mode);

  if (!read_before (current, error))
    return FALSE;
  if (g_strcmp0 (current->before, self->before) == 0)
    return TRUE;

  g_autofree char *text = postino_text_fill (
    _ ("{path} was changed in the meantime. Please try again."), "path", self->path, NULL);
  g_set_error_literal (error, POSTINO_HANDOVER_ERROR, POSTINO_HANDOVER_ERROR_FOREIGN, text);
  return FALSE;
}

gboolean
postino_file_edit_apply (const PostinoFileEdit *self, GError **error)
{
  if (self->kind == POSTINO_FILE_FOLDER)
    return g_mkdir_with_parents (self->path, 0700) == 0
           || set_file_error (error, self->path, errno);
  if (g_strcmp0 (self->before, self->after) == 0)
    return TRUE;
  if (!is_as_it_was (self, error))
    return FALSE;

  return self->after != NULL ? replace_file (self, error) : remove_file (self, error);
}
