/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One change of one file: shown first, then made whole or not at all, and undone
 * later. What somebody else has written stays.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PostinoFileKind:
 * @POSTINO_FILE_BLOCK: lines between two marks in a file that others write to as well
 * @POSTINO_FILE_WHOLE: a file of our own
 * @POSTINO_FILE_FOLDER: a folder that has to be there
 */
typedef enum
{
  POSTINO_FILE_BLOCK,
  POSTINO_FILE_WHOLE,
  POSTINO_FILE_FOLDER,
} PostinoFileKind;

/**
 * PostinoFileEdit:
 * @kind: what is changed
 * @path: where; a link is followed
 * @before: (nullable): the content that was found, %NULL where there was none
 * @after: (nullable): the content that it is to have
 * @mode: permissions of a file that is made; one that is there keeps its own
 */
typedef struct
{
  PostinoFileKind kind;
  char *path;
  char *before;
  char *after;
  int mode;
} PostinoFileEdit;

/**
 * postino_file_edit_new_block:
 * @path: a file
 * @owner: whom the lines belong to, one line: an address
 * @text: the lines, each with its end
 * @error: why it cannot be read or added to
 *
 * The lines go between "# Postino: begin OWNER" and "# Postino: end OWNER", at the
 * end of the file or in the place of those that are there for @owner.
 *
 * Returns: (transfer full): the change, or %NULL
 */
PostinoFileEdit *
postino_file_edit_new_block (const char *path, const char *owner, const char *text, GError **error);

/**
 * postino_file_edit_new_whole:
 * @path: a file
 * @owner: whom it belongs to, one line: an address
 * @text: its content, which has postino_file_edit_make_mark() of @owner in it, unless
 *   the file's or its folder's name begins with "postino-"
 * @mode: its permissions
 * @error: why it cannot be read, or that somebody else's file is there
 *
 * Returns: (transfer full): the change, or %NULL
 */
PostinoFileEdit *postino_file_edit_new_whole (const char *path,
                                              const char *owner,
                                              const char *text,
                                              int mode,
                                              GError **error);

/**
 * postino_file_edit_new_folder:
 * @path: a folder
 *
 * Returns: (transfer full): the change
 */
PostinoFileEdit *postino_file_edit_new_folder (const char *path);

void postino_file_edit_free (PostinoFileEdit *self);

/**
 * postino_file_edit_make_mark:
 * @owner: whom lines belong to
 * @is_end: which of the two
 *
 * Returns: (transfer full): the mark, without a line end
 */
char *postino_file_edit_make_mark (const char *owner, gboolean is_end);

/**
 * postino_file_edit_apply:
 * @self: a change
 * @error: why it was not made
 *
 * What was there is kept beside it, as PATH.before-postino. The file has the old
 * content or the new one at every moment, also when the power goes.
 *
 * Returns: whether it was made
 */
gboolean postino_file_edit_apply (const PostinoFileEdit *self, GError **error);

/**
 * postino_file_edit_new_removal:
 * @kind: what was changed
 * @path: where
 * @owner: whose lines
 * @error: why it cannot be read, or that the end of the lines is missing
 *
 * Returns: (transfer full): the change that takes back what was written for @owner;
 *   its content stays as it is where there is nothing of it; or %NULL
 */
PostinoFileEdit *postino_file_edit_new_removal (PostinoFileKind kind,
                                                const char *path,
                                                const char *owner,
                                                GError **error);

/**
 * postino_file_may_be_there:
 * @path: a file
 *
 * In place of g_file_test(): what cannot be looked at, for whatever reason, is not taken for a
 * file that is not there, and so not written over or beside.
 *
 * Returns: %FALSE where there is no such file
 */
gboolean postino_file_may_be_there (const char *path);

/**
 * postino_file_edit_append_diff:
 * @self: a change
 * @text: where it is added
 *
 * What is different, in the manner of diff -u, for a person to read. Lines of
 * somebody else's that may hold a password are shown as "•••".
 */
void postino_file_edit_append_diff (const PostinoFileEdit *self, GString *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoFileEdit, postino_file_edit_free)

G_END_DECLS
