/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How an IMAP dialog signs in: AUTHENTICATE with the best mechanism, or LOGIN, and
 * what a refusal leaves to be tried. A refused password is the end; a refused form
 * or mechanism is not.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-imap-dialog-private.h"

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
    return postino_imap_dialog_send (self, command);

  g_autofree char *line = postino_imap_dialog_tag_alone (self, command);
  g_autofree char *before = g_strconcat (line, " ", NULL);
  return postino_dialog_send_secret (dialog, before, response, NULL);
}

/* How long a literal may be that goes without being waited for (RFC 7888). */
static gsize
get_literal_limit (PostinoImapDialog *self)
{
  if (postino_imap_dialog_offers (self, "LITERAL+"))
    return POSTINO_DIALOG_MAX_REPLY;
  return postino_imap_dialog_offers (self, "LITERAL-") ? 4096 : 0;
}

static PostinoAction *
send_login (PostinoImapDialog *self)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  g_autofree char *command = postino_imap_dialog_tag_alone (self, "LOGIN ");

  postino_dialog_begin_sign_in (dialog, "LOGIN");
  self->state = STATE_LOGIN;
  self->has_capabilities = FALSE;
  return postino_imap_login_start (self->login, dialog, command);
}

/* RFC 9051 section 6.2.3: not where LOGINDISABLED stands. */
static gboolean
may_login (PostinoImapDialog *self)
{
  return self->login == NULL && !postino_imap_dialog_offers (self, "LOGINDISABLED")
         && postino_sasl_may_send_password (postino_dialog_get_sasl (POSTINO_DIALOG (self)));
}

/* Nothing can be used, and nothing has been tried. */
static PostinoAction *
end_without_mechanism (PostinoImapDialog *self, const char *const *offered)
{
  gboolean disabled = postino_imap_dialog_offers (self, "LOGINDISABLED")
                      && (*offered == NULL || !postino_dialog_is_encrypted (POSTINO_DIALOG (self)));

  return postino_imap_dialog_end (
    self, POSTINO_STAGE_LOGIN,
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
PostinoAction *
postino_imap_dialog_sign_in (PostinoImapDialog *self, const PostinoImapReply *refusal)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  PostinoSasl *sasl = postino_dialog_get_sasl (dialog);
  PostinoChannel channel = postino_dialog_get_channel (dialog);
  g_auto (GStrv) mechanisms = postino_dialog_dup_offer (dialog, "AUTH");
  const char *const *offered = (const char *const *) mechanisms;

  if (postino_sasl_is_usable (sasl) && postino_dialog_may_sign_in (dialog))
    {
      const char *best = postino_sasl_choose (sasl, offered, channel);

      if (may_login (self)
          && (best == NULL
              || (channel == POSTINO_CHANNEL_VERIFIED && !postino_sasl_sends_password (best))))
        return begin_login (self);
      if (best != NULL)
        return authenticate (self, best, postino_imap_dialog_offers (self, "SASL-IR"));
    }

  return refusal != NULL ? postino_imap_dialog_refuse (self, refusal)
                         : end_without_mechanism (self, offered);
}

/* Codes that say nothing about user name and password (RFC 5530 section 3). */
static gboolean
is_about_form (const PostinoImapReply *reply)
{
  return reply->code == NULL || postino_imap_reply_has_code (reply, "CANNOT")
         || postino_imap_reply_has_code (reply, "CLIENTBUG")
         || postino_imap_reply_has_code (reply, "PARSE");
}

/* BAD, a code or words that blame the form: nobody looked at the credentials. */
static gboolean
blames_form (const PostinoImapReply *reply)
{
  return is_about_form (reply)
         && (reply->status == POSTINO_IMAP_BAD || reply->code != NULL
             || postino_sasl_blames_mechanism (reply->text));
}

static gboolean
may_be_mechanism (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  if (blames_form (reply))
    return TRUE;

  /* A plain NO to a challenge: the server may have nothing stored to check it with. */
  return is_about_form (reply) && !postino_sasl_blames_haste (reply->text)
         && !postino_sasl_sends_password (
           postino_dialog_get_seen (POSTINO_DIALOG (self))->mechanism);
}

/* Coremail announces SASL-IR and wants no initial response. A refusal that does not
 * say so may be a lock-out in any language, or about the name in SCRAM's first
 * message: nothing is sent twice for it. */
static gboolean
may_be_initial (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);

  return postino_sasl_had_initial (postino_dialog_get_sasl (dialog))
         && postino_dialog_may_sign_in (dialog) && blames_form (reply);
}

PostinoAction *
postino_imap_dialog_on_authenticate (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);

  if (reply->kind == POSTINO_IMAP_CONTINUE)
    return postino_dialog_answer_challenge (dialog, reply->words);
  if (reply->status == POSTINO_IMAP_OK)
    return postino_sasl_is_done (postino_dialog_get_sasl (dialog))
             ? postino_imap_dialog_open_mailbox (self)
             : postino_dialog_malformed (dialog, reply->words);

  if (may_be_initial (self, reply))
    return authenticate (self, postino_dialog_get_seen (dialog)->mechanism, FALSE);

  return may_be_mechanism (self, reply) ? postino_imap_dialog_sign_in (self, reply)
                                        : postino_imap_dialog_refuse (self, reply);
}

PostinoAction *
postino_imap_dialog_on_login (PostinoImapDialog *self, const PostinoImapReply *reply)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);

  if (reply->kind == POSTINO_IMAP_CONTINUE)
    return postino_imap_login_continue (self->login, dialog);
  if (reply->status == POSTINO_IMAP_OK)
    return postino_imap_login_is_done (self->login)
             ? postino_imap_dialog_open_mailbox (self)
             : postino_dialog_malformed (dialog, reply->words);

  /* A form that could not be read is no answer yet. */
  if (reply->status == POSTINO_IMAP_BAD && is_about_form (reply))
    return postino_dialog_may_sign_in (dialog) && postino_imap_login_change_form (self->login)
             ? send_login (self)
             : postino_imap_dialog_sign_in (self, reply);

  return postino_imap_dialog_refuse (self, reply);
}
