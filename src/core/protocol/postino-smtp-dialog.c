/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The states stand in the order in which they happen:
 *
 *   greeting, EHLO (HELO where that is too new), STARTTLS and EHLO again, AUTH,
 *   then MAIL, RCPT and RSET, in one flight where the server pipelines, and QUIT,
 *   which nobody waits for.
 *
 * No message is sent. Many servers decide about the sender only at RCPT, so the
 * person's own address is the recipient too.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-smtp-dialog.h"

#include "postino-capabilities.h"
#include "postino-dialog-private.h"
#include "postino-service.h"
#include "postino-smtp-reply.h"

#include <string.h>

/* A longer command line than RFC 5321 section 4.5.3.1.4 asks servers to take. */
#define MAX_COMMAND 510

/* Who greets: a literal, as other programs have it, and for servers that want a
 * name one that fits everybody. The computer's own name and address are nobody's
 * business. */
static const char *const own_names[] = {"[127.0.0.1]", "localhost.localdomain"};

typedef enum
{
  STATE_GREETING,
  STATE_EHLO,
  STATE_HELO,
  STATE_STARTTLS,
  STATE_AUTH,
  STATE_MAIL,
  STATE_RCPT,
  STATE_RSET,
} State;

struct _PostinoSmtpDialog
{
  PostinoDialog parent_instance;

  State state;
  guint own_name;
  gboolean pipelining;
  char *refusal; /* of the sender, while the answers to its flight still come */
};

G_DEFINE_FINAL_TYPE (PostinoSmtpDialog, postino_smtp_dialog, POSTINO_TYPE_DIALOG)

static PostinoAction *sign_in (PostinoSmtpDialog *self, const PostinoSmtpReply *refusal);
static PostinoAction *send_mail (PostinoSmtpDialog *self);

static PostinoAction *
end (PostinoSmtpDialog *self, PostinoStage stage, PostinoFinding finding, const char *words)
{
  return postino_dialog_end (POSTINO_DIALOG (self), stage, finding, words, "QUIT");
}

static PostinoAction *
refuse (PostinoSmtpDialog *self, const char *words)
{
  PostinoReport *seen = postino_dialog_get_seen (POSTINO_DIALOG (self));

  return end (self, seen->stage, POSTINO_FINDING_REFUSED, words);
}

static PostinoAction *
send_command (PostinoSmtpDialog *self, State state, const char *verb, const char *argument)
{
  g_autofree char *line = g_strconcat (verb, argument, NULL);

  self->state = state;
  return postino_dialog_send (POSTINO_DIALOG (self), line);
}

static PostinoAction *
send_ehlo (PostinoSmtpDialog *self)
{
  return send_command (self, STATE_EHLO, "EHLO ", own_names[self->own_name]);
}

static gboolean
offers (PostinoSmtpDialog *self, const char *keyword)
{
  return postino_capabilities_has (postino_dialog_get_seen (POSTINO_DIALOG (self))->capabilities,
                                   keyword);
}

static PostinoAction *
end_without_tls (PostinoSmtpDialog *self, const char *words)
{
  return postino_dialog_end (POSTINO_DIALOG (self), POSTINO_STAGE_TLS, POSTINO_FINDING_NO_STARTTLS,
                             words, NULL);
}

/* Greeting. */

static PostinoAction *
on_greeting (PostinoSmtpDialog *self, const PostinoSmtpReply *reply)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);

  if (postino_service_recognise (reply->words, strlen (reply->words)) == POSTINO_SERVICE_OTHER)
    return postino_dialog_end (dialog, POSTINO_STAGE_GREETING, POSTINO_FINDING_WRONG_SERVICE,
                               reply->words, NULL);
  if (reply->code >= 400)
    return refuse (self, reply->words);
  if (reply->code != 220)
    return postino_dialog_malformed (dialog, reply->words);

  return send_ehlo (self);
}

/* EHLO and HELO. */

static PostinoAction *
begin_work (PostinoSmtpDialog *self)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);

  if (postino_dialog_only_greets (dialog))
    return end (self, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, NULL);

  return postino_dialog_get_sasl (dialog) != NULL ? sign_in (self, NULL) : send_mail (self);
}

/* What the server offers is known. */
static PostinoAction *
go_on (PostinoSmtpDialog *self)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);

  if (!postino_dialog_needs_tls (dialog))
    return begin_work (self);
  if (!offers (self, "STARTTLS"))
    return end_without_tls (self, NULL);

  postino_dialog_get_seen (dialog)->stage = POSTINO_STAGE_TLS;
  return send_command (self, STATE_STARTTLS, "STARTTLS", NULL);
}

