/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a sentence of the diagnosis can say more of in a window.
 */
#pragma once

G_BEGIN_DECLS

/**
 * postino_window_words:
 * @sentence: a translated sentence of a diagnosis
 *
 * Returns: (transfer none): it, or what says the same and names what the window has for it
 */
const char *postino_window_words (const char *sentence);

G_END_DECLS
