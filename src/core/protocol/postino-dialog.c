/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the driver sees of a dialog. Bytes become replies within limits, a server
 * of another kind is known by its first words, and anything behind the answer to
 * STARTTLS ends the dialog.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-dialog-data.h"

#include "postino-imap-dialog.h"
#include "postino-mask.h"
#include "postino-pop3-dialog.h"
#include "postino-service.h"
#include "postino-smtp-dialog.h"

#include <string.h>

#define MAX_FIRST_BYTES 512

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PostinoDialog, postino_dialog, G_TYPE_OBJECT)

#define PRIVATE(self) postino_dialog_get_private (POSTINO_DIALOG (self))

PostinoDialogPrivate *
postino_dialog_get_private (PostinoDialog *self)
{
  return postino_dialog_get_instance_private (self);
}

/* From bytes to replies. */

static void
remember_first_bytes (PostinoDialogPrivate *priv, const char *data, gsize length)
{
  gsize room = MAX_FIRST_BYTES - MIN (priv->first_bytes->len, MAX_FIRST_BYTES);

  g_byte_array_append (priv->first_bytes, (const guint8 *) data, (guint) MIN (room, length));
}

/* The server speaks first, and its first line tells what it is. */
static gboolean
is_other_service (PostinoDialogPrivate *priv)
{
  gsize length;
  const char *bytes = postino_input_peek (priv->input, &length);
  PostinoService service = POSTINO_SERVICE_UNKNOWN;

  if (postino_service_is_tls (bytes, length))
    return TRUE;
  if (memchr (bytes, '\n', length) != NULL)
    service = postino_service_recognise (bytes, length);

  return service != POSTINO_SERVICE_UNKNOWN
         && service != postino_service_of_protocol (priv->seen->server->protocol);
}

static PostinoFrame
frame (const char *reply, gsize line, gsize length, gsize *literal, gpointer user_data)
{
  return POSTINO_DIALOG_GET_CLASS (user_data)->frame (user_data, reply, line, length, literal);
}

/* The input does not go on as it should: what there is of it is the evidence. */
static PostinoAction *
end_with_input (PostinoDialog *self, PostinoFinding finding)
{
  PostinoDialogPrivate *priv = PRIVATE (self);
  const char *bytes = postino_input_peek (priv->input, NULL);
  g_autofree char *words = g_strndup (bytes, MIN (strcspn (bytes, "\r\n"), MAX_FIRST_BYTES));

  return postino_dialog_end (self, priv->seen->stage, finding, *words != '\0' ? words : NULL, NULL);
}

/* The next thing to do, or %NULL when that takes more bytes. */
static PostinoAction *
take_reply (PostinoDialog *self)
{
  PostinoDialogPrivate *priv = PRIVATE (self);
  g_autofree char *reply = NULL;
  gsize length;

  if (!postino_input_take (priv->input, frame, self, &reply, &length))
    return end_with_input (self, POSTINO_FINDING_MALFORMED);
  if (reply == NULL)
    return NULL;

  priv->greeted = TRUE;
  return POSTINO_DIALOG_GET_CLASS (self)->reply (self, reply, length);
}

/* Several replies may have come at once. Only the last may want an answer: a
 * server that answers what was not yet sent has lost count. */
static PostinoAction *
take_replies (PostinoDialog *self)
{
  PostinoDialogPrivate *priv = PRIVATE (self);
  g_autoptr (PostinoAction) answer = NULL;
  PostinoStage stage = priv->seen->stage;
  PostinoAction *action;

  while ((action = take_reply (self)) != NULL)
    {
      if (action->type == POSTINO_ACTION_DONE && answer != NULL
          && priv->seen->finding == POSTINO_FINDING_NONE)
        {
          /* It answers a question that was not put yet. */
          postino_action_free (action);
          return postino_dialog_end (self, stage, POSTINO_FINDING_MALFORMED, NULL, NULL);
        }
      if (action->type == POSTINO_ACTION_DONE)
        return action;
      if (action->type == POSTINO_ACTION_START_TLS && !postino_input_is_empty (priv->input))
        {
          postino_action_free (action);
          return end_with_input (self, POSTINO_FINDING_INJECTED);
        }
      if (action->type == POSTINO_ACTION_READ)
        {
          postino_action_free (action);
          continue;
        }
      if (answer != NULL)
        {
          postino_action_free (action);
          return postino_dialog_malformed (self, NULL);
        }
      answer = action;
      stage = priv->seen->stage;
    }

  return answer != NULL ? g_steal_pointer (&answer) : postino_dialog_read (self);
}

