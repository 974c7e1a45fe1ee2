/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-handover"

#include "postino-qr.h"

/* Modules of white around the code, ISO/IEC 18004 section 6.3.8. */
#define QUIET 4

struct _PostinoQr
{
  guint width;
  guint8 *modules;
};

PostinoQr *
postino_qr_new (guint width, const guint8 *modules)
{
  g_return_val_if_fail (width > 0 && modules != NULL, NULL);

  PostinoQr *self = g_new (PostinoQr, 1);

  self->width = width;
  self->modules = g_memdup2 (modules, (gsize) width * width);
  return self;
}

void
postino_qr_free (PostinoQr *self)
{
  if (self == NULL)
    return;

  g_free (self->modules);
  g_free (self);
}

guint
postino_qr_get_size (const PostinoQr *self)
{
  return self->width + 2 * QUIET;
}

gboolean
postino_qr_is_dark (const PostinoQr *self, guint x, guint y)
{
  const guint width = self->width;

  return x >= QUIET && y >= QUIET && x - QUIET < width && y - QUIET < width
         && (self->modules[(gsize) (y - QUIET) * width + (x - QUIET)] & 1) != 0;
}
