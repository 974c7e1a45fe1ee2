/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A picture of grey dots as PNG (RFC 2083), without a library of its own.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * postino_png_encode:
 * @dots: (array): rows of dots from top to bottom, 0 black to 255 white
 * @width: dots in a row
 * @height: rows
 *
 * Returns: (transfer full): the file's bytes
 */
GString *postino_png_encode (const guint8 *dots, guint width, guint height);

G_END_DECLS
