/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How likely one text was typed when another was meant: the distance of Damerau and
 * Levenshtein, in which the slips of real fingers on real keyboards are cheap.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a slip costs. */
#define POSTINO_TYPING_DOUBLE     5  /* a letter twice, or once where it belongs twice */
#define POSTINO_TYPING_SWAP       6  /* two letters the wrong way round */
#define POSTINO_TYPING_NEAR       8  /* the key beside, in place of a letter or with it */
#define POSTINO_TYPING_OMIT       8  /* a letter left out */
#define POSTINO_TYPING_ADD        10 /* a letter too many */
#define POSTINO_TYPING_OTHER      12 /* another letter */
#define POSTINO_TYPING_SHUFFLE    13 /* all letters of a long name, in some other order */
#define POSTINO_TYPING_FIRST      5  /* on top, when it is the first letter: people look there */
#define POSTINO_TYPING_FIRST_SWAP 2  /* on top, when the first letter came second */

/* Shorter names are not taken for shuffled. */
#define POSTINO_TYPING_SHUFFLE_LENGTH 6

/* Texts longer than this are never near. */
#define POSTINO_TYPING_MAX_LENGTH 63

/**
 * postino_typing_distance:
 * @typed: what was typed, lower case
 * @meant: what may have been meant, lower case
 * @limit: the largest distance that is of interest
 * @whole: whether the texts are whole names, so that their first letter counts more, and one
 *   that is added at their end; otherwise they are endings
 *
 * The restricted distance (optimal string alignment: no letter is touched twice),
 * with the costs above. Symmetric in no way.
 *
 * Returns: the distance, 0 for equal texts; %G_MAXUINT when it is above @limit
 */
guint postino_typing_distance (const char *typed, const char *meant, guint limit, gboolean whole);

G_END_DECLS
