/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a page shows is made in parts, and measured in turns of the main loop of their own.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-page-private.h"

static void
build_part (PostinoPage *self)
{
  PostinoPagePrivate *priv = priv_of (self);
  PostinoPageClass *klass = POSTINO_PAGE_GET_CLASS (self);

  priv->built = klass->build == NULL || !klass->build (self, priv->n_parts++);
  if (priv->built && klass->attach != NULL)
    klass->attach (self);
}

void
postino_page_build (PostinoPage *self)
{
  g_return_if_fail (POSTINO_IS_PAGE (self));

  while (!priv_of (self)->built)
    build_part (self);
}

static int
measure_width (PostinoPage *self)
{
  int minimum;

  gtk_widget_measure (adw_bin_get_child (ADW_BIN (self)), GTK_ORIENTATION_HORIZONTAL, -1, &minimum,
                      NULL, NULL, NULL);
  return minimum;
}

static void
measure_height (PostinoPage *self)
{
  int width = gtk_widget_get_width (gtk_widget_get_parent (GTK_WIDGET (self)));

  gtk_widget_measure (adw_bin_get_child (ADW_BIN (self)), GTK_ORIENTATION_VERTICAL,
                      MAX (width, measure_width (self)), NULL, NULL, NULL, NULL);
}

gboolean
postino_page_prepare (PostinoPage *self)
{
  g_return_val_if_fail (POSTINO_IS_PAGE (self), FALSE);

  PostinoPagePrivate *priv = priv_of (self);
  if (priv->prepared || priv->setup == NULL)
    return FALSE;

  /* The first time that text is measured in a font is by far the longest: what was built is
   * measured before the next part is, and what is measured is remembered. */
  if (priv->measured < priv->n_parts)
    {
      measure_width (self);
      priv->measured = priv->n_parts;
    }
  else if (!priv->built)
    build_part (self);
  else
    {
      measure_height (self);
      priv->prepared = TRUE;
    }
  return TRUE;
}
