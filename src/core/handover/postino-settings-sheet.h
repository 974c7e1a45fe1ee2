/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The settings as a person types them into a program.
 */
#pragma once

#include "postino-handover-private.h"

G_BEGIN_DECLS

/**
 * postino_settings_sheet_make:
 * @self: a plan
 * @is_short: whether it is for a picture, in which each letter takes room
 *
 * Returns: (transfer full): lines of translated text, without any secret
 */
GString *postino_settings_sheet_make (const PostinoHandover *self, gboolean is_short);

G_END_DECLS
