/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the protocols have from their base class. A secret goes nowhere without TLS
 * (or a consent to plain text), and no line end gets into a line.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-capabilities.h"
#include "postino-dialog-data.h"
#include "postino-mask.h"
#include "postino-wire.h"

#include <string.h>

#define PRIVATE(self) postino_dialog_get_private (self)

void
postino_action_free (PostinoAction *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->data, postino_secret_unref);
  g_free (self->masked);
  g_free (self);
}

PostinoAction *
postino_action_new (PostinoActionType type)
{
  PostinoAction *self = g_new0 (PostinoAction, 1);

  self->type = type;
  return self;
}

PostinoReport *
postino_dialog_get_seen (PostinoDialog *self)
{
  return PRIVATE (self)->seen;
}

const PostinoAddress *
postino_dialog_get_address (PostinoDialog *self)
{
  return PRIVATE (self)->address;
}

PostinoSasl *
postino_dialog_get_sasl (PostinoDialog *self)
{
  return PRIVATE (self)->sasl;
}

gboolean
postino_dialog_needs_tls (PostinoDialog *self)
{
  PostinoDialogPrivate *priv = PRIVATE (self);

  return priv->seen->server->security == POSTINO_SECURITY_STARTTLS && !priv->encrypted;
}

gboolean
postino_dialog_only_greets (PostinoDialog *self)
{
  return PRIVATE (self)->address == NULL;
}

gboolean
postino_dialog_is_encrypted (PostinoDialog *self)
{
  return PRIVATE (self)->encrypted;
}

PostinoChannel
postino_dialog_get_channel (PostinoDialog *self)
{
  PostinoDialogPrivate *priv = PRIVATE (self);

  if (!priv->encrypted)
    return POSTINO_CHANNEL_CLEAR;
  return priv->accepted_by_hand ? POSTINO_CHANNEL_ACCEPTED : POSTINO_CHANNEL_VERIFIED;
}

gboolean
postino_dialog_may_sign_in (PostinoDialog *self)
{
  PostinoDialogPrivate *priv = PRIVATE (self);

  return priv->seen->sign_ins < priv->max_sign_ins;
}

/* Once for each: something of the person's goes to the server. */
static void
count_sign_in (PostinoDialogPrivate *priv)
{
  priv->seen->sign_ins += !priv->counted;
  priv->counted = TRUE;
}

void
postino_dialog_begin_sign_in (PostinoDialog *self, const char *mechanism)
{
  PostinoDialogPrivate *priv = PRIVATE (self);

  priv->counted = FALSE;
  priv->cancelled = FALSE;
  priv->seen->stage = POSTINO_STAGE_LOGIN;
  if (priv->seen->mechanism != mechanism)
    {
      g_free (priv->seen->mechanism);
      priv->seen->mechanism = g_strdup (mechanism);
    }
}

void
postino_dialog_set_capabilities (PostinoDialog *self, char **capabilities)
{
  PostinoReport *seen = PRIVATE (self)->seen;

  g_strfreev (seen->capabilities);
  seen->capabilities = capabilities;
}

char **
postino_dialog_dup_offer (PostinoDialog *self, const char *keyword)
{
  PostinoReport *seen = PRIVATE (self)->seen;

  if (seen->offered == NULL)
    seen->offered = g_strdupv (seen->capabilities);

  return postino_capabilities_get_mechanisms (seen->capabilities, keyword);
}

void
postino_dialog_note_refusal (PostinoDialog *self, const char *words, gboolean final)
{
  PostinoDialogPrivate *priv = PRIVATE (self);

  g_free (priv->refusal);
  priv->refusal = g_strdup (words);
  priv->refusal_is_final = final;
}

PostinoAction *
postino_dialog_read (PostinoDialog *self)
{
  return postino_action_new (POSTINO_ACTION_READ);
}

PostinoAction *
postino_dialog_send_lines (PostinoDialog *self, const char *const *lines)
{
  PostinoDialogPrivate *priv = PRIVATE (self);
  g_autoptr (GString) flight = g_string_new (NULL);

  for (; *lines != NULL; lines++)
    {
      if (postino_wire_has_control (*lines, strlen (*lines)))
        return postino_dialog_malformed (self, NULL);
      g_string_append (flight, *lines);
      g_string_append (flight, "\r\n");
    }

  g_clear_pointer (&priv->refusal, g_free);
  priv->wait_ms = 0;
  PostinoAction *action = postino_action_new (POSTINO_ACTION_SEND);
  action->data = postino_secret_new_len (flight->str, flight->len);
  return action;
}

PostinoAction *
postino_dialog_send (PostinoDialog *self, const char *line)
{
  return postino_dialog_send_lines (self, (const char *const[]){line, NULL});
}

