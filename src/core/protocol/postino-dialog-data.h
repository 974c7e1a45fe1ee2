/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a dialog remembers, for the two files of the base class.
 */
#pragma once

#include "postino-dialog-private.h"
#include "postino-errand.h"
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
 * @errand: (nullable): what is to be done once signed in
 * @on_errand: whether that has begun
 * @wait_ms: for how long nothing is due, in ms
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

  PostinoErrand *errand;
  gboolean on_errand;
  guint wait_ms;
} PostinoDialogPrivate;

/**
 * postino_dialog_get_private:
 * @self: a dialog
 *
 * Returns: (transfer none): what the kinds of dialogs share
 */
PostinoDialogPrivate *postino_dialog_get_private (PostinoDialog *self);

/**
 * postino_action_new:
 * @type: what is to be done
 *
 * Returns: (transfer full): an action that has nothing else in it
 */
PostinoAction *postino_action_new (PostinoActionType type);

/**
 * postino_dialog_set_wait:
 * @self: a dialog
 * @action: (transfer full): what is to be done next
 *
 * Returns: (transfer full): @action, with the time that may be waited for what follows
 */
PostinoAction *postino_dialog_set_wait (PostinoDialog *self, PostinoAction *action);

G_END_DECLS
