/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a dialog remembers, for the two files of the base class.
 */
#pragma once

#include "postino-dialog-private.h"
#include "postino-input.h"

G_BEGIN_DECLS

/**
 * PostinoDialogPrivate:
 * @seen: the evidence so far
 * @address: (nullable): the person's own address; %NULL to only greet
 * @sasl: (nullable): who signs in
 * @secrets: the password, and every form of it that was sent
 * @input: what has come and is not a whole reply yet
 * @first_bytes: the first bytes that came at all
 * @refusal: (nullable): what was said outside of an answer, and may be one
 * @refusal_is_final: whether nothing that may still come would change it
 * @max_sign_ins: how often credentials may be sent
 * @counted: whether the sign-in under way is counted
 * @cancelled: whether the sign-in under way was given up
 * @encrypted: whether TLS is up
 * @accepted_by_hand: whether the person vouched for the certificate, nobody else
 * @handshaking: whether TLS was asked for and is not up
 * @greeted: whether the first reply has come
 * @over: whether the dialog has ended
 */
typedef struct
{
  PostinoReport *seen;
  PostinoAddress *address;
  PostinoSasl *sasl;
  GPtrArray *secrets;

  PostinoInput *input;
  GByteArray *first_bytes;

  char *refusal;
  gboolean refusal_is_final;
  guint max_sign_ins;
  gboolean counted;
  gboolean cancelled;
  gboolean encrypted;
  gboolean accepted_by_hand;
  gboolean handshaking;
  gboolean greeted;
  gboolean over;
} PostinoDialogPrivate;

PostinoDialogPrivate *postino_dialog_get_private (PostinoDialog *self);

PostinoAction *postino_action_new (PostinoActionType type);

G_END_DECLS
