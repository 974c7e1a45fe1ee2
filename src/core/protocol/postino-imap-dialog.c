/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The states stand in the order in which they happen:
 *
 *   greeting, CAPABILITY where the greeting has none, STARTTLS and CAPABILITY
 *   again, AUTHENTICATE or LOGIN, then in one flight ID, STATUS and EXAMINE, and
 *   LOGOUT, which nobody waits for.
 *
 * The sign-in stands in postino-imap-sign-in.c.
 *
 * Nothing on the server changes: EXAMINE opens read-only.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "config.h"

#include "postino-imap-dialog-private.h"

#include "postino-capabilities.h"

G_DEFINE_FINAL_TYPE (PostinoImapDialog, postino_imap_dialog, POSTINO_TYPE_DIALOG)

static PostinoAction *ask_capabilities (PostinoImapDialog *self);
static PostinoAction *go_on (PostinoImapDialog *self);
static PostinoAction *start_tls (PostinoImapDialog *self);

/* Lines. */

char *
postino_imap_dialog_tag (PostinoImapDialog *self, const char *command)
{
  return g_strdup_printf ("A%u %s", ++self->tag, command);
}

/* The next command is the only one under way. */
char *
postino_imap_dialog_tag_alone (PostinoImapDialog *self, const char *command)
{
  self->first = self->tag + 1;
  g_string_truncate (self->complaints, 0);
  return postino_imap_dialog_tag (self, command);
}

PostinoAction *
postino_imap_dialog_send (PostinoImapDialog *self, const char *command)
{
  g_autofree char *line = postino_imap_dialog_tag_alone (self, command);

  return postino_dialog_send (POSTINO_DIALOG (self), line);
}

PostinoAction *
postino_imap_dialog_end (PostinoImapDialog *self,
                         PostinoStage stage,
                         PostinoFinding finding,
                         const char *words)
{
  g_autofree char *farewell = postino_imap_dialog_tag (self, "LOGOUT");

  return postino_dialog_end (POSTINO_DIALOG (self), stage, finding, words, farewell);
}

/* What stood before it without a tag belongs to it. */
static char *
get_words (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  return g_strconcat (self->complaints->str, reply->words, NULL);
}

PostinoAction *
postino_imap_dialog_refuse (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  PostinoReport *seen = postino_dialog_get_seen (POSTINO_DIALOG (self));
  g_autofree char *words = get_words (self, reply);

  return postino_imap_dialog_end (self, seen->stage, POSTINO_FINDING_REFUSED, words);
}

gboolean
postino_imap_dialog_offers (PostinoImapDialog *self, const char *capability)
{
  return postino_capabilities_has (postino_dialog_get_seen (POSTINO_DIALOG (self))->capabilities,
                                   capability);
}

static PostinoAction *
end_without_tls (PostinoImapDialog *self, const char *words)
{
  return postino_dialog_end (POSTINO_DIALOG (self), POSTINO_STAGE_TLS, POSTINO_FINDING_NO_STARTTLS,
                             words, NULL);
}

/* Greeting. */

static PostinoAction *
on_greeting (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  g_autofree char *line = g_strconcat ("* ", reply->words, NULL);

  if (reply->kind != POSTINO_IMAP_UNTAGGED)
    return postino_dialog_malformed (dialog, reply->words);

  switch (reply->status)
    {
    case POSTINO_IMAP_OK:
      break;
    case POSTINO_IMAP_PREAUTH:
      postino_dialog_get_seen (dialog)->preauth = TRUE;
      /* Signed in already, so STARTTLS is not allowed any more: whoever said that
       * keeps us from encrypting. */
      if (postino_dialog_needs_tls (dialog))
        return end_without_tls (self, line);
      break;
    case POSTINO_IMAP_NO:
    case POSTINO_IMAP_BAD:
    case POSTINO_IMAP_BYE:
      return postino_dialog_end (dialog, POSTINO_STAGE_GREETING, POSTINO_FINDING_REFUSED, line,
                                 NULL);
    case POSTINO_IMAP_DATA:
    default:
      return postino_dialog_malformed (dialog, line);
    }

  return self->has_capabilities ? go_on (self) : ask_capabilities (self);
}

/* CAPABILITY. */

static PostinoAction *
ask_capabilities (PostinoImapDialog *self)
{
  self->state = STATE_CAPABILITY;
  return postino_imap_dialog_send (self, "CAPABILITY");
}

