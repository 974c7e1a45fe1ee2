/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How an SMTP dialog signs in (RFC 4954): AUTH with the best mechanism, and what a
 * refusal leaves to be tried. A refused password is the end; a refused form or mechanism
 * is not.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-smtp-dialog-private.h"

#include <string.h>

/* A longer command line than RFC 5321 section 4.5.3.1.4 asks servers to take. */
#define MAX_COMMAND 510

static PostinoAction *
authenticate (PostinoSmtpDialog *self, const char *mechanism, gboolean with_initial)
{
  self->state = STATE_AUTH;
  return postino_dialog_send_auth (POSTINO_DIALOG (self), mechanism, with_initial, MAX_COMMAND);
}

/* With the best that was not tried yet. */
PostinoAction *
postino_smtp_dialog_sign_in (PostinoSmtpDialog *self, const PostinoSmtpReply *refusal)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  PostinoSasl *sasl = postino_dialog_get_sasl (dialog);
  g_auto (GStrv) mechanisms = postino_dialog_dup_offer (dialog, "AUTH");
  const char *const *offered = (const char *const *) mechanisms;
  const char *mechanism = NULL;

  if (postino_sasl_is_usable (sasl) && postino_dialog_may_sign_in (dialog))
    mechanism = postino_sasl_choose (sasl, offered, postino_dialog_get_channel (dialog));
  if (mechanism != NULL)
    return authenticate (self, mechanism, TRUE);
  if (refusal != NULL)
    return postino_smtp_dialog_refuse (self, refusal->words);

  return postino_smtp_dialog_end (
    self, POSTINO_STAGE_LOGIN,
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
         && !postino_smtp_reply_has_enhanced (reply, 7, 8)
         && !postino_sasl_blames_haste (reply->words);
}

PostinoAction *
postino_smtp_dialog_on_auth (PostinoSmtpDialog *self, const PostinoSmtpReply *reply)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  PostinoSasl *sasl = postino_dialog_get_sasl (dialog);

  if (reply->code == 334)
    return postino_dialog_answer_challenge (dialog, reply->lines[0]);
  if (reply->code == 235 && postino_sasl_is_done (sasl))
    return postino_smtp_dialog_try_sender (self);
  if (reply->code < 400)
    return postino_dialog_malformed (dialog, reply->words);

  /* The line could not be read: maybe it was too much for one. */
  if (postino_sasl_had_initial (sasl) && (reply->code == 500 || reply->code == 501)
      && postino_smtp_reply_is_form (reply) && postino_dialog_may_sign_in (dialog))
    return authenticate (self, postino_dialog_get_seen (dialog)->mechanism, FALSE);

  return may_be_mechanism (self, reply) ? postino_smtp_dialog_sign_in (self, reply)
                                        : postino_smtp_dialog_refuse (self, reply->words);
}
