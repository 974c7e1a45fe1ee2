/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text as the reply rules compare it: lower-case words without accents and
 * punctuation, one space between them.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * postino_fold:
 * @out: where the words are appended, each one behind a space unless @out is empty
 * @text: UTF-8
 *
 * Accents, letter case and punctuation do not count. Each Chinese, Japanese or
 * Korean character is a word, since these languages put no space between words.
 */
void postino_fold (GString *out, const char *text);

G_END_DECLS
