/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the three protocols share: bytes become lines and lines become replies,
 * within limits; a server of another kind is known by its first words; STARTTLS
 * with anything behind it ends the dialog; a secret goes nowhere without TLS.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-dialog-private.h"

#include "postino-imap-dialog.h"
#include "postino-input.h"
#include "postino-mask.h"
#include "postino-pop3-dialog.h"
#include "postino-service.h"
#include "postino-smtp-dialog.h"
#include "postino-wire.h"

#include <string.h>

#define MAX_FIRST_BYTES 512

typedef struct
{
  PostinoReport *seen;
  PostinoAddress *address;
  PostinoSasl *sasl;
  GPtrArray *secrets; /* the password, and every form of it that was sent */

  PostinoInput *input;
  GByteArray *first_bytes;

  char *refusal;
  gboolean refusal_is_final;
  gboolean counted;
  gboolean cancelled;
  gboolean encrypted;
  gboolean handshaking;
  gboolean greeted;
  gboolean over;
} PostinoDialogPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PostinoDialog, postino_dialog, G_TYPE_OBJECT)

#define PRIVATE(self)                                                                              \
  ((PostinoDialogPrivate *) postino_dialog_get_instance_private (POSTINO_DIALOG (self)))

void
postino_action_free (PostinoAction *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->data, postino_secret_unref);
  g_free (self->masked);
  g_free (self);
}

static PostinoAction *
action_new (PostinoActionType type)
{
  PostinoAction *self = g_new0 (PostinoAction, 1);

  self->type = type;
  return self;
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
  PostinoAction *action;

  while ((action = take_reply (self)) != NULL)
    {
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
    }

  return answer != NULL ? g_steal_pointer (&answer) : postino_dialog_read (self);
}

/* What the protocols use. */

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
postino_dialog_is_encrypted (PostinoDialog *self)
{
  return PRIVATE (self)->encrypted;
}

gboolean
postino_dialog_may_sign_in (PostinoDialog *self)
{
  return PRIVATE (self)->seen->sign_ins < POSTINO_DIALOG_MAX_SIGN_INS;
}

void
postino_dialog_begin_sign_in (PostinoDialog *self, const char *mechanism)
{
  PostinoDialogPrivate *priv = PRIVATE (self);

  priv->counted = FALSE;
  priv->cancelled = FALSE;
  priv->seen->stage = POSTINO_STAGE_LOGIN;
  g_autofree char *old G_GNUC_UNUSED = priv->seen->mechanism; /* maybe the same */
  priv->seen->mechanism = g_strdup (mechanism);
}

void
postino_dialog_set_capabilities (PostinoDialog *self, char **capabilities)
{
  PostinoReport *seen = PRIVATE (self)->seen;

  g_strfreev (seen->capabilities);
  seen->capabilities = capabilities;
}

void
postino_dialog_note_refusal (PostinoDialog *self, const char *words, gboolean final)
{
  PostinoDialogPrivate *priv = PRIVATE (self);

  g_free (priv->refusal);
  priv->refusal = g_strdup (words);
  priv->refusal_is_final = final;
}

static void
forget_refusal (PostinoDialogPrivate *priv)
{
  g_clear_pointer (&priv->refusal, g_free);
}

PostinoAction *
postino_dialog_read (PostinoDialog *self)
{
  return action_new (POSTINO_ACTION_READ);
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

  forget_refusal (priv);
  PostinoAction *action = action_new (POSTINO_ACTION_SEND);
  action->data = postino_secret_new_len (flight->str, flight->len);
  return action;
}

PostinoAction *
postino_dialog_send (PostinoDialog *self, const char *line)
{
  return postino_dialog_send_lines (self, (const char *const[]){line, NULL});
}

