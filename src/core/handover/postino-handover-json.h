/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For the targets whose document is JSON.
 */
#pragma once

#include "postino-handover-private.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * postino_handover_set_json:
 * @self: a plan
 * @name: the name it should have in a folder
 * @builder: its content, whole
 *
 * Returns: %TRUE, for the target to end with
 */
gboolean postino_handover_set_json (PostinoHandover *self, const char *name, JsonBuilder *builder);

G_END_DECLS