static void
postino_dialog_finalize (GObject *object)
{
  PostinoDialogPrivate *priv = PRIVATE (object);

  g_clear_pointer (&priv->seen, postino_report_free);
  g_clear_pointer (&priv->address, postino_address_free);
  g_clear_pointer (&priv->sasl, postino_sasl_free);
  g_ptr_array_unref (priv->secrets);
  g_byte_array_unref (priv->first_bytes);
  g_clear_pointer (&priv->input, postino_input_free);
  g_clear_object (&priv->errand);
  g_free (priv->refusal);

  G_OBJECT_CLASS (postino_dialog_parent_class)->finalize (object);
}

static void
postino_dialog_class_init (PostinoDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = postino_dialog_finalize;
}

static void
postino_dialog_init (PostinoDialog *self)
{
  PostinoDialogPrivate *priv = PRIVATE (self);

  priv->secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_secret_unref);
  priv->input = postino_input_new ();
  priv->first_bytes = g_byte_array_new ();
  priv->max_sign_ins = POSTINO_DIALOG_MAX_SIGN_INS;
}

static GType
type_of_protocol (PostinoProtocol protocol)
{
  switch (protocol)
    {
    case POSTINO_PROTOCOL_POP3:
      return POSTINO_TYPE_POP3_DIALOG;
    case POSTINO_PROTOCOL_SMTP:
      return POSTINO_TYPE_SMTP_DIALOG;
    case POSTINO_PROTOCOL_IMAP:
    default:
      return POSTINO_TYPE_IMAP_DIALOG;
    }
}

PostinoDialog *
postino_dialog_new (const PostinoServer *server,
                    const PostinoAddress *address,
                    PostinoSecret *password)
{
  g_return_val_if_fail (server != NULL, NULL);
  g_return_val_if_fail (address != NULL || password == NULL, NULL);

  PostinoDialog *self = g_object_new (type_of_protocol (server->protocol), NULL);
  PostinoDialogPrivate *priv = PRIVATE (self);

  priv->seen = postino_report_new (server);
  priv->seen->stage = POSTINO_STAGE_GREETING;
  priv->address = address != NULL ? postino_address_copy (address) : NULL;
  if (password != NULL && server->username != NULL && server->auth != POSTINO_AUTH_NONE)
    priv->sasl = postino_sasl_new (server, password);
  if (password != NULL)
    g_ptr_array_add (priv->secrets, postino_secret_ref (password));

  return self;
}

void
postino_dialog_set_channel (PostinoDialog *self, GBytes *tls_exporter, gboolean accepted_by_hand)
{
  g_return_if_fail (POSTINO_IS_DIALOG (self));

  PostinoDialogPrivate *priv = PRIVATE (self);

  priv->accepted_by_hand = accepted_by_hand;
  if (priv->sasl != NULL)
    postino_sasl_set_exporter (priv->sasl, tls_exporter);
}

void
postino_dialog_set_max_sign_ins (PostinoDialog *self, guint count)
{
  g_return_if_fail (POSTINO_IS_DIALOG (self));

  PRIVATE (self)->max_sign_ins = MIN (count, POSTINO_DIALOG_MAX_SIGN_INS);
}

PostinoAction *
postino_dialog_connected (PostinoDialog *self, gboolean encrypted)
{
  g_return_val_if_fail (POSTINO_IS_DIALOG (self), NULL);

  PRIVATE (self)->encrypted = encrypted;
  /* All three servers speak first. */
  return postino_dialog_read (self);
}

PostinoAction *
postino_dialog_feed (PostinoDialog *self, const char *data, gsize length)
{
  g_return_val_if_fail (POSTINO_IS_DIALOG (self), NULL);

  PostinoDialogPrivate *priv = PRIVATE (self);

  if (priv->over)
    return postino_action_new (POSTINO_ACTION_DONE);

  if (!priv->greeted)
    remember_first_bytes (priv, data, length);
  postino_input_push (priv->input, data, length);

  if (priv->handshaking)
    return end_with_input (self, POSTINO_FINDING_INJECTED);
  if (!priv->greeted && is_other_service (priv))
    return end_with_input (self, POSTINO_FINDING_WRONG_SERVICE);
  if (memchr (data, '\0', length) != NULL)
    return end_with_input (self, POSTINO_FINDING_MALFORMED);

  return postino_dialog_set_wait (self, take_replies (self));
}

