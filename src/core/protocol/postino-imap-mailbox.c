/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The last flight of an IMAP dialog: who we are, how full the account is, what is
 * new, and that INBOX opens. All at once, so that it costs one round trip.
 *
 * Nothing on the server changes: EXAMINE opens read-only.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "config.h"

#include "postino-imap-dialog-private.h"

#define ID "ID (\"name\" \"Postino\" \"version\" \"" PACKAGE_VERSION "\")"

static gboolean
is_name_ascii (PostinoImapDialog *self)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  const PostinoAddress *address = postino_dialog_get_address (dialog);
  const char *username = postino_dialog_get_seen (dialog)->server->username;

  return (address == NULL || g_str_is_ascii (address->local_part))
         && (username == NULL || g_str_is_ascii (username));
}

/* RFC 9755 section 3: mail to a name like пошта is not to be had without. Where
 * UTF8=ONLY stands, no mailbox is (section 6). */
static gboolean
wants_utf8 (PostinoImapDialog *self)
{
  if (self->utf8_enabled)
    return FALSE;

  return postino_imap_dialog_offers (self, "UTF8=ONLY")
         || (postino_imap_dialog_offers (self, "UTF8=ACCEPT") && !is_name_ascii (self));
}

static gboolean
wants_id (PostinoImapDialog *self)
{
  return !self->id_sent && postino_imap_dialog_offers (self, "ID");
}

static void
add (PostinoImapDialog *self, GPtrArray *lines, gboolean wanted, const char *command)
{
  if (wanted)
    g_ptr_array_add (lines, postino_imap_dialog_tag (self, command));
}

/* ENABLE comes before all that it changes. NetEase wants the ID before it opens
 * anything. The new messages are asked for before the mailbox is open: STATUS is not
 * meant for an open one (RFC 9051 section 6.3.11). */
PostinoAction *
postino_imap_dialog_open_mailbox (PostinoImapDialog *self)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  gboolean with_utf8 = wants_utf8 (self), with_id = wants_id (self);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  self->first = self->tag + 1;
  add (self, lines, with_utf8, "ENABLE UTF8=ACCEPT");
  add (self, lines, !self->has_capabilities, "CAPABILITY");
  add (self, lines, with_id, ID);
  add (self, lines, postino_imap_dialog_offers (self, "QUOTA"), "GETQUOTAROOT INBOX");
  add (self, lines, TRUE, "STATUS INBOX (UNSEEN)");
  add (self, lines, TRUE, "EXAMINE INBOX");
  g_ptr_array_add (lines, NULL);

  self->state = STATE_MAILBOX;
  self->utf8_enabled |= with_utf8;
  self->id_sent |= with_id;
  self->untagged = 0;
  g_string_truncate (self->complaints, 0);
  postino_dialog_get_seen (dialog)->stage = POSTINO_STAGE_MAILBOX;
  return postino_dialog_send_lines (dialog, (const char *const *) lines->pdata);
}

/* All that a test has to know is known. */
static PostinoAction *
finish_mailbox (PostinoImapDialog *self)
{
  PostinoAction *action;

  self->state = STATE_ERRAND;
  self->untagged = 0;
  action = postino_dialog_begin_errand (POSTINO_DIALOG (self));
  return action != NULL
           ? action
           : postino_imap_dialog_end (self, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, NULL);
}

PostinoAction *
postino_imap_dialog_on_mailbox (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  g_autofree char *words = postino_imap_dialog_get_words (self, reply);

  if (reply->kind != POSTINO_IMAP_TAGGED)
    return postino_dialog_malformed (dialog, reply->words);

  /* What comes before EXAMINE may be refused. */
  if (reply->tag != self->tag)
    {
      g_string_truncate (self->complaints, 0);
      if (reply->status != POSTINO_IMAP_OK)
        postino_dialog_note_refusal (dialog, words, FALSE);
      return postino_dialog_read (dialog);
    }

  if (reply->status == POSTINO_IMAP_OK)
    return finish_mailbox (self);
  /* The capabilities after sign-in may be the first to name what it wants. */
  if (wants_id (self) || wants_utf8 (self))
    return postino_imap_dialog_open_mailbox (self);

  return postino_imap_dialog_refuse (self, reply);
}

/* A mailbox may count against several quotas: the one that is full first. */
static void
note_quota (PostinoReport *seen, guint64 used, guint64 limit)
{
  guint64 room = limit - MIN (used, limit);
  guint64 known = seen->quota_limit_kib - MIN (seen->quota_used_kib, seen->quota_limit_kib);

  if (seen->quota_limit_kib != 0 && known <= room)
    return;

  seen->quota_used_kib = used;
  seen->quota_limit_kib = limit;
}

void
postino_imap_dialog_note_mailbox (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  PostinoReport *seen = postino_dialog_get_seen (POSTINO_DIALOG (self));
  int exists = postino_imap_reply_get_exists (reply);
  int unseen = postino_imap_reply_get_unseen (reply);
  guint64 used, limit;

  if (exists >= 0)
    seen->messages = exists;
  if (unseen >= 0)
    seen->unseen = unseen;
  if (postino_imap_reply_get_quota (reply, &used, &limit))
    note_quota (seen, used, limit);
}
