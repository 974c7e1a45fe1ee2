/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The places of widgets are known after the next frame.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-scroll.h"

#define MARGIN      12
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
        move_to (scroller, value + distance);
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
