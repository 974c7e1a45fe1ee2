/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One look goes through the folder for junk and INBOX, opened read-only. INBOX comes
 * last and stays open, so that IDLE tells what happens there from the look on. When there
 * is something, or nobody waits any more, the folders are opened once more to delete.
 *
 * The look itself stands in postino-imap-look.c, the deleting in postino-imap-clean.c.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-imap-watch-private.h"

#include <string.h>

/* The first pause between two looks and the longest, in ms. */
#define FIRST_PAUSE_MS   1000
#define LONGEST_PAUSE_MS 30000

/* How long it takes from a sign of new mail to the look, in ms: others may follow. */
#define NEW_MAIL_MS 300

/* How long after cleaning up it is looked for a copy that came a little later, in ms. */
#define SETTLING_MS 1000

G_DEFINE_FINAL_TYPE (PostinoImapWatch, postino_imap_watch, POSTINO_TYPE_ERRAND)

/* In the order of a look. Only for deleting, the sent ones are of interest. */
static const PostinoFolderRole visits[] = {
  POSTINO_FOLDER_JUNK,
  POSTINO_FOLDER_INBOX,
  POSTINO_FOLDER_SENT,
};

gboolean
postino_imap_watch_offers (PostinoDialog *dialog, const char *capability)
{
  PostinoImapDialog *imap = POSTINO_IMAP_DIALOG (dialog);

  return postino_imap_dialog_offers (imap, capability)
         || postino_imap_dialog_offers (imap, "IMAP4rev2");
}

PostinoAction *
postino_imap_watch_send (PostinoImapWatch *self,
                         PostinoDialog *dialog,
                         PostinoImapWatchStep step,
                         const char *command)
{
  self->step = step;
  return postino_imap_dialog_send (POSTINO_IMAP_DIALOG (dialog), command);
}

/* Which folders there are. */

static void
forget_folders (PostinoImapWatch *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->roles); i++)
    g_clear_pointer (&self->roles[i], postino_imap_folder_free);

  self->roles[POSTINO_FOLDER_INBOX] = g_new0 (PostinoImapFolder, 1);
  self->roles[POSTINO_FOLDER_INBOX]->name = g_strdup ("INBOX");
  self->roles[POSTINO_FOLDER_INBOX]->title = g_strdup ("INBOX");
}

/* Without SPECIAL-USE, Gmail's older form may tell (before RFC 6154). */
static PostinoAction *
list_folders (PostinoImapWatch *self, PostinoDialog *dialog)
{
  gboolean special = postino_imap_watch_offers (dialog, "SPECIAL-USE");
  const char *command = "LIST \"\" \"*\"";

  if (special && postino_imap_watch_offers (dialog, "LIST-EXTENDED"))
    command = "LIST \"\" \"*\" RETURN (SPECIAL-USE)";
  else if (!special && postino_imap_dialog_offers (POSTINO_IMAP_DIALOG (dialog), "XLIST"))
    command = "XLIST \"\" \"*\"";

  return postino_imap_watch_send (self, dialog, STEP_LIST, command);
}

static void
note_folder (PostinoImapWatch *self, const char *bytes, gsize length)
{
  g_autoptr (PostinoImapFolder) folder = postino_imap_folder_parse (bytes, length);
  PostinoImapFolder **place;

  if (folder == NULL || folder->role == POSTINO_FOLDER_OTHER
      || folder->role == POSTINO_FOLDER_INBOX)
    return;

  place = &self->roles[folder->role];
  if (*place == NULL || (folder->certain && !(*place)->certain))
    {
      postino_imap_folder_free (*place);
      *place = g_steal_pointer (&folder);
    }
}

static PostinoAction *
postino_imap_watch_begin (PostinoErrand *errand, PostinoDialog *dialog)
{
  PostinoImapWatch *self = POSTINO_IMAP_WATCH (errand);

  forget_folders (self);
  self->open = POSTINO_FOLDER_INBOX;
  self->open_to_write = FALSE;
  self->no_idle = !postino_imap_watch_offers (dialog, "IDLE");
  return list_folders (self, dialog);
}

/* From folder to folder. */

static PostinoAction *
open_folder (PostinoImapWatch *self, PostinoDialog *dialog, PostinoFolderRole role)
{
  g_autofree char *name = postino_imap_folder_quote (self->roles[role]->name);
  g_autofree char *command = g_strconcat (self->cleaning ? "SELECT " : "EXAMINE ", name, NULL);

  if (self->open == role && self->open_to_write == self->cleaning)
    return postino_imap_watch_send (self, dialog, STEP_NOOP, "NOOP");

  self->open = POSTINO_FOLDER_OTHER;
  return postino_imap_watch_send (self, dialog, STEP_OPEN, command);
}

