/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one sentence at the top of a page. It can take the focus, so that a screen
 * reader says it when it changes.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_HEADING (postino_heading_get_type ())
G_DECLARE_FINAL_TYPE (PostinoHeading, postino_heading, POSTINO, HEADING, GtkWidget)

/**
 * PostinoHeading:text:
 *
 * The sentence.
 */

/**
 * postino_heading_set_text:
 * @self: a heading
 * @text: the sentence
 */
void postino_heading_set_text (PostinoHeading *self, const char *text);

/**
 * postino_heading_set_description:
 * @self: a heading
 * @text: (nullable): what a screen reader says after it, %NULL for nothing
 */
void postino_heading_set_description (PostinoHeading *self, const char *text);

G_END_DECLS