/* Without TLS only where the person has agreed to plain text. */
static gboolean
may_send_credentials (PostinoDialogPrivate *priv)
{
  return priv->encrypted || priv->seen->server->security == POSTINO_SECURITY_NONE;
}

PostinoAction *
postino_dialog_send_name (PostinoDialog *self, const char *line)
{
  if (!may_send_credentials (PRIVATE (self)))
    return postino_dialog_malformed (self, NULL);

  count_sign_in (PRIVATE (self));
  return postino_dialog_send (self, line);
}

PostinoAction *
postino_dialog_send_secret (PostinoDialog *self,
                            const char *before,
                            PostinoSecret *secret,
                            const char *masked)
{
  PostinoDialogPrivate *priv = PRIVATE (self);

  if (!may_send_credentials (priv))
    return postino_dialog_malformed (self, NULL);

  g_ptr_array_add (priv->secrets, postino_secret_ref (secret));
  count_sign_in (PRIVATE (self));
  g_clear_pointer (&priv->refusal, g_free);

  PostinoAction *action = postino_action_new (POSTINO_ACTION_SEND);
  action->data = postino_wire_join (before, secret, "\r\n");
  action->masked = masked != NULL ? g_strdup (masked) : g_strconcat (before, POSTINO_MASK, NULL);
  return action;
}

static void
note_realm (PostinoDialogPrivate *priv)
{
  const char *realm = postino_sasl_get_realm (priv->sasl);

  if (realm == NULL)
    return;
  g_free (priv->seen->realm);
  priv->seen->realm = g_strdup (realm);
}

PostinoAction *
postino_dialog_send_auth (PostinoDialog *self,
                          const char *mechanism,
                          gboolean with_initial,
                          gsize max_command)
{
  PostinoSasl *sasl = PRIVATE (self)->sasl;
  g_autofree char *command = g_strconcat ("AUTH ", mechanism, NULL);
  g_autofree char *before = g_strconcat (command, " ", NULL);
  g_autoptr (PostinoSecret) response = postino_sasl_begin (sasl, mechanism, with_initial);

  postino_dialog_begin_sign_in (self, mechanism);
  if (response == NULL)
    return postino_dialog_send (self, command);
  if (strlen (before) + postino_secret_get_length (response) > max_command)
    return postino_dialog_send_auth (self, mechanism, FALSE, max_command);

  return postino_dialog_send_secret (self, before, response, NULL);
}

PostinoAction *
postino_dialog_answer_challenge (PostinoDialog *self, const char *challenge)
{
  PostinoDialogPrivate *priv = PRIVATE (self);
  g_autoptr (PostinoSecret) response = postino_sasl_respond (priv->sasl, challenge);

  note_realm (priv);

  if (response != NULL)
    return postino_dialog_send_secret (self, "", response, NULL);
  if (priv->cancelled)
    return postino_dialog_malformed (self, challenge);

  priv->cancelled = TRUE;
  return postino_dialog_send (self, "*");
}

PostinoAction *
postino_dialog_start_tls (PostinoDialog *self)
{
  PRIVATE (self)->handshaking = TRUE;
  return postino_action_new (POSTINO_ACTION_START_TLS);
}

/* What a server said against a token stands in a challenge, not in its refusal. It
 * comes behind, since the first line has the protocol's own code. */
static char *
add_objection (PostinoDialogPrivate *priv, const char *words)
{
  const char *objection = priv->sasl != NULL ? postino_sasl_get_objection (priv->sasl) : NULL;

  return words != NULL && objection != NULL ? g_strconcat (words, "\n", objection, NULL)
                                            : g_strdup (words);
}

PostinoAction *
postino_dialog_end (PostinoDialog *self,
                    PostinoStage stage,
                    PostinoFinding finding,
                    const char *words,
                    const char *farewell)
{
  PostinoDialogPrivate *priv = PRIVATE (self);
  PostinoAction *action = postino_action_new (POSTINO_ACTION_DONE);

  priv->over = TRUE;
  priv->seen->stage = stage;
  priv->seen->finding = finding;
  g_free (priv->seen->reply);
  priv->seen->reply =
    finding == POSTINO_FINDING_REFUSED ? add_objection (priv, words) : g_strdup (words);

  if (farewell != NULL)
    {
      g_autofree char *line = g_strconcat (farewell, "\r\n", NULL);
      action->data = postino_secret_new (line);
    }

  return action;
}

PostinoAction *
postino_dialog_malformed (PostinoDialog *self, const char *words)
{
  return postino_dialog_end (self, PRIVATE (self)->seen->stage, POSTINO_FINDING_MALFORMED, words,
                             NULL);
}
