/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One command at a time, and each answer is looked at: MAIL, RCPT, DATA, the message,
 * QUIT. The message is sent once in the life of the errand, whatever becomes of it.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-smtp-delivery.h"

#include "postino-smtp-dialog-private.h"

#include <string.h>

typedef enum
{
  STEP_MAIL,
  STEP_RCPT,
  STEP_DATA,
  STEP_MESSAGE,
} Step;

struct _PostinoSmtpDelivery
{
  PostinoErrand parent_instance;

  char **lines;
  gsize size;
  Step step;
  PostinoDelivery state;
};

G_DEFINE_FINAL_TYPE (PostinoSmtpDelivery, postino_smtp_delivery, POSTINO_TYPE_ERRAND)

static gboolean
is_ascii (PostinoSmtpDelivery *self)
{
  for (char **line = self->lines; *line != NULL; line++)
    if (!g_str_is_ascii (*line))
      return FALSE;

  return TRUE;
}

/* "SIZE 10485760", and 0 or nothing where there is no fixed limit (RFC 1870 section 4). */
static guint64
get_size_limit (char **capabilities)
{
  for (; capabilities != NULL && *capabilities != NULL; capabilities++)
    if (g_ascii_strncasecmp (*capabilities, "SIZE ", 5) == 0)
      return g_ascii_strtoull (*capabilities + 5, NULL, 10);

  return 0;
}

static char *
make_mail_command (PostinoSmtpDelivery *self, PostinoSmtpDialog *smtp, const char *address)
{
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "MAIL FROM:<%s>", address);
  if (postino_smtp_dialog_offers (smtp, "SIZE"))
    g_string_append_printf (line, " SIZE=%" G_GSIZE_FORMAT, self->size);
  if (!is_ascii (self) && postino_smtp_dialog_offers (smtp, "8BITMIME"))
    g_string_append (line, " BODY=8BITMIME");
  if (!g_str_is_ascii (address))
    g_string_append (line, " SMTPUTF8");

  return g_string_free (line, FALSE);
}

static PostinoAction *
give_up (PostinoSmtpDelivery *self, PostinoSmtpDialog *smtp, PostinoDelivery state)
{
  self->state = state;
  postino_errand_set_done (POSTINO_ERRAND (self));
  return postino_smtp_dialog_end (smtp, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, NULL);
}

static PostinoAction *
postino_smtp_delivery_begin (PostinoErrand *errand, PostinoDialog *dialog)
{
  PostinoSmtpDelivery *self = POSTINO_SMTP_DELIVERY (errand);
  PostinoSmtpDialog *smtp = POSTINO_SMTP_DIALOG (dialog);
  g_autofree char *address = postino_address_to_ascii (postino_dialog_get_address (dialog));
  g_autofree char *mail = make_mail_command (self, smtp, address);
  guint64 limit = get_size_limit (postino_dialog_get_seen (dialog)->capabilities);

  if (!g_str_is_ascii (address) && !postino_smtp_dialog_offers (smtp, "SMTPUTF8"))
    return give_up (self, smtp, POSTINO_DELIVERY_NO_UTF8);
  if (limit > 0 && self->size > limit)
    return give_up (self, smtp, POSTINO_DELIVERY_TOO_LARGE);

  self->step = STEP_MAIL;
  return postino_dialog_send (dialog, mail);
}

static PostinoAction *
send_rcpt (PostinoDialog *dialog)
{
  g_autofree char *address = postino_address_to_ascii (postino_dialog_get_address (dialog));
  g_autofree char *rcpt = g_strconcat ("RCPT TO:<", address, ">", NULL);

  return postino_dialog_send (dialog, rcpt);
}

