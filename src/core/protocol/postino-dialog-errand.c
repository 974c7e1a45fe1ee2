/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a dialog carries an errand: it begins when somebody is signed in, and nothing in it
 * waits without an end.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-dialog-data.h"

#define PRIVATE(self) postino_dialog_get_private (self)

void
postino_dialog_set_errand (PostinoDialog *self, PostinoErrand *errand)
{
  g_return_if_fail (POSTINO_IS_DIALOG (self));

  g_set_object (&PRIVATE (self)->errand, errand);
}

PostinoErrand *
postino_dialog_get_errand (PostinoDialog *self)
{
  g_return_val_if_fail (POSTINO_IS_DIALOG (self), NULL);

  return PRIVATE (self)->errand;
}

gboolean
postino_dialog_is_waiting (PostinoDialog *self)
{
  g_return_val_if_fail (POSTINO_IS_DIALOG (self), FALSE);

  PostinoDialogPrivate *priv = PRIVATE (self);

  return !priv->over && priv->wait_ms > 0;
}

PostinoAction *
postino_dialog_wait (PostinoDialog *self, guint wait_ms)
{
  PRIVATE (self)->wait_ms = wait_ms;
  return postino_action_new (POSTINO_ACTION_READ);
}

PostinoAction *
postino_dialog_begin_errand (PostinoDialog *self)
{
  PostinoDialogPrivate *priv = PRIVATE (self);

  if (priv->errand == NULL || postino_errand_is_done (priv->errand))
    return NULL;

  priv->on_errand = TRUE;
  return postino_errand_begin (priv->errand, self);
}

/* On an errand, nothing is waited for without an end. */
PostinoAction *
postino_dialog_set_wait (PostinoDialog *self, PostinoAction *action)
{
  PostinoDialogPrivate *priv = PRIVATE (self);

  if (priv->on_errand && action->type <= POSTINO_ACTION_SEND)
    action->wait_ms = priv->wait_ms > 0 ? priv->wait_ms : POSTINO_ERRAND_ANSWER_MS;
  return action;
}

PostinoAction *
postino_dialog_wake (PostinoDialog *self)
{
  g_return_val_if_fail (POSTINO_IS_DIALOG (self), NULL);

  PostinoDialogPrivate *priv = PRIVATE (self);
  PostinoAction *action = NULL;

  if (priv->over)
    return postino_action_new (POSTINO_ACTION_DONE);
  if (priv->on_errand)
    action = postino_errand_wake (priv->errand, self);
  if (action == NULL)
    action =
      postino_dialog_end (self, priv->seen->stage, POSTINO_FINDING_TIMED_OUT, priv->refusal, NULL);

  return postino_dialog_set_wait (self, action);
}
