/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A QR code, dark on white in any style, and sharp at any scale of the screen.
 */
#pragma once

#include "postino-qr.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_QR_VIEW (postino_qr_view_get_type ())
G_DECLARE_FINAL_TYPE (PostinoQrView, postino_qr_view, POSTINO, QR_VIEW, GtkWidget)

/**
 * postino_qr_view_take:
 * @self: a view
 * @qr: (transfer full): the code
 * @name: what it is, for those who do not see it
 * @description: what it says
 */
void postino_qr_view_take (PostinoQrView *self,
                           PostinoQr *qr,
                           const char *name,
                           const char *description);

G_END_DECLS