static PostinoAction *
on_hello (PostinoSmtpDialog *self, const PostinoSmtpReply *reply)
{
  if (reply->code == 250)
    {
      /* The first line is the server's name. */
      char **offered = self->state == STATE_EHLO ? g_strdupv (reply->lines + 1) : NULL;
      postino_dialog_set_capabilities (POSTINO_DIALOG (self), offered);
      return go_on (self);
    }

  if (postino_smtp_reply_is_own_name (reply) && self->own_name + 1 < G_N_ELEMENTS (own_names))
    {
      self->own_name++;
      return send_ehlo (self);
    }
  if (self->state == STATE_EHLO && postino_smtp_reply_is_unknown_command (reply))
    return send_command (self, STATE_HELO, "HELO ", own_names[self->own_name]);
  if (reply->code < 400)
    return postino_dialog_malformed (POSTINO_DIALOG (self), reply->words);

  return refuse (self, reply->words);
}

/* STARTTLS, RFC 3207. */

static PostinoAction *
on_starttls (PostinoSmtpDialog *self, const PostinoSmtpReply *reply)
{
  if (reply->code != 220)
    return end_without_tls (self, reply->words);

  return postino_dialog_start_tls (POSTINO_DIALOG (self));
}

static PostinoAction *
postino_smtp_dialog_tls_started (PostinoDialog *dialog)
{
  return send_ehlo (POSTINO_SMTP_DIALOG (dialog));
}

/* AUTH, RFC 4954. */

static PostinoAction *
authenticate (PostinoSmtpDialog *self, const char *mechanism, gboolean with_initial)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  PostinoSasl *sasl = postino_dialog_get_sasl (dialog);
  g_autofree char *command = g_strconcat ("AUTH ", mechanism, NULL);
  g_autofree char *before = g_strconcat (command, " ", NULL);
  g_autoptr (PostinoSecret) response = postino_sasl_begin (sasl, mechanism, with_initial);

  postino_dialog_begin_sign_in (dialog, mechanism);
  self->state = STATE_AUTH;
  if (response == NULL)
    return postino_dialog_send (dialog, command);
  if (strlen (before) + postino_secret_get_length (response) > MAX_COMMAND)
    return authenticate (self, mechanism, FALSE);

  return postino_dialog_send_secret (dialog, before, response, NULL);
}

/* With the best that was not tried yet. */
static PostinoAction *
sign_in (PostinoSmtpDialog *self, const PostinoSmtpReply *refusal)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  PostinoSasl *sasl = postino_dialog_get_sasl (dialog);
  g_auto (GStrv) mechanisms =
    postino_capabilities_get_mechanisms (postino_dialog_get_seen (dialog)->capabilities, "AUTH");
  const char *const *offered = (const char *const *) mechanisms;
  const char *mechanism = NULL;

  if (postino_sasl_is_usable (sasl) && postino_dialog_may_sign_in (dialog))
    mechanism = postino_sasl_choose (sasl, offered, postino_dialog_get_channel (dialog));
  if (mechanism != NULL)
    return authenticate (self, mechanism, TRUE);
  if (refusal != NULL)
    return refuse (self, refusal->words);

  return end (self, POSTINO_STAGE_LOGIN,
              *offered == NULL ? POSTINO_FINDING_NO_AUTH : POSTINO_FINDING_NO_MECHANISM, NULL);
}

static gboolean
may_be_mechanism (PostinoSmtpDialog *self, const PostinoSmtpReply *reply)
{
  PostinoReport *seen = postino_dialog_get_seen (POSTINO_DIALOG (self));

  if (postino_smtp_reply_is_form (reply))
    return TRUE;

  /* The server may have nothing stored to check a challenge with. */
  return !postino_sasl_sends_password (seen->mechanism) && reply->code == 535
         && !postino_smtp_reply_has_enhanced (reply, 7, 8);
}

static PostinoAction *
on_auth (PostinoSmtpDialog *self, const PostinoSmtpReply *reply)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  PostinoSasl *sasl = postino_dialog_get_sasl (dialog);

  if (reply->code == 334)
    return postino_dialog_answer_challenge (dialog, reply->lines[0]);
  if (reply->code == 235 && postino_sasl_is_done (sasl))
    return send_mail (self);
  if (reply->code < 400)
    return postino_dialog_malformed (dialog, reply->words);

  /* The line could not be read: maybe it was too much for one. */
  if (postino_sasl_had_initial (sasl) && (reply->code == 500 || reply->code == 501)
      && postino_smtp_reply_is_form (reply) && postino_dialog_may_sign_in (dialog))
    return authenticate (self, postino_dialog_get_seen (dialog)->mechanism, FALSE);

  return may_be_mechanism (self, reply) ? sign_in (self, reply) : refuse (self, reply->words);
}

/* The sender. */

static char *
make_mail_command (PostinoSmtpDialog *self, const char *address)
{
  gboolean is_ascii = g_str_is_ascii (address);

  return g_strconcat ("MAIL FROM:<", address, is_ascii ? ">" : "> SMTPUTF8", NULL);
}

