/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The states stand in the order in which they happen:
 *
 *   greeting, CAPABILITY where the greeting has none, STARTTLS and CAPABILITY
 *   again, AUTHENTICATE or LOGIN, then in one flight ID, STATUS and EXAMINE, and
 *   LOGOUT, which nobody waits for.
 *
 * Nothing on the server changes: EXAMINE opens read-only.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "config.h"

#include "postino-imap-dialog.h"

#include "postino-dialog-private.h"
#include "postino-imap-login.h"
#include "postino-imap-reply.h"

#include <string.h>

typedef enum
{
  STATE_GREETING,
  STATE_CAPABILITY,
  STATE_STARTTLS,
  STATE_AUTHENTICATE,
  STATE_LOGIN,
  STATE_MAILBOX,
} State;

struct _PostinoImapDialog
{
  PostinoDialog parent_instance;

  State state;
  guint tag;      /* the last one sent */
  guint first;    /* the first one under way */
  guint untagged; /* lines without a tag */

  /* Since the command was sent. */
  GString *complaints;
  gboolean has_capabilities;

  PostinoImapLogin *login;

  gboolean id_sent;
};

G_DEFINE_FINAL_TYPE (PostinoImapDialog, postino_imap_dialog, POSTINO_TYPE_DIALOG)

static PostinoAction *sign_in (PostinoImapDialog *self, const PostinoImapReply *refusal);
static PostinoAction *open_mailbox (PostinoImapDialog *self);

/* Lines. */

static char *
tagged (PostinoImapDialog *self, const char *command)
{
  return g_strdup_printf ("A%u %s", ++self->tag, command);
}

/* The next command is the only one under way. */
static char *
tagged_alone (PostinoImapDialog *self, const char *command)
{
  self->first = self->tag + 1;
  g_string_truncate (self->complaints, 0);
  return tagged (self, command);
}

static PostinoAction *
send_command (PostinoImapDialog *self, const char *command)
{
  g_autofree char *line = tagged_alone (self, command);

  return postino_dialog_send (POSTINO_DIALOG (self), line);
}

static PostinoAction *
end (PostinoImapDialog *self, PostinoStage stage, PostinoFinding finding, const char *words)
{
  g_autofree char *farewell = tagged (self, "LOGOUT");

  return postino_dialog_end (POSTINO_DIALOG (self), stage, finding, words, farewell);
}

/* What stood before it without a tag belongs to it. */
static char *
get_words (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  return g_strconcat (self->complaints->str, reply->words, NULL);
}

static PostinoAction *
refuse (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  PostinoReport *seen = postino_dialog_get_seen (POSTINO_DIALOG (self));
  g_autofree char *words = get_words (self, reply);

  return end (self, seen->stage, POSTINO_FINDING_REFUSED, words);
}

static gboolean
has_capability (PostinoImapDialog *self, const char *name)
{
  PostinoReport *seen = postino_dialog_get_seen (POSTINO_DIALOG (self));

  for (char **p = seen->capabilities; p != NULL && *p != NULL; p++)
    if (g_ascii_strcasecmp (*p, name) == 0)
      return TRUE;

  return FALSE;
}

/* STARTTLS. */

static PostinoAction *
end_without_tls (PostinoImapDialog *self, const char *words)
{
  return postino_dialog_end (POSTINO_DIALOG (self), POSTINO_STAGE_TLS, POSTINO_FINDING_NO_STARTTLS,
                             words, NULL);
}

static PostinoAction *
ask_capabilities (PostinoImapDialog *self)
{
  self->state = STATE_CAPABILITY;
  return send_command (self, "CAPABILITY");
}

static PostinoAction *
start_tls (PostinoImapDialog *self)
{
  if (!has_capability (self, "STARTTLS"))
    return end_without_tls (self, NULL);

  postino_dialog_get_seen (POSTINO_DIALOG (self))->stage = POSTINO_STAGE_TLS;
  self->state = STATE_STARTTLS;
  return send_command (self, "STARTTLS");
}

/* The capabilities are known. */
static PostinoAction *
go_on (PostinoImapDialog *self)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);

  if (postino_dialog_needs_tls (dialog))
    return start_tls (self);
  if (postino_dialog_get_seen (dialog)->preauth || postino_dialog_get_sasl (dialog) == NULL)
    return open_mailbox (self);

  return sign_in (self, NULL);
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

