/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The squares of a QR code with the bare settings, for whoever draws it. A picture is
 * photographed, printed and passed on: there is never a secret in it.
 */
#pragma once

#include "postino-handover.h"

G_BEGIN_DECLS

/**
 * PostinoQr:
 *
 * A QR code (ISO/IEC 18004) with the white margin that belongs to it.
 */
typedef struct _PostinoQr PostinoQr;

/**
 * postino_qr_new:
 * @width: how many squares a side has, without the margin
 * @modules: (array): the squares, line by line; the lowest bit is set in a dark one
 *
 * Returns: (transfer full): the code
 */
PostinoQr *postino_qr_new (guint width, const guint8 *modules);

/**
 * postino_qr_encode:
 * @plan: a plan for an account, to whichever target
 * @error: %POSTINO_HANDOVER_ERROR_UNFIT when the settings are too long
 *
 * Returns: (transfer full): the code of its account's settings, or %NULL
 */
PostinoQr *postino_qr_encode (const PostinoHandover *plan, GError **error);

void postino_qr_free (PostinoQr *self);

/**
 * postino_qr_get_size:
 * @self: a code
 *
 * Returns: how many squares a side has, with the margin
 */
guint postino_qr_get_size (const PostinoQr *self);

/**
 * postino_qr_is_dark:
 * @self: a code
 * @x: from the left, from 0
 * @y: from the top, from 0
 *
 * Returns: whether that square is dark; those of the margin, and outside, are not
 */
gboolean postino_qr_is_dark (const PostinoQr *self, guint x, guint y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoQr, postino_qr_free)

G_END_DECLS
