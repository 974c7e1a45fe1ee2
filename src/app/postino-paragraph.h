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

/**
 * postino_paragraph_make_attributes:
 *
 * Returns: (transfer full): what every label needs that may wrap in the middle of a name: no
 *   hyphen, which would be taken for a part of the name
 */
PangoAttrList *postino_paragraph_make_attributes (void);

/**
 * postino_paragraph_show:
 * @label: a label
 * @text: (nullable): what it says
 *
 * Hides the label while there is nothing to say.
 */
void postino_paragraph_show (GtkLabel *label, const char *text);

G_END_DECLS