static PostinoAction *
on_capability (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  if (reply->kind != POSTINO_IMAP_TAGGED)
    return postino_dialog_malformed (POSTINO_DIALOG (self), reply->words);
  if (reply->status != POSTINO_IMAP_OK)
    return refuse (self, reply);

  return go_on (self);
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
  PostinoImapDialog *self = POSTINO_IMAP_DIALOG (dialog);

  self->has_capabilities = FALSE;
  return ask_capabilities (self);
}

/* Sign-in. */

static char **
get_mechanisms (PostinoImapDialog *self)
{
  PostinoReport *seen = postino_dialog_get_seen (POSTINO_DIALOG (self));
  GStrvBuilder *builder = g_strv_builder_new ();

  for (char **p = seen->capabilities; p != NULL && *p != NULL; p++)
    if (g_ascii_strncasecmp (*p, "AUTH=", 5) == 0)
      g_strv_builder_add (builder, *p + 5);

  char **mechanisms = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return mechanisms;
}

static PostinoAction *
authenticate (PostinoImapDialog *self, const char *mechanism, gboolean with_initial)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  g_autofree char *command = g_strconcat ("AUTHENTICATE ", mechanism, NULL);
  g_autoptr (PostinoSecret) response =
    postino_sasl_begin (postino_dialog_get_sasl (dialog), mechanism, with_initial);

  postino_dialog_begin_sign_in (dialog, mechanism);
  self->state = STATE_AUTHENTICATE;
  self->has_capabilities = FALSE;
  if (response == NULL)
    return send_command (self, command);

  g_autofree char *line = tagged_alone (self, command);
  g_autofree char *before = g_strconcat (line, " ", NULL);
  return postino_dialog_send_secret (dialog, before, response, NULL);
}

/* How long a literal may be that goes without being waited for (RFC 7888). */
static gsize
get_literal_limit (PostinoImapDialog *self)
{
  if (has_capability (self, "LITERAL+"))
    return POSTINO_DIALOG_MAX_REPLY;
  return has_capability (self, "LITERAL-") ? 4096 : 0;
}

static PostinoAction *
send_login (PostinoImapDialog *self)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  g_autofree char *command = tagged_alone (self, "LOGIN ");

  postino_dialog_begin_sign_in (dialog, "LOGIN");
  self->state = STATE_LOGIN;
  self->has_capabilities = FALSE;
  return postino_imap_login_start (self->login, dialog, command);
}

/* RFC 9051 section 6.2.3: not where LOGINDISABLED stands. */
static gboolean
may_login (PostinoImapDialog *self)
{
  return self->login == NULL && !has_capability (self, "LOGINDISABLED");
}

/* Nothing can be used, and nothing has been tried. */
static PostinoAction *
end_without_mechanism (PostinoImapDialog *self, const char *const *offered)
{
  gboolean disabled = has_capability (self, "LOGINDISABLED")
                      && (*offered == NULL || !postino_dialog_is_encrypted (POSTINO_DIALOG (self)));

  return end (self, POSTINO_STAGE_LOGIN,
              disabled ? POSTINO_FINDING_LOGIN_DISABLED : POSTINO_FINDING_NO_MECHANISM, NULL);
}

static PostinoAction *
begin_login (PostinoImapDialog *self)
{
  PostinoSasl *sasl = postino_dialog_get_sasl (POSTINO_DIALOG (self));

  self->login = postino_imap_login_new (sasl, get_literal_limit (self));
  return send_login (self);
}

/* With the best that was not tried yet. The command LOGIN stands where the
 * mechanisms that send the password end. */
static PostinoAction *
sign_in (PostinoImapDialog *self, const PostinoImapReply *refusal)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  PostinoSasl *sasl = postino_dialog_get_sasl (dialog);
  gboolean encrypted = postino_dialog_is_encrypted (dialog);
  g_auto (GStrv) mechanisms = get_mechanisms (self);
  const char *const *offered = (const char *const *) mechanisms;

  if (postino_sasl_is_usable (sasl) && postino_dialog_may_sign_in (dialog))
    {
      const char *best = postino_sasl_choose (sasl, offered, encrypted);

      if (may_login (self) && (best == NULL || (encrypted && !postino_sasl_sends_password (best))))
        return begin_login (self);
      if (best != NULL)
        return authenticate (self, best, has_capability (self, "SASL-IR"));
    }

  return refusal != NULL ? refuse (self, refusal) : end_without_mechanism (self, offered);
}

