/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One folder of an IMAP account: its name, and what it is for.
 */
#pragma once

#include "postino-mail-watch.h"

G_BEGIN_DECLS

/**
 * PostinoImapFolder:
 * @name: its name as the server has it, which commands need
 * @title: its name as a person reads it
 * @role: what it is for
 * @certain: whether the server says so, and not only the name
 */
typedef struct
{
  char *name;
  char *title;
  PostinoFolderRole role;
  gboolean certain;
} PostinoImapFolder;

/**
 * postino_imap_folder_parse:
 * @bytes: a response: LIST, XLIST (the older form at Gmail) or LSUB
 * @length: how many bytes
 *
 * What it is for stands in its attributes (RFC 6154 section 2); where none of those is
 * there, a usual name in one of many languages tells it.
 *
 * Returns: (transfer full) (nullable): the folder; %NULL for other data, for a folder
 *   that can't be opened, and for a name that no command can have
 */
PostinoImapFolder *postino_imap_folder_parse (const char *bytes, gsize length);
void postino_imap_folder_free (PostinoImapFolder *self);

/**
 * postino_imap_folder_quote:
 * @name: a folder's name, without control characters
 *
 * Returns: (transfer full): it as a quoted string
 */
char *postino_imap_folder_quote (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoImapFolder, postino_imap_folder_free)

G_END_DECLS
