/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gallery-check.h"

#define MAX_STOPS 200

/* Where the Tab key stops, and every control, in the order of the tree. */
typedef struct
{
  GtkWidget *front;
  GPtrArray *tree;
  GPtrArray *found;
} Tour;

static char *
describe (GtkWidget *widget)
{
  const char *name = G_OBJECT_TYPE_NAME (widget);
  GtkWidget *row = gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_ROW);

  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
    return g_strdup_printf ("%s “%s”", name, gtk_button_get_label (GTK_BUTTON (widget)));
  if (gtk_widget_get_tooltip_text (widget) != NULL)
    return g_strdup_printf ("%s “%s”", name, gtk_widget_get_tooltip_text (widget));
  if (row != NULL)
    return g_strdup_printf ("%s in “%s”", name,
                            adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  return g_strdup_printf ("%s in %s", name, G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
}

static void
add_pair (Tour *tour, const char *what, GtkWidget *one, GtkWidget *other)
{
  g_autofree char *first = describe (one);
  g_autofree char *second = describe (other);

  g_ptr_array_add (tour->found, g_strdup_printf ("%s: %s, then %s", what, first, second));
}

/* What is scrolled is where it is scrolled, for all that is not. */
static GtkWidget *
get_place (GtkWidget *widget, GtkWidget *other)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);

  return scrolled == NULL || gtk_widget_is_ancestor (other, scrolled) ? widget : scrolled;
}

static gboolean
get_box (Tour *tour, GtkWidget *widget, graphene_rect_t *box)
{
  if (!gtk_widget_compute_bounds (widget, tour->front, box))
    return FALSE;
  /* Lines are read from left to right or the other way round: mirror the one to get the other. */
  if (gtk_widget_get_direction (tour->front) == GTK_TEXT_DIR_RTL)
    box->origin.x = (float) gtk_widget_get_width (tour->front) - box->origin.x - box->size.width;

  return TRUE;
}

/* In one column what is above comes first; in one line, what is at its beginning. What stands
 * wholly beside is another column, which may begin higher up. */
static gboolean
reads_before (const graphene_rect_t *a, const graphene_rect_t *b)
{
  float a_bottom = a->origin.y + a->size.height, b_bottom = b->origin.y + b->size.height;
  gboolean same_line = MIN (a_bottom, b_bottom) - MAX (a->origin.y, b->origin.y)
                       > 0.5f * MIN (a->size.height, b->size.height);

  if (same_line)
    return a->origin.x <= b->origin.x + 1;
  return a->origin.y <= b->origin.y + 1 || a->origin.x + a->size.width <= b->origin.x + 1;
}

static void
compare (Tour *tour, GtkWidget *one, GtkWidget *other)
{
  graphene_rect_t a, b;
  guint i, k;

  if (!get_box (tour, get_place (one, other), &a) || !get_box (tour, get_place (other, one), &b))
    return;
  if (!reads_before (&a, &b))
    add_pair (tour, "Tab goes against the way of reading", one, other);
  if (g_ptr_array_find (tour->tree, one, &i) && g_ptr_array_find (tour->tree, other, &k) && i > k)
    add_pair (tour, "Tab goes another way than the tree", one, other);
}

/* A control that a keyboard has to come to. Those of a row are the row's. */
static gboolean
is_control (GtkWidget *widget)
{
  return (GTK_IS_BUTTON (widget) || GTK_IS_TEXT (widget) || GTK_IS_TEXT_VIEW (widget)
          || GTK_IS_EXPANDER (widget) || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_SWITCH (widget))
         && gtk_widget_get_focusable (widget) && gtk_widget_get_can_focus (widget)
         && gtk_widget_is_sensitive (widget);
}

static void
collect (GtkWidget *widget, gpointer user_data)
{
  Tour *tour = user_data;

  g_ptr_array_add (tour->tree, widget);
}

/* Tab from nowhere until it comes back to where it was. */
static GPtrArray *
take_tour (GtkWidget *front)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_ancestor (front, GTK_TYPE_WINDOW));
  GPtrArray *stops = g_ptr_array_new ();

  gtk_window_set_focus (window, NULL);
  for (int i = 0; i < MAX_STOPS; i++)
    {
      gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
      GtkWidget *stop = gtk_window_get_focus (window);

      if (stop == NULL || g_ptr_array_find (stops, stop, NULL))
        break;
      g_ptr_array_add (stops, stop);
    }

  return stops;
}

void
gallery_check_order (GtkWidget *front, GPtrArray *found)
{
  g_autoptr (GPtrArray) stops = take_tour (front);
  g_autoptr (GPtrArray) tree = g_ptr_array_new ();
  Tour tour = {front, tree, found};

  gallery_visit (front, collect, &tour);
  for (guint i = 1; i < stops->len; i++)
    compare (&tour, stops->pdata[i - 1], stops->pdata[i]);
  for (guint i = 0; i < tree->len; i++)
    if (is_control (tree->pdata[i]) && !g_ptr_array_find (stops, tree->pdata[i], NULL))
      {
        g_autofree char *text = describe (tree->pdata[i]);
        g_ptr_array_add (found, g_strdup_printf ("Tab does not come to %s", text));
      }
}
