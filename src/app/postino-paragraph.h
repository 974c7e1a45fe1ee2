/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sentences as they stand on a card.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * postino_paragraph_new:
 * @text: a sentence or more
 * @css_class: (nullable): how it looks, %NULL for plain
 *
 * Returns: (transfer floating): a label that wraps, even in the middle of a long name
 */
GtkWidget *postino_paragraph_new (const char *text, const char *css_class);

G_END_DECLS
