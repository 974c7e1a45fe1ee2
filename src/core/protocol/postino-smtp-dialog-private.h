/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state of an SMTP dialog, for the three files that carry it on.
 */
#pragma once

#include "postino-dialog-private.h"
#include "postino-smtp-dialog.h"
#include "postino-smtp-reply.h"

G_BEGIN_DECLS

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
  STATE_ERRAND,
} PostinoSmtpState;

struct _PostinoSmtpDialog
{
  PostinoDialog parent_instance;

  PostinoSmtpState state;
  guint own_name;
  gboolean greeted_twice;
  gboolean pipelining;
  char *refusal; /* of the sender, while the answers to its flight still come */
};

/* Whether the server offers it. */
gboolean postino_smtp_dialog_offers (PostinoSmtpDialog *self, const char *keyword);

/* The end, with QUIT. */
PostinoAction *postino_smtp_dialog_end (PostinoSmtpDialog *self,
                                        PostinoStage stage,
                                        PostinoFinding finding,
                                        const char *words);

/* The end with what the server answered. */
PostinoAction *postino_smtp_dialog_refuse (PostinoSmtpDialog *self, const char *words);

/**
 * postino_smtp_dialog_sign_in:
 * @self: the dialog
 * @refusal: (nullable): the answer to the sign-in before
 *
 * Signs in with the best mechanism that was not tried yet, or ends with @refusal.
 *
 * Returns: (transfer full): the action
 */
PostinoAction *
postino_smtp_dialog_sign_in (PostinoSmtpDialog *self, const PostinoSmtpReply *refusal);

/* The answer to AUTH, or to what the server asked. */
PostinoAction *postino_smtp_dialog_on_auth (PostinoSmtpDialog *self, const PostinoSmtpReply *reply);

/* The next state after the sign-in. */
PostinoAction *postino_smtp_dialog_try_sender (PostinoSmtpDialog *self);

/* The answer to MAIL, RCPT or RSET. */
PostinoAction *
postino_smtp_dialog_on_sender (PostinoSmtpDialog *self, const PostinoSmtpReply *reply);

G_END_DECLS
