/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of a rule, from how people write them to how they are compared.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * postino_reply_words_compile:
 * @words: alternatives separated by "|", terms by "+", parts by "…", phrases by ",";
 *   "*" ends a word of which only the start counts; "<name>" is a group of phrases
 * @groups: (element-type utf8 utf8): folded phrases by the name of their group
 * @error: (out) (optional) (transfer full): what is wrong
 *
 * Returns: (transfer full) (nullable): the words as #PostinoReplyRule has them, or
 *   %NULL with @error set
 */
char *postino_reply_words_compile (const char *words, GHashTable *groups, char **error);

G_END_DECLS