PostinoAction *
postino_dialog_send_secret (PostinoDialog *self,
                            const char *before,
                            PostinoSecret *secret,
                            const char *masked)
{
  PostinoDialogPrivate *priv = PRIVATE (self);

  if (!priv->encrypted && priv->seen->server->security != POSTINO_SECURITY_NONE)
    return postino_dialog_malformed (self, NULL);

  g_ptr_array_add (priv->secrets, postino_secret_ref (secret));
  priv->seen->sign_ins += !priv->counted;
  priv->counted = TRUE;
  forget_refusal (priv);

  PostinoAction *action = action_new (POSTINO_ACTION_SEND);
  action->data = postino_wire_join (before, secret, "\r\n");
  action->masked = masked != NULL ? g_strdup (masked) : g_strconcat (before, POSTINO_MASK, NULL);
  return action;
}

PostinoAction *
postino_dialog_answer_challenge (PostinoDialog *self, const char *challenge)
{
  PostinoDialogPrivate *priv = PRIVATE (self);
  g_autoptr (PostinoSecret) response = postino_sasl_respond (priv->sasl, challenge);

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
  return action_new (POSTINO_ACTION_START_TLS);
}

PostinoAction *
postino_dialog_end (PostinoDialog *self,
                    PostinoStage stage,
                    PostinoFinding finding,
                    const char *words,
                    const char *farewell)
{
  PostinoDialogPrivate *priv = PRIVATE (self);
  PostinoAction *action = action_new (POSTINO_ACTION_DONE);

  priv->over = TRUE;
  priv->seen->stage = stage;
  priv->seen->finding = finding;
  g_free (priv->seen->reply);
  priv->seen->reply = g_strdup (words);

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
  g_return_val_if_fail (server != NULL && address != NULL, NULL);

  PostinoDialog *self = g_object_new (type_of_protocol (server->protocol), NULL);
  PostinoDialogPrivate *priv = PRIVATE (self);

  priv->seen = postino_report_new (server);
  priv->seen->stage = POSTINO_STAGE_GREETING;
  priv->address = postino_address_copy (address);
  if (password != NULL && server->username != NULL && server->auth != POSTINO_AUTH_NONE)
    priv->sasl = postino_sasl_new (server, password);
  if (password != NULL)
    g_ptr_array_add (priv->secrets, postino_secret_ref (password));

  return self;
}

PostinoAction *
postino_dialog_connected (PostinoDialog *self, gboolean encrypted)
{
  g_return_val_if_fail (POSTINO_IS_DIALOG (self), NULL);

  PRIVATE (self)->encrypted = encrypted;
  return POSTINO_DIALOG_GET_CLASS (self)->greet (self);
}

PostinoAction *
postino_dialog_feed (PostinoDialog *self, const char *data, gsize length)
{
  g_return_val_if_fail (POSTINO_IS_DIALOG (self), NULL);

  PostinoDialogPrivate *priv = PRIVATE (self);

  if (priv->over)
    return action_new (POSTINO_ACTION_DONE);

  if (!priv->greeted)
    remember_first_bytes (priv, data, length);
  postino_input_push (priv->input, data, length);

  if (priv->handshaking)
    return end_with_input (self, POSTINO_FINDING_INJECTED);
  if (!priv->greeted && is_other_service (priv))
    return end_with_input (self, POSTINO_FINDING_WRONG_SERVICE);
  if (memchr (data, '\0', length) != NULL)
    return end_with_input (self, POSTINO_FINDING_MALFORMED);

  return take_replies (self);
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
  forget_refusal (priv);
  g_clear_pointer (&priv->seen->alert, g_free);
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
  replace_words (self, &report->reply, refusal != NULL ? refusal : seen->reply);
  replace_string (&report->mechanism, seen->mechanism);
  replace_words (self, &report->alert, seen->alert);
  g_strfreev (report->capabilities);
  report->capabilities = g_strdupv (seen->capabilities);
  report->preauth = seen->preauth;
  report->sign_ins = seen->sign_ins;
  report->messages = seen->messages;
  report->unseen = seen->unseen;

  g_clear_pointer (&report->first_bytes, g_bytes_unref);
  if (priv->first_bytes->len > 0)
    report->first_bytes = g_bytes_new (priv->first_bytes->data, priv->first_bytes->len);
}