static guint
next_pause (PostinoImapWatch *self)
{
  return postino_mail_get_pause (self->pauses++, FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
}

static PostinoAction *
wait_a_while (PostinoImapWatch *self, PostinoDialog *dialog)
{
  if (!self->no_idle)
    return postino_imap_watch_send (self, dialog, STEP_IDLE_STARTING, "IDLE");

  self->step = STEP_PAUSED;
  return postino_dialog_wait (dialog, next_pause (self));
}

static PostinoAction *
finish (PostinoImapWatch *self, PostinoDialog *dialog)
{
  postino_errand_set_done (POSTINO_ERRAND (self));
  return postino_imap_dialog_end (POSTINO_IMAP_DIALOG (dialog), POSTINO_STAGE_DONE,
                                  POSTINO_FINDING_NONE, NULL);
}

/* Something on the way may make two of one message. */
static PostinoAction *
settle (PostinoImapWatch *self, PostinoDialog *dialog)
{
  if (self->settled || self->found.mails[POSTINO_MAIL_OURS] == NULL
      || postino_errand_is_hurried (POSTINO_ERRAND (self)))
    return finish (self, dialog);

  self->settled = TRUE;
  self->step = STEP_SETTLING;
  return postino_dialog_wait (dialog, SETTLING_MS);
}

static PostinoAction *
end_look (PostinoImapWatch *self, PostinoDialog *dialog)
{
  if (self->cleaning)
    return settle (self, dialog);
  if (postino_errand_is_hurried (POSTINO_ERRAND (self)))
    return postino_imap_watch_look (self, dialog, TRUE);

  return wait_a_while (self, dialog);
}

/* The folder whose turn it is, and all after it. */
static PostinoAction *
visit (PostinoImapWatch *self, PostinoDialog *dialog)
{
  g_array_set_size (self->uids, 0);
  g_array_set_size (self->doomed, 0);
  g_array_set_size (self->kinds, 0);

  for (; self->visit < G_N_ELEMENTS (visits); self->visit++)
    if (self->roles[visits[self->visit]] != NULL
        && (self->cleaning || visits[self->visit] != POSTINO_FOLDER_SENT))
      return open_folder (self, dialog, visits[self->visit]);

  return end_look (self, dialog);
}

PostinoAction *
postino_imap_watch_go_on (PostinoImapWatch *self, PostinoDialog *dialog)
{
  self->visit++;
  return visit (self, dialog);
}

PostinoAction *
postino_imap_watch_look (PostinoImapWatch *self, PostinoDialog *dialog, gboolean cleaning)
{
  self->cleaning = cleaning;
  self->visit = 0;
  return visit (self, dialog);
}

/* A folder that does not open is left out, but for INBOX. */
static PostinoAction *
on_opened (PostinoImapWatch *self, PostinoDialog *dialog, const PostinoImapReply *reply)
{
  PostinoFolderRole role = visits[self->visit];

  if (reply->status == POSTINO_IMAP_OK)
    {
      self->open = role;
      self->open_to_write = self->cleaning;
      return postino_imap_watch_search (self, dialog);
    }

  return role == POSTINO_FOLDER_INBOX
           ? postino_imap_dialog_refuse (POSTINO_IMAP_DIALOG (dialog), reply)
           : postino_imap_watch_go_on (self, dialog);
}

/* Waiting. */

static PostinoAction *
end_idle (PostinoImapWatch *self, PostinoDialog *dialog)
{
  self->step = STEP_IDLE_ENDING;
  return postino_dialog_send (dialog, "DONE");
}

static PostinoAction *
on_continue (PostinoImapWatch *self, PostinoDialog *dialog, const PostinoImapReply *reply)
{
  if (self->step != STEP_IDLE_STARTING)
    return postino_dialog_malformed (dialog, reply->words);
  if (postino_errand_is_hurried (POSTINO_ERRAND (self)))
    return end_idle (self, dialog);

  self->step = STEP_IDLING;
  return postino_dialog_wait (dialog, next_pause (self));
}

static PostinoAction *
on_untagged (PostinoImapWatch *self,
             PostinoDialog *dialog,
             const PostinoImapReply *reply,
             const char *bytes,
             gsize length)
{
  if (self->step == STEP_LIST)
    note_folder (self, bytes, length);
  else if (self->step == STEP_IDLING && postino_imap_reply_get_exists (reply) >= 0)
    return postino_dialog_wait (dialog, NEW_MAIL_MS);
  else
    postino_imap_watch_note_found (self, bytes, length);

  return postino_dialog_read (dialog);
}

static PostinoAction *
on_tagged (PostinoImapWatch *self, PostinoDialog *dialog, const PostinoImapReply *reply)
{
  switch (self->step)
    {
    case STEP_LIST:
      return postino_imap_watch_look (self, dialog,
                                      postino_mail_catch_is_complete (&self->found)
                                        || postino_errand_is_hurried (POSTINO_ERRAND (self)));
    case STEP_OPEN:
      return on_opened (self, dialog, reply);
    case STEP_NOOP:
      return postino_imap_watch_search (self, dialog);
    case STEP_SEARCH:
    case STEP_SEARCH_REPORTS:
    case STEP_FETCH:
      return postino_imap_watch_on_searched (self, dialog, reply);
    case STEP_STORE:
    case STEP_EXPUNGE:
    case STEP_MOVE:
      return postino_imap_watch_on_cleaned (self, dialog, reply);
    case STEP_IDLE_STARTING:
      self->no_idle = TRUE;
      return wait_a_while (self, dialog);
    case STEP_IDLING:
    case STEP_IDLE_ENDING:
      return postino_imap_watch_look (self, dialog, FALSE);
    case STEP_PAUSED:
    case STEP_SETTLING:
    default:
      return postino_dialog_malformed (dialog, reply->words);
    }
}

static PostinoAction *
postino_imap_watch_reply (PostinoErrand *errand,
                          PostinoDialog *dialog,
                          const char *bytes,
                          gsize length)
{
  PostinoImapWatch *self = POSTINO_IMAP_WATCH (errand);
  g_autoptr (PostinoImapReply) reply = postino_imap_reply_parse (bytes, length);

  if (reply->kind == POSTINO_IMAP_CONTINUE)
    return on_continue (self, dialog, reply);

  return reply->kind == POSTINO_IMAP_UNTAGGED ? on_untagged (self, dialog, reply, bytes, length)
                                              : on_tagged (self, dialog, reply);
}

static PostinoAction *
postino_imap_watch_wake (PostinoErrand *errand, PostinoDialog *dialog)
{
  PostinoImapWatch *self = POSTINO_IMAP_WATCH (errand);

  switch (self->step)
    {
    case STEP_IDLING:
      return end_idle (self, dialog);
    case STEP_PAUSED:
      return postino_imap_watch_look (self, dialog, FALSE);
    case STEP_SETTLING:
      return postino_imap_watch_look (self, dialog, TRUE);
    default:
      return NULL;
    }
}

static void
postino_imap_watch_finalize (GObject *object)
{
  PostinoImapWatch *self = POSTINO_IMAP_WATCH (object);

  for (gsize i = 0; i < G_N_ELEMENTS (self->roles); i++)
    g_clear_pointer (&self->roles[i], postino_imap_folder_free);
  g_free (self->message_id);
  g_free (self->since);
  g_hash_table_unref (self->known);
  g_array_unref (self->uids);
  g_array_unref (self->doomed);
  g_array_unref (self->kinds);
  postino_mail_catch_clear (&self->found);

  G_OBJECT_CLASS (postino_imap_watch_parent_class)->finalize (object);
}

static void
postino_imap_watch_class_init (PostinoImapWatchClass *klass)
{
  PostinoErrandClass *errand_class = POSTINO_ERRAND_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postino_imap_watch_finalize;
  errand_class->begin = postino_imap_watch_begin;
  errand_class->reply = postino_imap_watch_reply;
  errand_class->wake = postino_imap_watch_wake;
}

static void
postino_imap_watch_init (PostinoImapWatch *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->doomed = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->kinds = g_array_new (FALSE, FALSE, sizeof (PostinoMailKind));
}

/* RFC 9051 section 9, date-text: the month is English in every locale. The day before,
 * since servers are in other time zones. */
static char *
format_since (GDateTime *since)
{
  static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  g_autoptr (GDateTime) utc = g_date_time_to_utc (since);
  g_autoptr (GDateTime) before = g_date_time_add_days (utc, -1);

  return g_strdup_printf ("%d-%s-%d", g_date_time_get_day_of_month (before),
                          months[g_date_time_get_month (before) - 1],
                          g_date_time_get_year (before));
}

PostinoErrand *
postino_imap_watch_new (const char *message_id,
                        GDateTime *since,
                        PostinoMailJudge judge,
                        gpointer user_data)
{
  PostinoImapWatch *self = g_object_new (POSTINO_TYPE_IMAP_WATCH, NULL);

  self->message_id = g_strdup (message_id);
  self->since = format_since (since);
  self->judge = judge;
  self->user_data = user_data;
  return POSTINO_ERRAND (self);
}

const PostinoMailCatch *
postino_imap_watch_get_catch (PostinoImapWatch *self)
{
  g_return_val_if_fail (POSTINO_IS_IMAP_WATCH (self), NULL);

  return &self->found;
}
