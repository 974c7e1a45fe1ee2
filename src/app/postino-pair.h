/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two things side by side where there is room for both, one below the other
 * where there is not.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_PAIR (postino_pair_get_type ())
G_DECLARE_FINAL_TYPE (PostinoPair, postino_pair, POSTINO, PAIR, GtkWidget)

/**
 * PostinoPair:wide-from:
 *
 * The width from which the two may stand side by side, in px at the usual size of text. 0 leaves it to
 * them: then they do where each gets the width that it likes.
 */

/**
 * PostinoPair:first-grows:
 *
 * Whether the first has all that the others leave when they stand side by side, each of them
 * with the width that it likes, and at most its share. Otherwise all are as wide.
 */

/**
 * postino_pair_append:
 * @self: a pair
 * @child: what stands after the children it has
 */
void postino_pair_append (PostinoPair *self, GtkWidget *child);

G_END_DECLS
