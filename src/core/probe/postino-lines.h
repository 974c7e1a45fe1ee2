/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes from outside cut into lines that are safe to show.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The longest line that is shown, in characters; the rest is cut. */
#define POSTINO_LINES_MAX 1000

/**
 * PostinoLinesFunc:
 * @text: one line, safe to show
 * @user_data: as given
 */
typedef void (*PostinoLinesFunc) (const char *text, gpointer user_data);

/**
 * postino_lines_push:
 * @rest: what is left over of an unfinished line; kept between calls
 * @data: bytes as they came
 * @length: how many
 * @func: called for each line that is complete
 * @user_data: for @func
 */
void postino_lines_push (GString *rest,
                         const char *data,
                         gsize length,
                         PostinoLinesFunc func,
                         gpointer user_data);

/**
 * postino_lines_flush:
 * @rest: what is left over; emptied
 * @func: called if there is anything
 * @user_data: for @func
 */
void postino_lines_flush (GString *rest, PostinoLinesFunc func, gpointer user_data);

G_END_DECLS
