/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the parts of the picture look. Lengths are in px.
 */
#pragma once

#include "postino-route-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PostinoRouteInk:
 * @widget: whose icons and colours they are
 * @snapshot: what is drawn on
 * @foreground: the colour of text
 * @phase: how far what moves has moved, from 0 to 1; 0 when nothing moves
 */
typedef struct
{
  GtkWidget *widget;
  GtkSnapshot *snapshot;
  GdkRGBA foreground;
  double phase;
} PostinoRouteInk;

PostinoRouteInk postino_route_ink (GtkWidget *widget, GtkSnapshot *snapshot, double phase);

/**
 * postino_route_draw_line:
 * @ink: with what
 * @mark: how the test went there
 * @from: where the message comes from
 * @to: where it goes to; maybe left of @from
 * @y: the height of both
 * @unit: the height of a line of text
 *
 * Whole where it works, dashed where nobody has been, cut with a cross where it is broken.
 */
void postino_route_draw_line (const PostinoRouteInk *ink,
                              PostinoRouteMark mark,
                              float from,
                              float to,
                              float y,
                              float unit);

/**
 * postino_route_draw_station:
 * @ink: with what
 * @mark: how the test went there, %POSTINO_ROUTE_UNTRIED where nothing is tested
 * @icon: (nullable): the name of a symbolic icon, %NULL for the globe
 * @x: the middle
 * @y: the middle
 * @size: the diameter
 */
void postino_route_draw_station (const PostinoRouteInk *ink,
                                 PostinoRouteMark mark,
                                 const char *icon,
                                 float x,
                                 float y,
                                 float size);

/**
 * postino_route_draw_letter:
 * @ink: with what
 * @x: the middle
 * @y: the middle
 * @size: the diameter
 *
 * The message on its way: an envelope in a disc.
 */
void postino_route_draw_letter (const PostinoRouteInk *ink, float x, float y, float size);

G_END_DECLS
