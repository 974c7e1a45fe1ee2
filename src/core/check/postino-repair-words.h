/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Repairs in words.
 */
#pragma once

#include "postino-repair.h"

G_BEGIN_DECLS

/**
 * postino_try_describe:
 * @self: what is tried next
 * @before: what was tried last
 *
 * Returns: (transfer full): "Trying port 587…", translated
 */
char *postino_try_describe (const PostinoTry *self, const PostinoServer *before);

/**
 * postino_repair_describe:
 * @attempts: (element-type PostinoAttempt): what was tried; the last one works
 *
 * Returns: (transfer full) (nullable): what is different from what the person has
 *   asked for, mostly one sentence, translated; %NULL when nothing is
 */
char *postino_repair_describe (const GPtrArray *attempts);

G_END_DECLS
