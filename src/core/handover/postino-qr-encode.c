/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-handover-private.h"
#include "postino-qr.h"
#include "postino-settings-sheet.h"

#include <glib/gi18n-lib.h>
#include <qrencode.h>

PostinoQr *
postino_qr_encode (const PostinoHandover *plan, GError **error)
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

  PostinoQr *self = postino_qr_new ((guint) code->width, code->data);
  QRcode_free (code);
  return self;
}
