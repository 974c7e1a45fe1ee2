/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The states stand in the order in which they happen:
 *
 *   greeting, CAPABILITY where the greeting has none, STARTTLS and CAPABILITY
 *   again, AUTHENTICATE or LOGIN, then the mailbox in one flight, and LOGOUT,
 *   which nobody waits for.
 *
 * The sign-in stands in postino-imap-sign-in.c, the mailbox in
 * postino-imap-mailbox.c.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "config.h"

#include "postino-imap-dialog-private.h"

#include "postino-capabilities.h"
#include "postino-errand.h"

#include <string.h>

/* How much of several alerts is kept, in bytes. */
#define MAX_ALERTS 2048

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

/* Where STARTTLS is wanted, whoever stands between can have said what comes before
 * it: "BYE [ALERT] Application-specific password required, see https://…" is not to
 * send anybody anywhere. That the server refused is a fact, and which of its own
 * troubles it names; its prose is no evidence, neither for the cause nor for what
 * the person reads. (What it answers to STARTTLS itself leads to one cause only.) */
static char *
get_own_words (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  return postino_dialog_needs_tls (POSTINO_DIALOG (self)) && self->state != STATE_STARTTLS
           ? postino_imap_reply_strip (reply)
           : g_strdup (reply->words);
}

/* What stood before it without a tag belongs to it. */
char *
postino_imap_dialog_get_words (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  g_autofree char *words = get_own_words (self, reply);

  return g_strconcat (self->complaints->str, words, NULL);
}

PostinoAction *
postino_imap_dialog_refuse (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  PostinoReport *seen = postino_dialog_get_seen (POSTINO_DIALOG (self));
  g_autofree char *words = postino_imap_dialog_get_words (self, reply);

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
  g_autofree char *words = get_own_words (self, reply);
  g_autofree char *line = g_strconcat ("* ", words, NULL);

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
  g_autofree char *words = postino_imap_dialog_get_words (self, reply);

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

/* What comes without being asked for. */

/* The person is to see them all (RFC 9051 section 7.1), each once. */
static void
note_alert (PostinoReport *seen, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (seen->alert != NULL ? seen->alert : "", "\n", -1);
  char *all;

  if (g_strv_contains ((const char *const *) lines, text))
    return;
  all = seen->alert != NULL ? g_strconcat (seen->alert, "\n", text, NULL) : g_strdup (text);
  if (seen->alert != NULL && strlen (all) > MAX_ALERTS)
    {
      g_free (all);
      return;
    }

  g_free (seen->alert);
  seen->alert = all;
}

static void
note_facts (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  char **capabilities = postino_imap_reply_get_capabilities (reply);

  if (capabilities != NULL)
    {
      postino_dialog_set_capabilities (dialog, capabilities);
      self->has_capabilities = TRUE;
    }

  /* Before TLS anybody could have said it. */
  if (postino_imap_reply_has_code (reply, "ALERT") && !postino_dialog_needs_tls (dialog))
    note_alert (postino_dialog_get_seen (dialog), reply->text);
}

/* A warning, or a refusal that is not followed by more: nobody knows yet. */
static void
note_complaint (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  gboolean final = reply->status == POSTINO_IMAP_BYE
                   || (self->state <= STATE_LOGIN && reply->code != NULL
                       && !postino_imap_reply_has_code (reply, "ALERT"));

  g_autofree char *words = get_own_words (self, reply);
  g_string_append_printf (self->complaints, "* %s", words);
  postino_dialog_note_refusal (POSTINO_DIALOG (self), self->complaints->str, final);
  g_string_append_c (self->complaints, '\n');
}

/* A list of folders is longer than anything before. */
static guint
get_max_untagged (PostinoImapDialog *self)
{
  return self->state == STATE_ERRAND ? POSTINO_ERRAND_MAX_UNTAGGED : POSTINO_DIALOG_MAX_UNTAGGED;
}

static PostinoAction *
on_untagged (PostinoImapDialog *self,
             const PostinoImapReply *reply,
             const char *bytes,
             gsize length)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);

  if (++self->untagged > get_max_untagged (self))
    return postino_dialog_malformed (dialog, reply->words);

  if (reply->status == POSTINO_IMAP_NO || reply->status == POSTINO_IMAP_BAD
      || reply->status == POSTINO_IMAP_BYE)
    note_complaint (self, reply);
  else if (self->state == STATE_MAILBOX)
    postino_imap_dialog_note_mailbox (self, reply);
  else if (self->state == STATE_ERRAND)
    return postino_errand_reply (postino_dialog_get_errand (dialog), dialog, bytes, length);

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
    return on_untagged (self, reply, bytes, length);
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
      return postino_imap_dialog_on_mailbox (self, reply);
    case STATE_ERRAND:
      self->untagged = 0;
      return postino_errand_reply (postino_dialog_get_errand (dialog), dialog, bytes, length);
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