/* The capabilities are known. */
static PostinoAction *
go_on (PostinoImapDialog *self)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);

  if (postino_dialog_needs_tls (dialog))
    return start_tls (self);
  if (postino_dialog_only_greets (dialog))
    return postino_imap_dialog_end (self, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, NULL);
  if (postino_dialog_get_seen (dialog)->preauth || postino_dialog_get_sasl (dialog) == NULL)
    return postino_imap_dialog_open_mailbox (self);

  return postino_imap_dialog_sign_in (self, NULL);
}

static PostinoAction *
on_capability (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  if (reply->kind != POSTINO_IMAP_TAGGED)
    return postino_dialog_malformed (POSTINO_DIALOG (self), reply->words);
  if (reply->status != POSTINO_IMAP_OK)
    return postino_imap_dialog_refuse (self, reply);

  return go_on (self);
}

/* STARTTLS. */

static PostinoAction *
start_tls (PostinoImapDialog *self)
{
  if (!postino_imap_dialog_offers (self, "STARTTLS"))
    return end_without_tls (self, NULL);

  postino_dialog_get_seen (POSTINO_DIALOG (self))->stage = POSTINO_STAGE_TLS;
  self->state = STATE_STARTTLS;
  return postino_imap_dialog_send (self, "STARTTLS");
}

static PostinoAction *
on_starttls (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  g_autofree char *words = get_words (self, reply);

  if (reply->kind != POSTINO_IMAP_TAGGED)
    return postino_dialog_malformed (POSTINO_DIALOG (self), reply->words);
  if (reply->status != POSTINO_IMAP_OK)
    return end_without_tls (self, words);

  return postino_dialog_start_tls (POSTINO_DIALOG (self));
}

static PostinoAction *
postino_imap_dialog_tls_started (PostinoDialog *dialog)
{
  return ask_capabilities (POSTINO_IMAP_DIALOG (dialog));
}

/* Mailbox. */

#define ID "ID (\"name\" \"Postino\" \"version\" \"" PACKAGE_VERSION "\")"

/* All in one flight, so that it costs one round trip. NetEase wants the ID before
 * it opens anything. The new messages are asked for before the mailbox is open:
 * STATUS is not meant for an open one (RFC 9051 section 6.3.11). */
PostinoAction *
postino_imap_dialog_open_mailbox (PostinoImapDialog *self)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  gboolean with_id = !self->id_sent && postino_imap_dialog_offers (self, "ID");
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  self->first = self->tag + 1;
  if (!self->has_capabilities)
    g_ptr_array_add (lines, postino_imap_dialog_tag (self, "CAPABILITY"));
  if (with_id)
    g_ptr_array_add (lines, postino_imap_dialog_tag (self, ID));
  g_ptr_array_add (lines, postino_imap_dialog_tag (self, "STATUS INBOX (UNSEEN)"));
  g_ptr_array_add (lines, postino_imap_dialog_tag (self, "EXAMINE INBOX"));
  g_ptr_array_add (lines, NULL);

  self->state = STATE_MAILBOX;
  self->id_sent |= with_id;
  self->untagged = 0;
  g_string_truncate (self->complaints, 0);
  postino_dialog_get_seen (dialog)->stage = POSTINO_STAGE_MAILBOX;
  return postino_dialog_send_lines (dialog, (const char *const *) lines->pdata);
}

static PostinoAction *
on_mailbox (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  g_autofree char *words = get_words (self, reply);

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
    return postino_imap_dialog_end (self, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, NULL);
  /* The capabilities after sign-in may be the first to name ID. */
  if (!self->id_sent && postino_imap_dialog_offers (self, "ID"))
    return postino_imap_dialog_open_mailbox (self);

  return postino_imap_dialog_refuse (self, reply);
}

/* What comes without being asked for. */

static void
note_facts (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  PostinoReport *seen = postino_dialog_get_seen (dialog);
  char **capabilities = postino_imap_reply_get_capabilities (reply);

  if (capabilities != NULL)
    {
      postino_dialog_set_capabilities (dialog, capabilities);
      self->has_capabilities = TRUE;
    }

  /* Before TLS anybody could have said it. */
  if (postino_imap_reply_has_code (reply, "ALERT") && !postino_dialog_needs_tls (dialog))
    {
      g_free (seen->alert);
      seen->alert = g_strdup (reply->text);
    }
}