/* Codes that say nothing about user name and password (RFC 5530 section 3). */
static gboolean
is_about_form (const PostinoImapReply *reply)
{
  return reply->code == NULL || postino_imap_reply_has_code (reply, "CANNOT")
         || postino_imap_reply_has_code (reply, "CLIENTBUG")
         || postino_imap_reply_has_code (reply, "PARSE");
}

static gboolean
may_be_mechanism (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  if (!is_about_form (reply))
    return FALSE;
  if (reply->status == POSTINO_IMAP_BAD || reply->code != NULL
      || postino_sasl_blames_mechanism (reply->text))
    return TRUE;

  /* The server may have nothing stored to check a challenge with. */
  return !postino_sasl_sends_password (postino_dialog_get_seen (POSTINO_DIALOG (self))->mechanism);
}

/* Coremail announces SASL-IR and wants no initial response. */
static gboolean
may_be_initial (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);

  return postino_sasl_had_initial (postino_dialog_get_sasl (dialog))
         && postino_dialog_may_sign_in (dialog) && is_about_form (reply)
         && (may_be_mechanism (self, reply) || !postino_sasl_blames_credentials (reply->text));
}

static PostinoAction *
on_authenticate (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);

  if (reply->kind == POSTINO_IMAP_CONTINUE)
    return postino_dialog_answer_challenge (dialog, reply->words);
  if (reply->status == POSTINO_IMAP_OK)
    return postino_sasl_is_done (postino_dialog_get_sasl (dialog))
             ? open_mailbox (self)
             : postino_dialog_malformed (dialog, reply->words);

  if (may_be_initial (self, reply))
    return authenticate (self, postino_dialog_get_seen (dialog)->mechanism, FALSE);

  return may_be_mechanism (self, reply) ? sign_in (self, reply) : refuse (self, reply);
}

static PostinoAction *
on_login (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);

  if (reply->kind == POSTINO_IMAP_CONTINUE)
    return postino_imap_login_continue (self->login, dialog);
  if (reply->status == POSTINO_IMAP_OK)
    return postino_imap_login_is_done (self->login)
             ? open_mailbox (self)
             : postino_dialog_malformed (dialog, reply->words);

  /* A form that could not be read is no answer yet. */
  if (reply->status == POSTINO_IMAP_BAD && is_about_form (reply))
    return postino_dialog_may_sign_in (dialog) && postino_imap_login_change_form (self->login)
             ? send_login (self)
             : sign_in (self, reply);

  return refuse (self, reply);
}

/* Mailbox. */

#define ID "ID (\"name\" \"Postino\" \"version\" \"" PACKAGE_VERSION "\")"

/* All in one flight, so that it costs one round trip. NetEase wants the ID before
 * it opens anything. The new messages are asked for before the mailbox is open:
 * STATUS is not meant for an open one (RFC 9051 section 6.3.11). */
static PostinoAction *
open_mailbox (PostinoImapDialog *self)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  gboolean with_id = !self->id_sent && has_capability (self, "ID");
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  self->first = self->tag + 1;
  if (!self->has_capabilities)
    g_ptr_array_add (lines, tagged (self, "CAPABILITY"));
  if (with_id)
    g_ptr_array_add (lines, tagged (self, ID));
  g_ptr_array_add (lines, tagged (self, "STATUS INBOX (UNSEEN)"));
  g_ptr_array_add (lines, tagged (self, "EXAMINE INBOX"));
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
    return end (self, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, NULL);
  /* The capabilities after sign-in may be the first to name ID. */
  if (!self->id_sent && has_capability (self, "ID"))
    return open_mailbox (self);

  return refuse (self, reply);
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

static PostinoAction *
postino_imap_dialog_greet (PostinoDialog *dialog)
{
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
      return on_authenticate (self, reply);
    case STATE_LOGIN:
      return on_login (self, reply);
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
  dialog_class->greet = postino_imap_dialog_greet;
  dialog_class->frame = postino_imap_dialog_frame;
  dialog_class->reply = postino_imap_dialog_reply;
  dialog_class->tls_started = postino_imap_dialog_tls_started;
}

static void
postino_imap_dialog_init (PostinoImapDialog *self)
{
  self->complaints = g_string_new (NULL);
}
