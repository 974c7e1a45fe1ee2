/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state of the errand, for the three files that carry it on.
 */
#pragma once

#include "postino-imap-dialog-private.h"
#include "postino-imap-folder.h"
#include "postino-imap-watch.h"

G_BEGIN_DECLS

typedef enum
{
  STEP_LIST,
  STEP_OPEN,
  STEP_NOOP,
  STEP_SEARCH,
  STEP_SEARCH_REPORTS,
  STEP_FETCH,
  STEP_STORE,
  STEP_EXPUNGE,
  STEP_MOVE,
  STEP_IDLE_STARTING,
  STEP_IDLING,
  STEP_IDLE_ENDING,
  STEP_PAUSED,
  STEP_SETTLING,
} PostinoImapWatchStep;

struct _PostinoImapWatch
{
  PostinoErrand parent_instance;

  char *message_id;
  char *since;
  PostinoMailJudge judge;
  gpointer user_data;
  PostinoMailCatch found;

  /* Of this connection. */
  PostinoImapFolder *roles[POSTINO_FOLDER_TRASH + 1];
  PostinoFolderRole open; /* the folder that is open, OTHER where none is */
  gboolean open_to_write;
  gboolean cleaning;
  gboolean no_idle;
  gboolean settled; /* it was cleaned up, and once more after a while */
  guint visit;      /* the folder whose turn it is */
  guint pauses;
  PostinoImapWatchStep step;
  GHashTable *known; /* "folder uid" of what was looked at → its kind */

  /* Of the folder that is open. */
  GArray *uids;   /* still to be looked at, the last one first */
  GArray *doomed; /* to be deleted */
  GArray *kinds;  /* of what is in doomed */
  PostinoMailKind kind;
};

/* Whether the server offers it, by itself or with IMAP4rev2 (RFC 9051 appendix E). */
gboolean postino_imap_watch_offers (PostinoDialog *dialog, const char *capability);

/* Sends a command, the only one under way. */
PostinoAction *postino_imap_watch_send (PostinoImapWatch *self,
                                        PostinoDialog *dialog,
                                        PostinoImapWatchStep step,
                                        const char *command);

/* The next folder, when this one is done. */
PostinoAction *postino_imap_watch_go_on (PostinoImapWatch *self, PostinoDialog *dialog);

/* Looks through the folders once more: to delete, or only to look. */
PostinoAction *
postino_imap_watch_look (PostinoImapWatch *self, PostinoDialog *dialog, gboolean cleaning);

/* Deletes what is doomed in the open folder, and goes on. */
PostinoAction *postino_imap_watch_clean (PostinoImapWatch *self, PostinoDialog *dialog);
PostinoAction *postino_imap_watch_on_cleaned (PostinoImapWatch *self,
                                              PostinoDialog *dialog,
                                              const PostinoImapReply *reply);

/* Looks into the open folder: the searches, and what they find. */
PostinoAction *postino_imap_watch_search (PostinoImapWatch *self, PostinoDialog *dialog);
PostinoAction *postino_imap_watch_on_searched (PostinoImapWatch *self,
                                               PostinoDialog *dialog,
                                               const PostinoImapReply *reply);
void postino_imap_watch_note_found (PostinoImapWatch *self, const char *bytes, gsize length);

G_END_DECLS
