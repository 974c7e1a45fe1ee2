/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What looking for a message in IMAP's folders and in POP3's mailbox has in common.
 */
#pragma once

#include "postino-errand.h"

G_BEGIN_DECLS

/* How much of a message is looked at, in bytes. */
#define POSTINO_MAIL_MAX_LOOK (64 * 1024)

/**
 * PostinoMailKind:
 * @POSTINO_MAIL_OTHER: none of our business: never touched
 * @POSTINO_MAIL_OURS: the message that is looked for
 * @POSTINO_MAIL_BOUNCE: a report that it was not delivered (RFC 3464)
 * @POSTINO_MAIL_DELAY: a report that it is not delivered yet
 */
typedef enum
{
  POSTINO_MAIL_OTHER,
  POSTINO_MAIL_OURS,
  POSTINO_MAIL_BOUNCE,
  POSTINO_MAIL_DELAY,
} PostinoMailKind;

#define POSTINO_MAIL_N_KINDS (POSTINO_MAIL_DELAY + 1)

/**
 * PostinoMailJudge:
 * @bytes: a message, or the beginning of one, as it came
 * @length: how many bytes
 * @user_data: as given
 *
 * Returns: what it is
 */
typedef PostinoMailKind (*PostinoMailJudge) (const char *bytes, gsize length, gpointer user_data);

/**
 * PostinoFolderRole:
 * @POSTINO_FOLDER_OTHER: any other folder
 * @POSTINO_FOLDER_INBOX: where mail arrives
 * @POSTINO_FOLDER_JUNK: where mail arrives that is taken for junk
 * @POSTINO_FOLDER_SENT: where copies of what was sent are
 * @POSTINO_FOLDER_TRASH: what is to be deleted
 *
 * What a folder is for (RFC 6154).
 */
typedef enum
{
  POSTINO_FOLDER_OTHER,
  POSTINO_FOLDER_INBOX,
  POSTINO_FOLDER_JUNK,
  POSTINO_FOLDER_SENT,
  POSTINO_FOLDER_TRASH,
} PostinoFolderRole;

/**
 * PostinoCleaning:
 * @POSTINO_CLEANING_NONE: there was nothing to delete
 * @POSTINO_CLEANING_DELETED: all is gone
 * @POSTINO_CLEANING_TRASHED: it was moved to the trash, where the server deletes it
 * @POSTINO_CLEANING_MARKED: it could only be marked as deleted: expunging would have taken
 *   what others have marked as well
 * @POSTINO_CLEANING_KEPT: something of it is still there
 *
 * What became of what was found; the worst of all.
 */
typedef enum
{
  POSTINO_CLEANING_NONE,
  POSTINO_CLEANING_DELETED,
  POSTINO_CLEANING_TRASHED,
  POSTINO_CLEANING_MARKED,
  POSTINO_CLEANING_KEPT,
} PostinoCleaning;

/**
 * PostinoMailCatch:
 * @mails: (element-type GBytes) (nullable): the first of each #PostinoMailKind
 * @role: what the folder is for where the message was found first
 * @folder: (nullable): that folder's name, as a person reads it
 * @copies: how many of it were cleaned away where mail arrives
 * @sent_copies: how many of it in the folder of sent mail
 * @reports: how many reports about it
 * @cleaning: what became of them all
 */
typedef struct
{
  GBytes *mails[POSTINO_MAIL_N_KINDS];
  PostinoFolderRole role;
  char *folder;
  guint copies;
  guint sent_copies;
  guint reports;
  PostinoCleaning cleaning;
} PostinoMailCatch;

void postino_mail_catch_clear (PostinoMailCatch *self);

/**
 * postino_mail_catch_take:
 * @self: what was found until now
 * @kind: what it is
 * @bytes: a message
 * @length: how many bytes
 *
 * Returns: whether it is the first of its kind
 */
gboolean postino_mail_catch_take (PostinoMailCatch *self,
                                  PostinoMailKind kind,
                                  const char *bytes,
                                  gsize length);

/**
 * postino_mail_catch_is_complete:
 * @self: what was found until now
 *
 * Returns: whether nothing more is to be waited for: it has arrived, or never will
 */
gboolean postino_mail_catch_is_complete (const PostinoMailCatch *self);

/**
 * postino_mail_catch_count:
 * @self: what was found until now
 * @kind: what was cleaned away
 * @role: where
 * @cleaning: how
 *
 * Counts it.
 */
void postino_mail_catch_count (PostinoMailCatch *self,
                               PostinoMailKind kind,
                               PostinoFolderRole role,
                               PostinoCleaning cleaning);

/**
 * postino_mail_get_pause:
 * @n: how many pauses there were
 * @first_ms: the first one, in ms
 * @longest_ms: the longest one, in ms
 *
 * Returns: the time before the next look, in ms: twice as long as the one before
 */
guint postino_mail_get_pause (guint n, guint first_ms, guint longest_ms);

G_END_DECLS
