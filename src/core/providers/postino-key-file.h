/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A key file (the syntax of GKeyFile and of desktop files) that remembers on
 * which line each thing stands, so that a problem can be told as
 * "FILE:LINE: what is wrong". GKeyFile itself forgets the lines and lets the
 * last of two equal keys win without a word.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PostinoKeyFile:
 * @path: the file's name as problems show it
 * @values: what was read; groups and keys in the file's order
 * @lines: the line of each group and key
 * @problems: (element-type utf8): where problems go
 */
typedef struct
{
  char *path;
  GKeyFile *values;
  GHashTable *lines;
  GPtrArray *problems;
} PostinoKeyFile;

/**
 * postino_key_file_new:
 * @path: the file's name as problems show it
 * @text: its content; a byte order mark and CRLF are taken
 * @length: length of @text in bytes
 * @problems: (element-type utf8): every problem is added here
 *
 * Reads what can be read. A line that is no comment, group or key, a group or a
 * key that is there twice, text that is not UTF-8: each adds a problem.
 *
 * Returns: (transfer full): the file, maybe with nothing in it
 */
PostinoKeyFile *
postino_key_file_new (const char *path, const char *text, gsize length, GPtrArray *problems);

void postino_key_file_free (PostinoKeyFile *self);

/**
 * postino_key_file_get_line:
 * @self: a key file
 * @group: a group
 * @key: (nullable): a key in it
 *
 * Returns: the line of @key, or that of @group when it has no such key, or 1
 */
guint postino_key_file_get_line (PostinoKeyFile *self, const char *group, const char *key);

/**
 * postino_key_file_report:
 * @self: a key file
 * @line: the line that is wrong
 * @format: what is wrong, a sentence
 * @...: for @format
 *
 * Adds "FILE:LINE: what is wrong" to the problems, made safe to be shown.
 */
void postino_key_file_report (PostinoKeyFile *self, guint line, const char *format, ...)
  G_GNUC_PRINTF (3, 4);

/**
 * postino_key_file_check_keys:
 * @self: a key file
 * @group: a group
 * @known: (array zero-terminated): the keys that it may have
 * @translatable: (nullable) (array zero-terminated): those of them that may come
 *   with translations, "Name[it]"
 *
 * Reports every other key.
 */
void postino_key_file_check_keys (PostinoKeyFile *self,
                                  const char *group,
                                  const char *const *known,
                                  const char *const *translatable);

/**
 * postino_key_file_get_text:
 * @self: a key file
 * @group: a group
 * @key: a key
 * @required: whether to report when it is missing
 *
 * Returns: (transfer full) (nullable): the value, in the person's language where
 *   the file has it, or %NULL if missing or reported
 */
char *postino_key_file_get_text (PostinoKeyFile *self,
                                 const char *group,
                                 const char *key,
                                 gboolean required);

/**
 * postino_key_file_get_list:
 * @self: a key file
 * @group: a group
 * @key: a key
 * @required: whether to report when it is missing
 *
 * Returns: (transfer full) (nullable): the values between semicolons, none of them
 *   empty, or %NULL if missing or reported
 */
char **postino_key_file_get_list (PostinoKeyFile *self,
                                  const char *group,
                                  const char *key,
                                  gboolean required);

/**
 * postino_key_file_check_nick:
 * @self: a key file
 * @group: a group
 * @key: the key that has @nick
 * @nick: a word
 * @type: an enumeration's or flags' type
 * @known: (array zero-terminated): the nicks of @type that may stand there
 * @value: (inout): the value of @nick; unchanged when it is reported
 */
void postino_key_file_check_nick (PostinoKeyFile *self,
                                  const char *group,
                                  const char *key,
                                  const char *nick,
                                  GType type,
                                  const char *const *known,
                                  int *value);

/**
 * postino_problem_new:
 * @path: the name of a file or folder
 * @line: the line, or 0 for the file as a whole
 * @message: what is wrong
 *
 * Returns: (transfer full): "FILE:LINE: what is wrong", or "FILE: what is wrong",
 *   one line, made safe to be shown
 */
char *postino_problem_new (const char *path, guint line, const char *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoKeyFile, postino_key_file_free)

G_END_DECLS
