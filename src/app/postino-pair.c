/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The width decides, so the height follows from it: a GtkBox that changes its
 * orientation while it is being allocated would be measured for the wrong one.
 * (AdwBreakpoint would do it; libadwaita has it from 1.4 on.)
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-pair.h"

/* Narrower than this, the two stand one below the other, in px. */
#define SIDE_BY_SIDE_WIDTH 600
#define SPACING            18

struct _PostinoPair
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (PostinoPair, postino_pair, GTK_TYPE_WIDGET)

static int
column_width (int width)
{
  return (width - SPACING) / 2;
}

static gboolean
fits_side_by_side (GtkWidget *widget, int width)
{
  if (width < SIDE_BY_SIDE_WIDTH)
    return FALSE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      if (minimum > column_width (width))
        return FALSE;
    }

  return TRUE;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, 2 * child_natural + SPACING);
    }
}

static int
measure_height (GtkWidget *widget, int width)
{
  gboolean side_by_side = fits_side_by_side (widget, width);
  int child_width = side_by_side ? column_width (width) : width;
  int height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_height;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, &child_height, NULL, NULL,
                          NULL);
      if (side_by_side)
        height = MAX (height, child_height);
      else
        height += child_height + (height > 0 ? SPACING : 0);
    }

  return height;
}

static void
postino_pair_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (widget, minimum, natural);
  else
    {
      int width = for_size;

      if (width < 0)
        measure_width (widget, &width, natural);
      *minimum = *natural = measure_height (widget, width);
    }
}

static void
postino_pair_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gboolean side_by_side = fits_side_by_side (widget, width);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int child_width = side_by_side ? column_width (width) : width;
  int x = side_by_side && mirrored ? width - child_width : 0;
  int y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_height = height;

      if (!gtk_widget_should_layout (child))
        continue;
      if (!side_by_side)
        gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, &child_height, NULL, NULL,
                            NULL);
      gtk_widget_size_allocate (child, &(GtkAllocation){x, y, child_width, child_height}, -1);
      if (side_by_side)
        x += (mirrored ? -1 : 1) * (child_width + SPACING);
      else
        y += child_height + SPACING;
    }
}

static GtkSizeRequestMode
postino_pair_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
postino_pair_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (postino_pair_parent_class)->dispose (object);
}

static void
postino_pair_class_init (PostinoPairClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postino_pair_dispose;
  widget_class->measure = postino_pair_measure;
  widget_class->size_allocate = postino_pair_size_allocate;
  widget_class->get_request_mode = postino_pair_get_request_mode;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
postino_pair_init (PostinoPair *self)
{
}
