/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hides who a report is about.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * postino_disguise_name:
 * @name: a local part, a user name or an address
 *
 * Returns: (transfer full): @name with nothing but the first letter of its local
 *   part, "a•••@example.org"
 */
char *postino_disguise_name (const char *name);

/**
 * postino_disguise_text:
 * @text: any text, in UTF-8
 * @names: (element-type utf8): names to hide, the longest first
 *
 * Hides each of @names where it stands as a whole word, in any letter case.
 *
 * Returns: (transfer full): @text without them
 */
char *postino_disguise_text (const char *text, GPtrArray *names);

G_END_DECLS