/* RFC 5321 section 4.5.2: a line that begins with a dot gets another one. */
static PostinoAction *
send_message (PostinoSmtpDelivery *self, PostinoDialog *dialog)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (char **line = self->lines; *line != NULL; line++)
    g_ptr_array_add (lines, g_strconcat (**line == '.' ? "." : "", *line, NULL));
  g_ptr_array_add (lines, g_strdup ("."));
  g_ptr_array_add (lines, NULL);

  PostinoAction *action = postino_dialog_send_lines (dialog, (const char *const *) lines->pdata);
  if (action->type == POSTINO_ACTION_SEND)
    {
      self->state = POSTINO_DELIVERY_UNCERTAIN;
      postino_errand_set_done (POSTINO_ERRAND (self));
    }
  return action;
}

static PostinoAction *
refuse (PostinoSmtpDelivery *self, PostinoSmtpDialog *smtp, const PostinoSmtpReply *reply)
{
  self->state = POSTINO_DELIVERY_NONE;
  postino_errand_set_done (POSTINO_ERRAND (self));
  return reply->code >= 400 ? postino_smtp_dialog_refuse (smtp, reply->words)
                            : postino_dialog_malformed (POSTINO_DIALOG (smtp), reply->words);
}

static PostinoAction *
accept (PostinoSmtpDelivery *self, PostinoSmtpDialog *smtp)
{
  self->state = POSTINO_DELIVERY_ACCEPTED;
  postino_errand_note_progress (POSTINO_ERRAND (self));
  return postino_smtp_dialog_end (smtp, POSTINO_STAGE_DONE, POSTINO_FINDING_NONE, NULL);
}

static PostinoAction *
postino_smtp_delivery_reply (PostinoErrand *errand,
                             PostinoDialog *dialog,
                             const char *bytes,
                             gsize length)
{
  PostinoSmtpDelivery *self = POSTINO_SMTP_DELIVERY (errand);
  PostinoSmtpDialog *smtp = POSTINO_SMTP_DIALOG (dialog);
  g_autoptr (PostinoSmtpReply) reply = postino_smtp_reply_parse (bytes, length);
  gboolean good =
    self->step == STEP_DATA ? reply->code == 354 : postino_smtp_reply_is_positive (reply);

  if (!good)
    return refuse (self, smtp, reply);

  switch (self->step++)
    {
    case STEP_MAIL:
      return send_rcpt (dialog);
    case STEP_RCPT:
      return postino_dialog_send (dialog, "DATA");
    case STEP_DATA:
      return send_message (self, dialog);
    case STEP_MESSAGE:
    default:
      return accept (self, smtp);
    }
}

static void
postino_smtp_delivery_finalize (GObject *object)
{
  g_strfreev (POSTINO_SMTP_DELIVERY (object)->lines);

  G_OBJECT_CLASS (postino_smtp_delivery_parent_class)->finalize (object);
}

static void
postino_smtp_delivery_class_init (PostinoSmtpDeliveryClass *klass)
{
  PostinoErrandClass *errand_class = POSTINO_ERRAND_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postino_smtp_delivery_finalize;
  errand_class->begin = postino_smtp_delivery_begin;
  errand_class->reply = postino_smtp_delivery_reply;
}

static void
postino_smtp_delivery_init (PostinoSmtpDelivery *self)
{
}

/* What a line ends with is the dialog's business, and the last line ends as the others. */
PostinoErrand *
postino_smtp_delivery_new (const char *message)
{
  PostinoSmtpDelivery *self = g_object_new (POSTINO_TYPE_SMTP_DELIVERY, NULL);
  g_autofree char *text = g_strchomp (g_strdup (message));

  self->lines = g_strsplit (text, "\n", -1);
  for (char **line = self->lines; *line != NULL; line++)
    {
      g_strchomp (*line);
      g_strdelimit (*line, "\t", ' ');
      self->size += strlen (*line) + strlen ("\r\n");
    }

  return POSTINO_ERRAND (self);
}

PostinoDelivery
postino_smtp_delivery_get_state (PostinoSmtpDelivery *self)
{
  g_return_val_if_fail (POSTINO_IS_SMTP_DELIVERY (self), POSTINO_DELIVERY_NONE);

  return self->state;
}
