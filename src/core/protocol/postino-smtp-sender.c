/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether mail would be taken from this sender: MAIL, RCPT and RSET (RFC 5321 sections
 * 4.1.1.2, 4.1.1.3, 4.1.1.5), in one flight where the server pipelines (RFC 2920).
 *
 * No message is sent. Many servers decide about the sender only at RCPT, so the person's
 * own address is the recipient too.
 *
 * MAIL has no SIZE (RFC 1870) and no BODY (RFC 6152), even where they are offered: they
 * describe a message, and there is none. A made-up size could only be refused, for a
 * quota that says nothing about the account's settings. SMTPUTF8 (RFC 6531) is about the
 * address itself, so it is there when that needs it. CLIENTID, which some servers offer,
 * would name this computer to them: it is left.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-smtp-dialog-private.h"

static char *
make_mail_command (PostinoSmtpDialog *self, const char *address)
{
  gboolean is_ascii = g_str_is_ascii (address);

  return g_strconcat ("MAIL FROM:<", address, is_ascii ? ">" : "> SMTPUTF8", NULL);
}

static PostinoAction *
ask_about_sender (PostinoSmtpDialog *self)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  g_autofree char *address = postino_address_to_ascii (postino_dialog_get_address (dialog));
  g_autofree char *mail = make_mail_command (self, address);
  g_autofree char *rcpt = g_strconcat ("RCPT TO:<", address, ">", NULL);

  self->pipelining = postino_smtp_dialog_offers (self, "PIPELINING");
  self->state = STATE_MAIL;

  /* Such an address can't be asked about in a way that the server would read. */
  if (!g_str_is_ascii (address) && !postino_smtp_dialog_offers (self, "SMTPUTF8"))
    return postino_smtp_dialog_end (self, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, NULL);
  if (!self->pipelining)
    return postino_dialog_send (dialog, mail);

  return postino_dialog_send_lines (dialog, (const char *const[]){mail, rcpt, "RSET", NULL});
}

PostinoAction *
postino_smtp_dialog_try_sender (PostinoSmtpDialog *self)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);

  postino_dialog_get_seen (dialog)->stage = POSTINO_STAGE_SENDER;
  if (postino_dialog_get_errand (dialog) == NULL)
    return ask_about_sender (self);

  self->state = STATE_ERRAND;
  PostinoAction *action = postino_dialog_begin_errand (dialog);
  return action != NULL
           ? action
           : postino_smtp_dialog_end (self, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, NULL);
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
  return self->refusal != NULL ? postino_smtp_dialog_refuse (self, self->refusal)
                               : send_rcpt (self);
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
  return self->refusal != NULL ? postino_smtp_dialog_refuse (self, self->refusal)
                               : postino_dialog_send (POSTINO_DIALOG (self), "RSET");
}

static PostinoAction *
on_rset (PostinoSmtpDialog *self, const PostinoSmtpReply *reply)
{
  if (self->refusal != NULL)
    return postino_smtp_dialog_refuse (self, self->refusal);

  return postino_smtp_dialog_end (self, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, NULL);
}

PostinoAction *
postino_smtp_dialog_on_sender (PostinoSmtpDialog *self, const PostinoSmtpReply *reply)
{
  switch (self->state)
    {
    case STATE_MAIL:
      return on_mail (self, reply);
    case STATE_RCPT:
      return on_rcpt (self, reply);
    default:
      return on_rset (self, reply);
    }
}