PostinoAction *
postino_dialog_tls_started (PostinoDialog *self)
{
  g_return_val_if_fail (POSTINO_IS_DIALOG (self), NULL);

  PostinoDialogPrivate *priv = PRIVATE (self);

  if (priv->over || !priv->handshaking)
    return postino_dialog_malformed (self, NULL);

  priv->handshaking = FALSE;
  priv->encrypted = TRUE;
  postino_input_clear (priv->input);
  postino_dialog_set_capabilities (self, NULL);
  g_clear_pointer (&priv->refusal, g_free);
  priv->seen->stage = POSTINO_STAGE_GREETING;

  return POSTINO_DIALOG_GET_CLASS (self)->tls_started (self);
}

void
postino_dialog_closed (PostinoDialog *self)
{
  g_return_if_fail (POSTINO_IS_DIALOG (self));

  PostinoDialogPrivate *priv = PRIVATE (self);
  PostinoFinding finding = priv->refusal != NULL ? POSTINO_FINDING_REFUSED : POSTINO_FINDING_CLOSED;

  if (!priv->over)
    postino_action_free (
      postino_dialog_end (self, priv->seen->stage, finding, priv->refusal, NULL));
}

gboolean
postino_dialog_has_refusal (PostinoDialog *self)
{
  g_return_val_if_fail (POSTINO_IS_DIALOG (self), FALSE);

  PostinoDialogPrivate *priv = PRIVATE (self);

  return !priv->over && priv->refusal != NULL && priv->refusal_is_final;
}

PostinoStage
postino_dialog_get_stage (PostinoDialog *self)
{
  g_return_val_if_fail (POSTINO_IS_DIALOG (self), POSTINO_STAGE_GREETING);

  return PRIVATE (self)->seen->stage;
}

/* What stood there: nothing, or only that nothing came after the refusal. */
static gboolean
is_weaker (PostinoFinding finding, const char *refusal)
{
  return finding == POSTINO_FINDING_NONE
         || (refusal != NULL
             && (finding == POSTINO_FINDING_TIMED_OUT || finding == POSTINO_FINDING_ERROR));
}

static void
replace_string (char **where, const char *text)
{
  g_free (*where);
  *where = g_strdup (text);
}

static void
replace_words (PostinoDialog *self, char **where, const char *words)
{
  g_free (*where);
  *where = postino_dialog_hide_secrets (self, words);
}

char *
postino_dialog_hide_secrets (PostinoDialog *self, const char *words)
{
  g_return_val_if_fail (POSTINO_IS_DIALOG (self), NULL);

  return postino_mask_hide (words, PRIVATE (self)->secrets);
}

void
postino_dialog_fill_report (PostinoDialog *self, PostinoReport *report)
{
  g_return_if_fail (POSTINO_IS_DIALOG (self) && report != NULL);

  PostinoDialogPrivate *priv = PRIVATE (self);
  const PostinoReport *seen = priv->seen;
  const char *refusal = priv->over ? NULL : priv->refusal;

  if (is_weaker (report->finding, refusal))
    report->finding = refusal != NULL ? POSTINO_FINDING_REFUSED : seen->finding;
  report->stage = seen->stage;
  replace_string (&report->raw_reply, refusal != NULL ? refusal : seen->reply);
  replace_words (self, &report->reply, report->raw_reply);
  replace_string (&report->mechanism, seen->mechanism);
  replace_words (self, &report->alert, seen->alert);
  replace_words (self, &report->realm, seen->realm);
  g_strfreev (report->capabilities);
  report->capabilities = g_strdupv (seen->capabilities);
  g_strfreev (report->offered);
  report->offered = g_strdupv (seen->offered);
  report->preauth = seen->preauth;
  report->sign_ins = seen->sign_ins;
  report->messages = seen->messages;
  report->unseen = seen->unseen;
  report->quota_used_kib = seen->quota_used_kib;
  report->quota_limit_kib = seen->quota_limit_kib;

  g_clear_pointer (&report->first_bytes, g_bytes_unref);
  if (priv->first_bytes->len > 0)
    report->first_bytes = g_bytes_new (priv->first_bytes->data, priv->first_bytes->len);
}
