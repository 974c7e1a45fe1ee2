/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text from outside made safe to show, and sentences with names in them.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * postino_text_make_safe:
 * @bytes: (nullable): text from a server, maybe not UTF-8, maybe hostile
 * @max_chars: longest result, in characters; the rest is cut with "…"
 *
 * Invalid UTF-8 becomes U+FFFD, control characters, bidirectional overrides and
 * other invisible format characters are dropped, lines stay lines.
 *
 * Returns: (transfer full) (nullable): valid UTF-8, or %NULL for %NULL
 */
char *postino_text_make_safe (const char *bytes, gsize max_chars);

/**
 * postino_text_is_one_line:
 * @text: (nullable): a name or a word from outside
 *
 * Returns: whether it has neither a line end nor any other control character in it; so
 *   it is for "" and %NULL
 */
gboolean postino_text_is_one_line (const char *text);

/**
 * postino_text_count_unseen:
 * @bytes: text from a server, maybe not UTF-8
 *
 * Returns: how many bytes postino_text_make_safe() drops at the start of @bytes, up
 *   to the next character that can be seen
 */
gsize postino_text_count_unseen (const char *bytes);

/**
 * postino_text_measure_blank:
 * @text: a text, maybe not UTF-8, which need not end in NUL
 * @length: its length, in bytes
 * @at_end: whether to look at its end rather than at its start
 *
 * What comes with a copy: a space, a no-break space, a tab, a line end.
 *
 * Returns: how many bytes the one blank there takes, 0 when there is none
 */
gsize postino_text_measure_blank (const char *text, gsize length, gboolean at_end);

/**
 * postino_text_strike:
 * @text: a server's words
 * @names: (array length=n_names): names that may stand in them, or %NULL
 * @n_names: how many
 *
 * Takes the names of this person and this server out of a text, in whatever letter
 * case, so that what is left are the server's own words: nobody is refused for
 * being called sender\@example.org. Only names with an \@ or a dot are taken, since a
 * short user name may be a word of the sentence.
 *
 * Returns: (transfer full): the text with a space where a name stood
 */
char *postino_text_strike (const char *text, const char *const *names, gsize n_names);

/**
 * postino_text_fill:
 * @template: a translated sentence with {names} in braces
 * @...: pairs of name and value, ended by %NULL; a %NULL value counts as ""
 *
 * "{host} does not answer", "host", "mail.example.org", NULL. Braces around an
 * unknown name stay as they are.
 *
 * Returns: (transfer full): the sentence
 */
char *postino_text_fill (const char *template, ...) G_GNUC_NULL_TERMINATED;

/**
 * postino_text_fill_table:
 * @template: a translated sentence with {names} in braces
 * @values: (element-type utf8 utf8): the values by name
 *
 * Returns: (transfer full): the sentence
 */
char *postino_text_fill_table (const char *template, GHashTable *values);

G_END_DECLS