static void
note_counts (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  PostinoReport *seen = postino_dialog_get_seen (POSTINO_DIALOG (self));
  int exists = postino_imap_reply_get_exists (reply);
  int unseen = postino_imap_reply_get_unseen (reply);

  if (exists >= 0)
    seen->messages = exists;
  if (unseen >= 0)
    seen->unseen = unseen;
}

/* A warning, or a refusal that is not followed by more: nobody knows yet. */
static void
note_complaint (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  gboolean final = reply->status == POSTINO_IMAP_BYE
                   || (self->state <= STATE_LOGIN && reply->code != NULL
                       && !postino_imap_reply_has_code (reply, "ALERT"));

  g_string_append_printf (self->complaints, "* %s", reply->words);
  postino_dialog_note_refusal (POSTINO_DIALOG (self), self->complaints->str, final);
  g_string_append_c (self->complaints, '\n');
}

static PostinoAction *
on_untagged (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);

  if (++self->untagged > POSTINO_DIALOG_MAX_UNTAGGED)
    return postino_dialog_malformed (dialog, reply->words);

  if (reply->status == POSTINO_IMAP_NO || reply->status == POSTINO_IMAP_BAD
      || reply->status == POSTINO_IMAP_BYE)
    note_complaint (self, reply);
  else if (self->state == STATE_MAILBOX)
    note_counts (self, reply);

  return postino_dialog_read (dialog);
}

static PostinoFrame
postino_imap_dialog_frame (PostinoDialog *dialog,
                           const char *reply,
                           gsize line,
                           gsize length,
                           gsize *literal)
{
  guint64 size;

  if (!postino_imap_is_data (reply)
      || !postino_imap_find_literal (reply + line, length - line, &size))
    return POSTINO_FRAME_COMPLETE;

  *literal = (gsize) MIN (size, G_MAXSIZE);
  return POSTINO_FRAME_MORE;
}

static gboolean
is_under_way (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  return reply->kind == POSTINO_IMAP_CONTINUE
         || (reply->tag >= self->first && reply->tag <= self->tag);
}

static PostinoAction *
postino_imap_dialog_reply (PostinoDialog *dialog, const char *bytes, gsize length)
{
  PostinoImapDialog *self = POSTINO_IMAP_DIALOG (dialog);
  g_autoptr (PostinoImapReply) reply = postino_imap_reply_parse (bytes, length);

  if (reply->kind == POSTINO_IMAP_BROKEN)
    return postino_dialog_malformed (dialog, reply->words);

  note_facts (self, reply);
  if (self->state == STATE_GREETING)
    return on_greeting (self, reply);
  if (reply->kind == POSTINO_IMAP_UNTAGGED)
    return on_untagged (self, reply);
  if (!is_under_way (self, reply))
    return postino_dialog_malformed (dialog, reply->words);

  switch (self->state)
    {
    case STATE_CAPABILITY:
      return on_capability (self, reply);
    case STATE_STARTTLS:
      return on_starttls (self, reply);
    case STATE_AUTHENTICATE:
      return postino_imap_dialog_on_authenticate (self, reply);
    case STATE_LOGIN:
      return postino_imap_dialog_on_login (self, reply);
    case STATE_MAILBOX:
      return on_mailbox (self, reply);
    case STATE_GREETING:
    default:
      g_return_val_if_reached (postino_dialog_malformed (dialog, reply->words));
    }
}

static void
postino_imap_dialog_finalize (GObject *object)
{
  PostinoImapDialog *self = POSTINO_IMAP_DIALOG (object);

  g_string_free (self->complaints, TRUE);
  g_clear_pointer (&self->login, postino_imap_login_free);

  G_OBJECT_CLASS (postino_imap_dialog_parent_class)->finalize (object);
}

static void
postino_imap_dialog_class_init (PostinoImapDialogClass *klass)
{
  PostinoDialogClass *dialog_class = POSTINO_DIALOG_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postino_imap_dialog_finalize;
  dialog_class->frame = postino_imap_dialog_frame;
  dialog_class->reply = postino_imap_dialog_reply;
  dialog_class->tls_started = postino_imap_dialog_tls_started;
}

static void
postino_imap_dialog_init (PostinoImapDialog *self)
{
  self->complaints = g_string_new (NULL);
}
