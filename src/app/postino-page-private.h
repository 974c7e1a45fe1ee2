/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the pages' base share.
 */
#pragma once

#include "postino-page.h"

G_BEGIN_DECLS

typedef struct
{
  PostinoSetup *setup;
  PostinoBackend *backend;
  GCancellable *cancellable; /* of the operation under way */

  guint n_parts; /* that are built */
  guint measured;
  gboolean built;
  gboolean prepared;
  gboolean active;
  gboolean again; /* start once more when the cancelled operation has ended */

  char *title;
  gboolean complete;
  gboolean busy;
  char *primary_label;
  gboolean suggested;
  char *secondary_label;
  gboolean secondary_sensitive;
} PostinoPagePrivate;

PostinoPagePrivate *postino_page_get_private (PostinoPage *self);

#define priv_of(self) postino_page_get_private (self)

/* The operation of a page that only has to be read: it goes on at once. */
void postino_page_pass_async (PostinoPage *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean postino_page_pass_finish (PostinoPage *self, GAsyncResult *result);

G_END_DECLS
