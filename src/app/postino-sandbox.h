/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether the program is shut in a Flatpak, where other programs cannot be started and
 * have other folders.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean postino_sandbox_is_inside (void);

G_END_DECLS
