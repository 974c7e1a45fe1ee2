/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was handed on to whom, so that it can be taken back: a key file in the
 * person's data folder, without any secret. An entry is written before the first
 * change is made, and goes when the last is undone.
 */
#pragma once

#include "postino-handover-private.h"

G_BEGIN_DECLS

/**
 * PostinoJournalEntry:
 * @edits: (element-type PostinoFileEdit): kind and path of each change of a file
 * @items: (element-type PostinoKeyringItem): the target's items in the keyring
 * @object: (nullable): the service's name for what it was given
 */
typedef struct
{
  GPtrArray *edits;
  GPtrArray *items;
  char *object;
} PostinoJournalEntry;

/**
 * postino_journal_write:
 * @self: a plan
 * @object: (nullable): the service's name for what it was given
 * @error: why it could not be written
 *
 * What an earlier entry for the same target and address has stays in it.
 *
 * Returns: whether it is written
 */
gboolean postino_journal_write (const PostinoHandover *self, const char *object, GError **error);

/**
 * postino_journal_read:
 * @target: a target
 * @address: whose account
 *
 * Returns: (transfer full) (nullable): what was done, or %NULL for nothing
 */
PostinoJournalEntry *postino_journal_read (const PostinoTarget *target, const char *address);

/**
 * postino_journal_list:
 * @address: whose account
 * @protocol: what the account receives with, a #PostinoProtocol, or -1 for any
 *
 * Returns: (transfer container) (element-type PostinoTarget): whom it was handed on to
 */
GPtrArray *postino_journal_list (const char *address, int protocol);

/**
 * postino_journal_forget:
 * @target: a target
 * @address: whose account
 * @error: why it could not be written
 *
 * Returns: whether the entry is gone
 */
gboolean postino_journal_forget (const PostinoTarget *target, const char *address, GError **error);

void postino_journal_entry_free (PostinoJournalEntry *self);
void postino_keyring_item_free (PostinoKeyringItem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoJournalEntry, postino_journal_entry_free)

G_END_DECLS
