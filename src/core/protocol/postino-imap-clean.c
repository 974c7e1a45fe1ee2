/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Deletes what was judged to be ours in the folder that is open, by its unique ids: with
 * UID EXPUNGE (RFC 4315), which takes nothing else along. EXPUNGE and CLOSE would take all
 * that anybody has marked, so they are never sent. At Gmail, where expunging may only
 * archive, it goes to the trash (RFC 6851).
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-imap-watch-private.h"

static char *
make_set (PostinoImapWatch *self)
{
  GString *set = g_string_new (NULL);

  for (guint i = 0; i < self->doomed->len; i++)
    g_string_append_printf (set, "%s%u", i > 0 ? "," : "",
                            g_array_index (self->doomed, guint32, i));

  return g_string_free (set, FALSE);
}

static PostinoAction *
finish (PostinoImapWatch *self, PostinoDialog *dialog, PostinoCleaning cleaning)
{
  for (guint i = 0; i < self->kinds->len; i++)
    postino_mail_catch_count (&self->found, g_array_index (self->kinds, PostinoMailKind, i),
                              self->open, cleaning);

  return postino_imap_watch_go_on (self, dialog);
}

/* Gmail copies what is copied to the trash by moving it. */
static PostinoAction *
move_to_trash (PostinoImapWatch *self, PostinoDialog *dialog, const char *set)
{
  const PostinoImapFolder *trash = self->roles[POSTINO_FOLDER_TRASH];

  if (trash == NULL || !trash->certain)
    return finish (self, dialog, POSTINO_CLEANING_KEPT);

  g_autofree char *name = postino_imap_folder_quote (trash->name);
  g_autofree char *command = g_strdup_printf (
    "UID %s %s %s", postino_imap_watch_offers (dialog, "MOVE") ? "MOVE" : "COPY", set, name);
  return postino_imap_watch_send (self, dialog, STEP_MOVE, command);
}

PostinoAction *
postino_imap_watch_clean (PostinoImapWatch *self, PostinoDialog *dialog)
{
  g_autofree char *set = make_set (self);

  if (postino_imap_dialog_offers (POSTINO_IMAP_DIALOG (dialog), "X-GM-EXT-1"))
    return move_to_trash (self, dialog, set);

  g_autofree char *command = g_strdup_printf ("UID STORE %s +FLAGS.SILENT (\\Deleted)", set);
  return postino_imap_watch_send (self, dialog, STEP_STORE, command);
}

static PostinoAction *
on_stored (PostinoImapWatch *self, PostinoDialog *dialog)
{
  g_autofree char *set = make_set (self);
  g_autofree char *command = g_strconcat ("UID EXPUNGE ", set, NULL);

  return postino_imap_watch_offers (dialog, "UIDPLUS")
           ? postino_imap_watch_send (self, dialog, STEP_EXPUNGE, command)
           : finish (self, dialog, POSTINO_CLEANING_MARKED);
}

PostinoAction *
postino_imap_watch_on_cleaned (PostinoImapWatch *self,
                               PostinoDialog *dialog,
                               const PostinoImapReply *reply)
{
  gboolean good = reply->status == POSTINO_IMAP_OK;

  switch (self->step)
    {
    case STEP_STORE:
      return good ? on_stored (self, dialog) : finish (self, dialog, POSTINO_CLEANING_KEPT);
    case STEP_EXPUNGE:
      return finish (self, dialog, good ? POSTINO_CLEANING_DELETED : POSTINO_CLEANING_MARKED);
    case STEP_MOVE:
    default:
      return finish (self, dialog, good ? POSTINO_CLEANING_TRASHED : POSTINO_CLEANING_KEPT);
    }
}
