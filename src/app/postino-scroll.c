/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The places of widgets are known after the next frame.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-scroll.h"

#define MARGIN      12.0
#define DURATION_MS 250

typedef struct
{
  GtkScrolledWindow *scroller; /* unowned: while the handler is connected it is there */
  GtkWidget *widget;
} Goal;

static void
goal_free (gpointer data, GClosure *closure)
{
  g_clear_object (&((Goal *) data)->widget);
  g_free (data);
}

/* How far down is left to be scrolled. */
static double
get_room (GtkAdjustment *adjustment)
{
  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment)
         - gtk_adjustment_get_value (adjustment);
}

/* The words, the button or the picture in @widget that the line at @y would cut; @box is where
 * it stands. */
static gboolean
find_cut (GtkWidget *widget, GtkWidget *scroller, double y, graphene_rect_t *box)
{
  gboolean whole =
    GTK_IS_BUTTON (widget)
    || gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == GTK_ACCESSIBLE_ROLE_IMG;
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (!gtk_widget_get_mapped (widget) || !gtk_widget_compute_bounds (widget, scroller, box)
      || y <= box->origin.y || y >= box->origin.y + box->size.height)
    return FALSE;
  if (whole || child == NULL)
    return TRUE;
  while (child != NULL && !find_cut (child, scroller, y, box))
    child = gtk_widget_get_next_sibling (child);

  return child != NULL;
}

/* What stands at the upper edge is in sight whole, or not at all: rather a little further down
 * than @distance, and where that would be more than @furthest, less far. */
static double
avoid_cut (GtkScrolledWindow *scroller, double distance, double furthest)
{
  GtkWidget *content = gtk_scrolled_window_get_child (scroller);
  double down = distance, up = distance;
  graphene_rect_t box;

  while (down <= furthest && find_cut (content, GTK_WIDGET (scroller), down, &box))
    down = box.origin.y + box.size.height + MARGIN / 2;
  if (down <= furthest)
    return down;
  while (up > 0 && find_cut (content, GTK_WIDGET (scroller), up, &box))
    up = box.origin.y - MARGIN / 2;

  return MAX (up, 0);
}

/* AdwAnimation is still where animations are switched off. */
static void
move_to (GtkScrolledWindow *scroller, double value)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scroller);
  g_autoptr (AdwAnimation) animation = adw_timed_animation_new (
    GTK_WIDGET (scroller), gtk_adjustment_get_value (adjustment), value, DURATION_MS,
    adw_property_animation_target_new (G_OBJECT (adjustment), "value"));

  adw_animation_play (animation);
}

static void
on_after_paint (GdkFrameClock *clock, gpointer user_data)
{
  Goal *goal = user_data;
  GtkScrolledWindow *scroller = goal->scroller;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scroller);
  const double value = gtk_adjustment_get_value (adjustment);
  const double page = gtk_adjustment_get_page_size (adjustment);
  graphene_rect_t box;

  if (gtk_widget_compute_bounds (goal->widget, GTK_WIDGET (scroller), &box))
    {
      const double bottom = box.origin.y + box.size.height + MARGIN - page;
      const double top = box.origin.y - MARGIN;
      const double distance = MIN (bottom, top);

      if (distance > 0)
        move_to (scroller,
                 value + avoid_cut (scroller, distance, MIN (top, get_room (adjustment))));
    }
  g_signal_handlers_disconnect_matched (clock, G_SIGNAL_MATCH_FUNC | G_SIGNAL_MATCH_DATA, 0, 0,
                                        NULL, on_after_paint, goal);
}

void
postino_scroll_to (GtkScrolledWindow *scroller, GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scroller));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (scroller));
  if (clock == NULL)
    return; /* nobody looks */

  Goal *goal = g_new0 (Goal, 1);
  goal->scroller = scroller;
  goal->widget = g_object_ref (widget);
  GClosure *closure = g_cclosure_new (G_CALLBACK (on_after_paint), goal, goal_free);
  g_object_watch_closure (G_OBJECT (scroller), closure);
  g_signal_connect_closure (clock, "after-paint", closure, FALSE);
  gtk_widget_queue_draw (widget);
}