static PostinoAction *
send_mail (PostinoSmtpDialog *self)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  g_autofree char *address = postino_address_to_ascii (postino_dialog_get_address (dialog));
  g_autofree char *mail = make_mail_command (self, address);
  g_autofree char *rcpt = g_strconcat ("RCPT TO:<", address, ">", NULL);

  postino_dialog_get_seen (dialog)->stage = POSTINO_STAGE_SENDER;
  self->pipelining = offers (self, "PIPELINING");
  self->state = STATE_MAIL;

  /* Such an address can't be asked about in a way that the server would read. */
  if (!g_str_is_ascii (address) && !offers (self, "SMTPUTF8"))
    return end (self, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, NULL);
  if (!self->pipelining)
    return postino_dialog_send (dialog, mail);

  return postino_dialog_send_lines (dialog, (const char *const[]){mail, rcpt, "RSET", NULL});
}

static PostinoAction *
send_rcpt (PostinoSmtpDialog *self)
{
  g_autofree char *address =
    postino_address_to_ascii (postino_dialog_get_address (POSTINO_DIALOG (self)));
  g_autofree char *rcpt = g_strconcat ("RCPT TO:<", address, ">", NULL);

  return postino_dialog_send (POSTINO_DIALOG (self), rcpt);
}

/* The first refusal is the one that counts: what follows is only its consequence. */
static void
note_refusal (PostinoSmtpDialog *self, const PostinoSmtpReply *reply)
{
  if (self->refusal != NULL)
    return;

  self->refusal = g_strdup (reply->words);
  postino_dialog_note_refusal (POSTINO_DIALOG (self), self->refusal, TRUE);
}

static PostinoAction *
on_mail (PostinoSmtpDialog *self, const PostinoSmtpReply *reply)
{
  self->state = STATE_RCPT;
  if (!postino_smtp_reply_is_positive (reply))
    note_refusal (self, reply);

  if (self->pipelining)
    return postino_dialog_read (POSTINO_DIALOG (self));
  return self->refusal != NULL ? refuse (self, self->refusal) : send_rcpt (self);
}

static PostinoAction *
on_rcpt (PostinoSmtpDialog *self, const PostinoSmtpReply *reply)
{
  const PostinoReport *seen = postino_dialog_get_seen (POSTINO_DIALOG (self));

  self->state = STATE_RSET;
  if (!postino_smtp_reply_is_positive (reply) && !postino_smtp_reply_is_recipient (reply, seen))
    note_refusal (self, reply);

  if (self->pipelining)
    return postino_dialog_read (POSTINO_DIALOG (self));
  return self->refusal != NULL ? refuse (self, self->refusal)
                               : postino_dialog_send (POSTINO_DIALOG (self), "RSET");
}

static PostinoAction *
on_rset (PostinoSmtpDialog *self, const PostinoSmtpReply *reply)
{
  if (self->refusal != NULL)
    return refuse (self, self->refusal);

  return end (self, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, NULL);
}

static PostinoFrame
postino_smtp_dialog_frame (PostinoDialog *dialog,
                           const char *reply,
                           gsize line,
                           gsize length,
                           gsize *literal)
{
  return postino_smtp_frame (reply, line, length);
}

static PostinoAction *
postino_smtp_dialog_reply (PostinoDialog *dialog, const char *bytes, gsize length)
{
  PostinoSmtpDialog *self = POSTINO_SMTP_DIALOG (dialog);
  g_autoptr (PostinoSmtpReply) reply = postino_smtp_reply_parse (bytes, length);

  /* "Closing": wherever it comes, nothing follows (RFC 5321 section 3.8). */
  if (reply->code == 421)
    return postino_dialog_end (dialog, postino_dialog_get_stage (dialog), POSTINO_FINDING_REFUSED,
                               self->refusal != NULL ? self->refusal : reply->words, NULL);

  switch (self->state)
    {
    case STATE_GREETING:
      return on_greeting (self, reply);
    case STATE_EHLO:
    case STATE_HELO:
      return on_hello (self, reply);
    case STATE_STARTTLS:
      return on_starttls (self, reply);
    case STATE_AUTH:
      return on_auth (self, reply);
    case STATE_MAIL:
      return on_mail (self, reply);
    case STATE_RCPT:
      return on_rcpt (self, reply);
    case STATE_RSET:
    default:
      return on_rset (self, reply);
    }
}

static void
postino_smtp_dialog_finalize (GObject *object)
{
  g_free (POSTINO_SMTP_DIALOG (object)->refusal);

  G_OBJECT_CLASS (postino_smtp_dialog_parent_class)->finalize (object);
}

static void
postino_smtp_dialog_class_init (PostinoSmtpDialogClass *klass)
{
  PostinoDialogClass *dialog_class = POSTINO_DIALOG_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postino_smtp_dialog_finalize;
  dialog_class->frame = postino_smtp_dialog_frame;
  dialog_class->reply = postino_smtp_dialog_reply;
  dialog_class->tls_started = postino_smtp_dialog_tls_started;
}

static void
postino_smtp_dialog_init (PostinoSmtpDialog *self)
{
}
