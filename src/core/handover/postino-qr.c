/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-qr.h"

#include "postino-settings-sheet.h"

#include <glib/gi18n-lib.h>
#include <qrencode.h>

/* Modules of white around the code, ISO/IEC 18004 section 6.3.8. */
#define QUIET 4

struct _PostinoQr
{
  QRcode *code;
};

PostinoQr *
postino_qr_new (const PostinoHandover *plan, GError **error)
{
  g_return_val_if_fail (plan != NULL, NULL);

  g_autoptr (GString) text = postino_settings_sheet_make (plan, TRUE);
  QRcode *code = QRcode_encodeString8bit (text->str, 0, QR_ECLEVEL_M);

  if (code == NULL)
    {
      postino_handover_refuse (plan, _ ("The settings of {address} are too long for a picture."),
                               NULL, error);
      return NULL;
    }

  PostinoQr *self = g_new (PostinoQr, 1);
  self->code = code;
  return self;
}

void
postino_qr_free (PostinoQr *self)
{
  if (self == NULL)
    return;

  QRcode_free (self->code);
  g_free (self);
}

guint
postino_qr_get_size (const PostinoQr *self)
{
  return (guint) self->code->width + 2 * QUIET;
}

gboolean
postino_qr_is_dark (const PostinoQr *self, guint x, guint y)
{
  const guint width = (guint) self->code->width;

  return x >= QUIET && y >= QUIET && x - QUIET < width && y - QUIET < width
         && (self->code->data[(gsize) (y - QUIET) * width + (x - QUIET)] & 1) != 0;
}
