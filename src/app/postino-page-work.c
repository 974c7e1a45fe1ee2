/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one operation that a page runs at a time.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-page-private.h"

static void
set_busy (PostinoPage *self, gboolean busy)
{
  PostinoPagePrivate *priv = priv_of (self);

  if (priv->busy == busy)
    return;
  priv->busy = busy;
  g_object_notify (G_OBJECT (self), "busy");
  g_signal_emit_by_name (self, "changed");
}

static void
on_applied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PostinoPage *self = POSTINO_PAGE (source);
  PostinoPagePrivate *priv = priv_of (self);
  PostinoPageClass *klass = POSTINO_PAGE_GET_CLASS (self);

  if (priv->setup == NULL)
    return; /* the window was closed meanwhile */

  g_clear_object (&priv->cancellable);
  set_busy (self, FALSE);
  gboolean go_on = klass->apply_finish (self, result);

  if (priv->again)
    {
      priv->again = FALSE;
      postino_page_run (self);
    }
  else if (go_on && priv->active)
    g_signal_emit_by_name (self, "applied");
}

void
postino_page_apply (PostinoPage *self)
{
  g_return_if_fail (POSTINO_IS_PAGE (self));

  if (priv_of (self)->complete)
    postino_page_run (self);
}

void
postino_page_run (PostinoPage *self)
{
  g_return_if_fail (POSTINO_IS_PAGE (self));

  PostinoPagePrivate *priv = priv_of (self);
  if (priv->busy)
    {
      priv->again = g_cancellable_is_cancelled (priv->cancellable);
      return;
    }

  priv->cancellable = g_cancellable_new ();
  set_busy (self, TRUE);
  POSTINO_PAGE_GET_CLASS (self)->apply_async (self, priv->cancellable, on_applied, NULL);
}

void
postino_page_skip (PostinoPage *self)
{
  g_return_if_fail (POSTINO_IS_PAGE (self));

  g_signal_emit_by_name (self, "applied");
}

void
postino_page_cancel (PostinoPage *self)
{
  g_return_if_fail (POSTINO_IS_PAGE (self));

  g_cancellable_cancel (priv_of (self)->cancellable);
}

void
postino_page_pass_async (PostinoPage *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_return_boolean (task, TRUE);
}

gboolean
postino_page_pass_finish (PostinoPage *self, GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
