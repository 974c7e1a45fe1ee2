/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The states stand in the order in which they happen:
 *
 *   greeting, EHLO (HELO where that is too new), STARTTLS and EHLO again, AUTH
 *   (postino-smtp-sign-in.c), MAIL, RCPT and RSET (postino-smtp-sender.c), and QUIT,
 *   which nobody waits for.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-smtp-dialog-private.h"

#include "postino-capabilities.h"
#include "postino-errand.h"
#include "postino-service.h"

#include <string.h>

/* Who greets: a literal, as other programs have it, and for servers that want a
 * name one that fits everybody. The computer's own name and address are nobody's
 * business. */
static const char *const own_names[] = {"[127.0.0.1]", "localhost.localdomain"};

G_DEFINE_FINAL_TYPE (PostinoSmtpDialog, postino_smtp_dialog, POSTINO_TYPE_DIALOG)

PostinoAction *
postino_smtp_dialog_end (PostinoSmtpDialog *self,
                         PostinoStage stage,
                         PostinoFinding finding,
                         const char *words)
{
  return postino_dialog_end (POSTINO_DIALOG (self), stage, finding, words, "QUIT");
}

PostinoAction *
postino_smtp_dialog_refuse (PostinoSmtpDialog *self, const char *words)
{
  PostinoReport *seen = postino_dialog_get_seen (POSTINO_DIALOG (self));

  return postino_smtp_dialog_end (self, seen->stage, POSTINO_FINDING_REFUSED, words);
}

static PostinoAction *
send_command (PostinoSmtpDialog *self,
              PostinoSmtpState state,
              const char *verb,
              const char *argument)
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

gboolean
postino_smtp_dialog_offers (PostinoSmtpDialog *self, const char *keyword)
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
    return postino_smtp_dialog_refuse (self, reply->words);
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
    return postino_smtp_dialog_end (self, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, NULL);

  return postino_dialog_get_sasl (dialog) != NULL ? postino_smtp_dialog_sign_in (self, NULL)
                                                  : postino_smtp_dialog_try_sender (self);
}

/* What the server offers is known. */
static PostinoAction *
go_on (PostinoSmtpDialog *self)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);

  if (!postino_dialog_needs_tls (dialog))
    return begin_work (self);
  if (!postino_smtp_dialog_offers (self, "STARTTLS"))
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

  /* A filter in front greets, and then the server behind it. */
  if (reply->code == 220 && !self->greeted_twice)
    {
      self->greeted_twice = TRUE;
      return postino_dialog_read (POSTINO_DIALOG (self));
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

  return postino_smtp_dialog_refuse (self, reply->words);
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

static PostinoFrame
postino_smtp_dialog_frame (PostinoDialog *dialog,
                           const char *reply,
                           gsize line,
                           gsize length,
                           gsize *literal)
{
  return postino_smtp_frame (reply, line, length);
}

/* 421: wherever it comes, nothing follows (RFC 5321 section 3.8). RSET is only good
 * manners: by then all that was asked is answered. */
static PostinoAction *
on_closing (PostinoSmtpDialog *self, const PostinoSmtpReply *reply)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);

  if (self->state == STATE_RSET && self->refusal == NULL)
    return postino_dialog_end (dialog, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, NULL, NULL);

  return postino_dialog_end (dialog, postino_dialog_get_stage (dialog), POSTINO_FINDING_REFUSED,
                             self->refusal != NULL ? self->refusal : reply->words, NULL);
}

static PostinoAction *
postino_smtp_dialog_reply (PostinoDialog *dialog, const char *bytes, gsize length)
{
  PostinoSmtpDialog *self = POSTINO_SMTP_DIALOG (dialog);
  g_autoptr (PostinoSmtpReply) reply = postino_smtp_reply_parse (bytes, length);

  if (reply->code == 421)
    return on_closing (self, reply);

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
      return postino_smtp_dialog_on_auth (self, reply);
    case STATE_ERRAND:
      return postino_errand_reply (postino_dialog_get_errand (dialog), dialog, bytes, length);
    case STATE_MAIL:
    case STATE_RCPT:
    case STATE_RSET:
    default:
      return postino_smtp_dialog_on_sender (self, reply);
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
