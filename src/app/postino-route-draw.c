/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every colour is the theme's, and none is needed to read the picture.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-route-draw.h"

#include <math.h>

/* Of what nobody has been at: seen, but behind what counts. */
#define FAINT 0.6F

static GdkRGBA
look_up (GtkWidget *widget, const char *name, const GdkRGBA *otherwise)
{
  GdkRGBA colour;

  if (gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &colour))
    return colour;
  return *otherwise;
}

static GdkRGBA
fade (GdkRGBA colour, float alpha)
{
  colour.alpha *= alpha;
  return colour;
}

PostinoRouteInk
postino_route_ink (GtkWidget *widget, GtkSnapshot *snapshot, double phase)
{
  PostinoRouteInk ink = {.widget = widget, .snapshot = snapshot, .phase = phase};

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink.foreground);
  return ink;
}

static GdkRGBA
line_colour (const PostinoRouteInk *ink, PostinoRouteMark mark)
{
  switch (mark)
    {
    case POSTINO_ROUTE_GOOD:
    case POSTINO_ROUTE_MENDED:
      return look_up (ink->widget, "success_color", &ink->foreground);
    case POSTINO_ROUTE_BAD:
      return look_up (ink->widget, "error_color", &ink->foreground);
    case POSTINO_ROUTE_ACTIVE:
      return look_up (ink->widget, "accent_color", &ink->foreground);
    case POSTINO_ROUTE_PENDING:
    case POSTINO_ROUTE_UNTRIED:
    default:
      return fade (ink->foreground, FAINT);
    }
}

static void
draw_disc (GtkSnapshot *snapshot, float x, float y, float size, const GdkRGBA *colour)
{
  const graphene_rect_t box = GRAPHENE_RECT_INIT (x - size / 2, y - size / 2, size, size);
  GskRoundedRect round;

  gsk_rounded_rect_init_from_rect (&round, &box, size / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, colour, &box);
  gtk_snapshot_pop (snapshot);
}

/* From the smaller to the larger x, whichever way it leads. */
static void
draw_bar (GtkSnapshot *snapshot, float a, float b, float y, float thick, const GdkRGBA *colour)
{
  const graphene_rect_t box = GRAPHENE_RECT_INIT (MIN (a, b), y - thick / 2, fabsf (b - a), thick);
  GskRoundedRect round;

  gsk_rounded_rect_init_from_rect (&round, &box, thick / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, colour, &box);
  gtk_snapshot_pop (snapshot);
}

/* @shift is a part of a dash's length, for a line that moves. */
static void
draw_dashes (GtkSnapshot *snapshot,
             float from,
             float to,
             float y,
             float thick,
             double shift,
             const GdkRGBA *colour)
{
  const float dash = 2 * thick, period = 4 * thick;
  const float length = fabsf (to - from), direction = to < from ? -1 : 1;

  for (int i = -1; i * period < length; i++)
    {
      float at = ((float) shift + (float) i) * period;
      float begin = MAX (at, 0), end = MIN (at + dash, length);

      if (end > begin)
        draw_bar (snapshot, from + direction * begin, from + direction * end, y, thick, colour);
    }
}

static void
draw_icon (const PostinoRouteInk *ink,
           const char *name,
           float x,
           float y,
           float size,
           const GdkRGBA *colour)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (ink->widget));
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
    theme, name, NULL, (int) ceilf (size), gtk_widget_get_scale_factor (ink->widget),
    gtk_widget_get_direction (ink->widget), GTK_ICON_LOOKUP_FORCE_SYMBOLIC);

  gtk_snapshot_save (ink->snapshot);
  gtk_snapshot_translate (ink->snapshot, &GRAPHENE_POINT_INIT (x - size / 2, y - size / 2));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), ink->snapshot, size,
                                            size, colour, 1);
  gtk_snapshot_restore (ink->snapshot);
}

/* No icon theme has it in all versions. */
static void
draw_globe (GtkSnapshot *snapshot, float x, float y, float size, const GdkRGBA *colour)
{
  const double radius = size / 2 - size / 16;
  cairo_t *cr = gtk_snapshot_append_cairo (
    snapshot, &GRAPHENE_RECT_INIT (x - size / 2, y - size / 2, size, size));

  gdk_cairo_set_source_rgba (cr, colour);
  cairo_translate (cr, x, y);
  cairo_save (cr);
  cairo_scale (cr, 0.45, 1);
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0, radius, 0, 2 * G_PI);
  cairo_restore (cr);
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0, radius, 0, 2 * G_PI);
  cairo_move_to (cr, -radius, 0);
  cairo_line_to (cr, radius, 0);
  cairo_set_line_width (cr, size / 10);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* What is behind the cut cannot be reached. */
