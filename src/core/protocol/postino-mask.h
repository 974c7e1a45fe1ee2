/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A server that repeats what it was told ("command not recognized: AUTH PLAIN …")
 * repeats the secret as well. Before its words are kept or shown, they go through
 * here.
 */
#pragma once

#include "postino-secret.h"

G_BEGIN_DECLS

/* What is shown where a secret stood. */
#define POSTINO_MASK "•••"

/**
 * postino_mask_hide:
 * @text: (nullable): a server's words, maybe not UTF-8
 * @secrets: (element-type PostinoSecret): what must not be seen, as it was sent
 *
 * Replaces each secret in whatever letter case, and a telling piece of one (a server
 * may cut what it repeats), by the mask. A secret of one to three bytes, or one that
 * stands within a longer word, is there by chance, and is left.
 *
 * Returns: (transfer full) (nullable): the words without them
 */
char *postino_mask_hide (const char *text, GPtrArray *secrets);

G_END_DECLS
