/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The image of the bundled providers; its content is made from data/providers by
 * postino-compile-providers.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

extern const guint8 postino_bundled_image[];
extern const gsize postino_bundled_image_size;

G_END_DECLS