static void
draw_cut (const PostinoRouteInk *ink, float from, float to, float y, float thick, float cross)
{
  const GdkRGBA red = line_colour (ink, POSTINO_ROUTE_BAD);
  const GdkRGBA faint = line_colour (ink, POSTINO_ROUTE_UNTRIED);
  const float middle = (from + to) / 2, half = cross / 2 * (to < from ? -1 : 1);

  if (fabsf (to - from) > 2 * cross)
    {
      draw_bar (ink->snapshot, from, middle - half, y, thick, &red);
      draw_dashes (ink->snapshot, middle + half, to, y, thick, 0, &faint);
    }
  draw_icon (ink, "window-close-symbolic", middle, y, cross, &red);
}

void
postino_route_draw_line (const PostinoRouteInk *ink,
                         PostinoRouteMark mark,
                         float from,
                         float to,
                         float y,
                         float unit)
{
  const float length = fabsf (to - from), size = MIN (unit, length);
  const float thick = MAX (2, roundf (MIN (unit, length / 2) / 8));
  const float head = (to < from ? -1 : 1) * size * 0.35F;
  const GdkRGBA colour = line_colour (ink, mark);

  switch (mark)
    {
    case POSTINO_ROUTE_BAD:
      draw_cut (ink, from, to, y, thick, size);
      return;
    case POSTINO_ROUTE_GOOD:
    case POSTINO_ROUTE_MENDED:
      draw_bar (ink->snapshot, from, to - head, y, thick, &colour);
      break;
    case POSTINO_ROUTE_PENDING:
    case POSTINO_ROUTE_ACTIVE:
    case POSTINO_ROUTE_UNTRIED:
    default:
      draw_dashes (ink->snapshot, from, to - head, y, thick,
                   mark == POSTINO_ROUTE_ACTIVE ? ink->phase : 0, &colour);
    }
  draw_icon (ink, "pan-end-symbolic", to - head, y, size, &colour);
}

/* The small sign at the lower end of a station. */
static void
draw_badge (const PostinoRouteInk *ink, PostinoRouteMark mark, float x, float y, float size)
{
  static const struct
  {
    const char *icon;
    const char *background;
    const char *foreground;
  } badges[] = {
    [POSTINO_ROUTE_ACTIVE] = {"content-loading-symbolic", "accent_bg_color", "accent_fg_color"},
    [POSTINO_ROUTE_GOOD] = {"object-select-symbolic", "success_bg_color", "success_fg_color"},
    [POSTINO_ROUTE_MENDED] = {"list-add-symbolic", "success_bg_color", "success_fg_color"},
    [POSTINO_ROUTE_BAD] = {"window-close-symbolic", "error_bg_color", "error_fg_color"},
    [POSTINO_ROUTE_UNTRIED] = {NULL, NULL, NULL},
  };
  const GdkRGBA white = {1, 1, 1, 1};

  if (badges[mark].icon == NULL)
    return;

  const GdkRGBA back = look_up (ink->widget, badges[mark].background, &ink->foreground);
  const GdkRGBA front = look_up (ink->widget, badges[mark].foreground, &white);
  const GdkRGBA window = look_up (ink->widget, "window_bg_color", &white);

  draw_disc (ink->snapshot, x, y, size * 1.25F, &window);
  draw_disc (ink->snapshot, x, y, size, &back);
  draw_icon (ink, badges[mark].icon, x, y, size * 0.7F, &front);
}

void
postino_route_draw_station (const PostinoRouteInk *ink,
                            PostinoRouteMark mark,
                            const char *icon,
                            float x,
                            float y,
                            float size)
{
  gboolean passed = mark != POSTINO_ROUTE_PENDING && mark != POSTINO_ROUTE_UNTRIED;
  const GdkRGBA ground = fade (ink->foreground, 0.08F);
  const GdkRGBA colour = fade (ink->foreground, passed ? 1 : 0.7F);
  gboolean mirrored = gtk_widget_get_direction (ink->widget) == GTK_TEXT_DIR_RTL;
  const float offset = size * 0.36F * (mirrored ? -1 : 1);

  draw_disc (ink->snapshot, x, y, size, &ground);
  if (icon != NULL)
    draw_icon (ink, icon, x, y, size / 2, &colour);
  else
    draw_globe (ink->snapshot, x, y, size / 2, &colour);
  draw_badge (ink, mark, x + offset, y + size * 0.36F, size * 0.4F);
}

void
postino_route_draw_letter (const PostinoRouteInk *ink, float x, float y, float size)
{
  const GdkRGBA white = {1, 1, 1, 1};
  const GdkRGBA back = look_up (ink->widget, "accent_bg_color", &ink->foreground);
  const GdkRGBA front = look_up (ink->widget, "accent_fg_color", &white);
  const GdkRGBA window = look_up (ink->widget, "window_bg_color", &white);

  draw_disc (ink->snapshot, x, y, size * 1.25F, &window);
  draw_disc (ink->snapshot, x, y, size, &back);
  draw_icon (ink, "mail-unread-symbolic", x, y, size * 0.65F, &front);
}
