/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A look into the folder that is open. What the server's search finds is only a
 * suggestion (it may match a part of a Message-ID): each message is read, and judged.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-imap-items.h"
#include "postino-imap-watch-private.h"

#include <string.h>

PostinoAction *
postino_imap_watch_search (PostinoImapWatch *self, PostinoDialog *dialog)
{
  g_autofree char *command =
    g_strdup_printf ("UID SEARCH HEADER Message-ID \"%s\"", self->message_id);

  return postino_imap_watch_send (self, dialog, STEP_SEARCH, command);
}

/* Reports have a Message-ID of their own. */
static PostinoAction *
search_reports (PostinoImapWatch *self, PostinoDialog *dialog)
{
  g_autofree char *command = g_strdup_printf (
    "UID SEARCH SINCE %s OR HEADER Content-Type \"delivery-status\" FROM \"mailer-daemon\"",
    self->since);

  return postino_imap_watch_send (self, dialog, STEP_SEARCH_REPORTS, command);
}

static char *
make_key (PostinoImapWatch *self, guint32 uid)
{
  return g_strdup_printf ("%d %u", (int) self->open, uid);
}

/* What is none of our business is read once. */
static gboolean
is_known (PostinoImapWatch *self, guint32 uid)
{
  g_autofree char *key = make_key (self, uid);
  gpointer kind;

  return g_hash_table_lookup_extended (self->known, key, NULL, &kind)
         && (!self->cleaning || GPOINTER_TO_INT (kind) == POSTINO_MAIL_OTHER);
}

static guint32
get_current (PostinoImapWatch *self)
{
  return self->uids->len > 0 ? g_array_index (self->uids, guint32, self->uids->len - 1) : 0;
}

static PostinoAction *
fetch_next (PostinoImapWatch *self, PostinoDialog *dialog)
{
  while (self->uids->len > 0 && is_known (self, get_current (self)))
    g_array_set_size (self->uids, self->uids->len - 1);
  if (self->uids->len == 0)
    return self->doomed->len > 0 ? postino_imap_watch_clean (self, dialog)
                                 : postino_imap_watch_go_on (self, dialog);

  g_autofree char *command = g_strdup_printf ("UID FETCH %u (UID BODY.PEEK[]<0.%d>)",
                                              get_current (self), POSTINO_MAIL_MAX_LOOK);
  self->kind = POSTINO_MAIL_OTHER;
  return postino_imap_watch_send (self, dialog, STEP_FETCH, command);
}

static void
note_mail (PostinoImapWatch *self, const char *body, gsize size)
{
  self->kind = self->judge (body, size, self->user_data);
  if (self->kind == POSTINO_MAIL_OTHER || self->open == POSTINO_FOLDER_SENT
      || !postino_mail_catch_take (&self->found, self->kind, body, size))
    return;

  if (self->kind == POSTINO_MAIL_OURS)
    {
      self->found.role = self->open;
      self->found.folder = g_strdup (self->roles[self->open]->title);
    }
  postino_errand_note_progress (POSTINO_ERRAND (self));
}

void
postino_imap_watch_note_found (PostinoImapWatch *self, const char *bytes, gsize length)
{
  g_autofree char *body = NULL;
  guint32 uid;
  gsize size;

  if (self->step == STEP_SEARCH || self->step == STEP_SEARCH_REPORTS)
    postino_imap_search_parse (bytes, length, self->uids);
  else if (self->step == STEP_FETCH && postino_imap_fetch_parse (bytes, length, &uid, &body, &size)
           && body != NULL && uid == get_current (self))
    note_mail (self, body, size);
}

static PostinoAction *
on_fetched (PostinoImapWatch *self, PostinoDialog *dialog)
{
  guint32 uid = get_current (self);

  g_hash_table_insert (self->known, make_key (self, uid), GINT_TO_POINTER (self->kind));
  g_array_set_size (self->uids, self->uids->len - 1);
  if (self->cleaning && self->kind != POSTINO_MAIL_OTHER)
    {
      g_array_append_val (self->doomed, uid);
      g_array_append_val (self->kinds, self->kind);
    }
  if (!self->cleaning && postino_mail_catch_is_complete (&self->found))
    return postino_imap_watch_look (self, dialog, TRUE);

  return fetch_next (self, dialog);
}

PostinoAction *
postino_imap_watch_on_searched (PostinoImapWatch *self,
                                PostinoDialog *dialog,
                                const PostinoImapReply *reply)
{
  switch (self->step)
    {
    case STEP_SEARCH:
      return self->open == POSTINO_FOLDER_SENT ? fetch_next (self, dialog)
                                               : search_reports (self, dialog);
    case STEP_SEARCH_REPORTS:
      return fetch_next (self, dialog);
    case STEP_FETCH:
    default:
      return on_fetched (self, dialog);
    }
}
