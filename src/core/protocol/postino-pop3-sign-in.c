/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a POP3 dialog signs in: AUTH with the best mechanism, USER and PASS, or APOP where
 * nothing else is left, and what a refusal leaves to be tried. A refused password is the
 * end; a refused command or mechanism is not.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-pop3-dialog-private.h"

#include "postino-wire.h"

#include <string.h>

/* RFC 2449 section 4, without the line end. */
#define MAX_COMMAND 253

/* "+ ", RFC 5034 section 4. */
static gboolean
is_challenge (const char *line)
{
  return line[0] == '+' && (line[1] == ' ' || line[1] == '\0');
}

static PostinoAction *
authenticate (PostinoPop3Dialog *self, const char *mechanism, gboolean with_initial)
{
  self->state = STATE_AUTH;
  return postino_dialog_send_auth (POSTINO_DIALOG (self), mechanism, with_initial, MAX_COMMAND);
}

static PostinoAction *
send_user (PostinoPop3Dialog *self)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  PostinoSasl *sasl = postino_dialog_get_sasl (dialog);
  g_autofree char *line = g_strconcat ("USER ", postino_sasl_get_username (sasl), NULL);

  self->user_tried = TRUE;
  postino_dialog_begin_sign_in (dialog, "USER");
  self->state = STATE_USER;
  return postino_dialog_send_name (dialog, line);
}

/* Where CAPA names only mechanisms, USER is not there (RFC 2449 section 6.3). */
static gboolean
may_use_user (PostinoPop3Dialog *self)
{
  PostinoSasl *sasl = postino_dialog_get_sasl (POSTINO_DIALOG (self));
  PostinoSecret *password = postino_sasl_get_password (sasl);

  return !self->user_tried && postino_sasl_may_send_password (sasl)
         && (postino_pop3_dialog_offers (self, "USER")
             || !postino_pop3_dialog_offers (self, "SASL"))
         && !postino_wire_has_control (postino_secret_peek (password),
                                       postino_secret_get_length (password));
}

/* RFC 1939 section 7: a proof that the password is known, by MD5. */
static PostinoAction *
send_apop (PostinoPop3Dialog *self)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  PostinoSasl *sasl = postino_dialog_get_sasl (dialog);
  PostinoSecret *password = postino_sasl_get_password (sasl);
  g_autoptr (GChecksum) md5 = g_checksum_new (G_CHECKSUM_MD5);
  g_autofree char *before = g_strconcat ("APOP ", postino_sasl_get_username (sasl), " ", NULL);

  g_checksum_update (md5, (const guchar *) self->timestamp, -1);
  g_checksum_update (md5, (const guchar *) postino_secret_peek (password),
                     (gssize) postino_secret_get_length (password));
  g_autoptr (PostinoSecret) digest = postino_secret_new (g_checksum_get_string (md5));

  g_clear_pointer (&self->timestamp, g_free);
  postino_dialog_begin_sign_in (dialog, "APOP");
  self->state = STATE_APOP;
  return postino_dialog_send_secret (dialog, before, digest, NULL);
}

/* Whoever overhears it can try passwords as fast as he likes, so it is the last resort;
 * inside TLS it protects from nothing that USER does not, as long as there is USER. */
static gboolean
may_use_apop (PostinoPop3Dialog *self)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  PostinoSasl *sasl = postino_dialog_get_sasl (dialog);

  /* A token is no password, and may not be proved either. */
  if (postino_secret_is_token (postino_sasl_get_password (sasl)))
    return FALSE;
  if (self->timestamp == NULL || strchr (postino_sasl_get_username (sasl), ' ') != NULL)
    return FALSE;

  return !postino_dialog_is_encrypted (dialog)
         || (!self->user_known && !postino_pop3_dialog_offers (self, "USER"));
}

