/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files of rules, as people write them (data/replies/README.md): read, checked, put
 * in order, and tried on their own examples. Needed while building only.
 */
#pragma once

#include "postino-reply-rule.h"

G_BEGIN_DECLS

/**
 * PostinoReplyExample:
 * @scene: where the reply was heard
 * @host: (nullable): what scene.host points to
 * @reply: the reply
 * @others: (element-type PostinoCause): what it names besides the rule's cause
 * @line: its line in the file
 */
typedef struct
{
  PostinoReplyScene scene;
  char *host;
  char *reply;
  GArray *others;
  guint line;
} PostinoReplyExample;

/**
 * PostinoReplyEntry:
 * @rule: the rule; its texts belong to the entry
 * @path: the file
 * @line: the line of its [cause]
 * @examples: (element-type PostinoReplyExample): replies it is made for
 * @texts: (element-type utf8): keeps the rule's texts
 */
typedef struct
{
  PostinoReplyRule rule;
  char *path;
  guint line;
  GPtrArray *examples;
  GPtrArray *texts;
} PostinoReplyEntry;

/**
 * PostinoReplyKind:
 * @POSTINO_REPLIES: what servers answer; sections name causes
 * @POSTINO_WINDOWS: what mail programs show; sections name causes
 * @POSTINO_PROTOCOLS: which server such a text is about; sections name protocols
 *
 * What the rules of one image are about. Each kind has its own image.
 */
typedef enum
{
  POSTINO_REPLIES,
  POSTINO_WINDOWS,
  POSTINO_PROTOCOLS,
} PostinoReplyKind;

/**
 * PostinoReplyFiles:
 * @kind: what the rules are about
 * @sections: the type whose nicks the sections have
 * @entries: (element-type PostinoReplyEntry): the rules
 * @groups: (element-type utf8 utf8): folded phrases by the name of their group
 * @problems: (element-type utf8): "FILE:LINE: what is wrong"
 */
typedef struct
{
  PostinoReplyKind kind;
  GType sections;
  GPtrArray *entries;
  GHashTable *groups;
  GPtrArray *problems;
} PostinoReplyFiles;

/**
 * postino_reply_files_new:
 * @kind: what the files that will be added are about
 *
 * Returns: (transfer full): nothing yet
 */
PostinoReplyFiles *postino_reply_files_new (PostinoReplyKind kind);
void postino_reply_files_free (PostinoReplyFiles *self);

/**
 * postino_reply_files_add:
 * @self: the rules so far
 * @path: the file's name
 * @text: its content
 *
 * Reads a file; a group of phrases must come before it is used.
 */
void postino_reply_files_add (PostinoReplyFiles *self, const char *path, const char *text);

/**
 * postino_reply_files_finish:
 * @self: all rules
 *
 * Puts the rules in the order in which they are tried, and tries each on its
 * examples: all must get the rule's cause, and at least one by this very rule. An example
 * that names another cause as well says so.
 *
 * Returns: (transfer full) (nullable): the image, or %NULL when there are problems
 */
GBytes *postino_reply_files_finish (PostinoReplyFiles *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoReplyFiles, postino_reply_files_free)

G_END_DECLS