/* With the best that was not tried yet. */
PostinoAction *
postino_pop3_dialog_sign_in (PostinoPop3Dialog *self, const char *refusal)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  PostinoSasl *sasl = postino_dialog_get_sasl (dialog);
  PostinoChannel channel = postino_dialog_get_channel (dialog);
  g_auto (GStrv) offered = postino_dialog_dup_offer (dialog, "SASL");

  if (postino_sasl_is_usable (sasl) && postino_dialog_may_sign_in (dialog))
    {
      const char *best = postino_sasl_choose (sasl, (const char *const *) offered, channel);

      if (may_use_user (self)
          && (best == NULL
              || (channel == POSTINO_CHANNEL_VERIFIED && !postino_sasl_sends_password (best))))
        return send_user (self);
      if (best != NULL)
        return authenticate (self, best, TRUE);
      if (may_use_apop (self))
        return send_apop (self);
    }

  return refusal != NULL ? postino_pop3_dialog_refuse (self, refusal)
                         : postino_pop3_dialog_end (self, POSTINO_STAGE_LOGIN,
                                                    POSTINO_FINDING_NO_MECHANISM, NULL);
}

/* The response code behind "-ERR", with or without a space (RFC 2449 section 8). */
static gboolean
has_code (const char *line, const char *code)
{
  const char *text =
    postino_pop3_dialog_is_negative (line) ? line + 4 + strspn (line + 4, " ") : "";

  return text[0] == '[' && g_ascii_strncasecmp (text + 1, code, strlen (code)) == 0;
}

/* Whether the answer is not about user name and password, but about the command. Dovecot
 * has [AUTH] for both, since it takes no other code while signing in; [SYS/TEMP] and
 * [SYS/PERM] are reasons of the server, whatever the words. */
static gboolean
is_about_form (const char *line)
{
  if (has_code (line, "AUTH]"))
    return strcasestr (line, "unsupported authentication mechanism") != NULL;

  return postino_pop3_dialog_is_negative (line) && !has_code (line, "")
         && postino_sasl_blames_mechanism (line);
}

/* As is_about_form(); or the server may have nothing stored to check a challenge with,
 * unless it blames the credentials, the number of tries or itself. */
static gboolean
may_be_mechanism (PostinoPop3Dialog *self, const char *line)
{
  const char *mechanism = postino_dialog_get_seen (POSTINO_DIALOG (self))->mechanism;

  return is_about_form (line)
         || (!postino_sasl_sends_password (mechanism) && postino_pop3_dialog_is_negative (line)
             && !has_code (line, "") && !postino_sasl_blames_haste (line));
}

static PostinoAction *
on_auth (PostinoPop3Dialog *self, const char *line)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);
  PostinoSasl *sasl = postino_dialog_get_sasl (dialog);

  if (is_challenge (line))
    return postino_dialog_answer_challenge (dialog, line + strcspn (line, " ") + (line[1] == ' '));
  if (postino_pop3_dialog_is_positive (line))
    return postino_sasl_is_done (sasl) ? postino_pop3_dialog_open_mailbox (self)
                                       : postino_dialog_malformed (dialog, line);
  if (!may_be_mechanism (self, line))
    return postino_pop3_dialog_refuse (self, line);
  if (postino_sasl_had_initial (sasl) && is_about_form (line)
      && postino_dialog_may_sign_in (dialog))
    return authenticate (self, postino_dialog_get_seen (dialog)->mechanism, FALSE);

  return postino_pop3_dialog_sign_in (self, line);
}

static PostinoAction *
on_user (PostinoPop3Dialog *self, const char *line)
{
  PostinoDialog *dialog = POSTINO_DIALOG (self);

  if (!postino_pop3_dialog_is_positive (line))
    return is_about_form (line) ? postino_pop3_dialog_sign_in (self, line)
                                : postino_pop3_dialog_refuse (self, line);

  self->user_known = TRUE;
  self->state = STATE_PASS;
  return postino_dialog_send_secret (
    dialog, "PASS ", postino_sasl_get_password (postino_dialog_get_sasl (dialog)), NULL);
}

/* The answer to PASS or APOP. */
static PostinoAction *
on_proof (PostinoPop3Dialog *self, const char *line)
{
  if (postino_pop3_dialog_is_positive (line))
    return postino_pop3_dialog_open_mailbox (self);

  return is_about_form (line) ? postino_pop3_dialog_sign_in (self, line)
                              : postino_pop3_dialog_refuse (self, line);
}

PostinoAction *
postino_pop3_dialog_on_sign_in (PostinoPop3Dialog *self, const char *line)
{
  switch (self->state)
    {
    case STATE_AUTH:
      return on_auth (self, line);
    case STATE_USER:
      return on_user (self, line);
    default:
      return on_proof (self, line);
    }
}
