/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The width decides, so the height follows from it: a GtkBox that changes its
 * orientation while it is being allocated would be measured for the wrong one.
 * (AdwBreakpoint would do it; libadwaita has it from 1.4 on.)
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-pair.h"

struct _PostinoPair
{
  GtkWidget parent_instance;

  int wide_from;
  int spacing;
  gboolean first_grows;
};

enum
{
  PROP_0,
  PROP_WIDE_FROM,
  PROP_SPACING,
  PROP_FIRST_GROWS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PostinoPair, postino_pair, GTK_TYPE_WIDGET)

/* The next child that is to be laid out, the first one for NULL. */
static GtkWidget *
next_child (PostinoPair *self, GtkWidget *child)
{
  do
    child = child == NULL ? gtk_widget_get_first_child (GTK_WIDGET (self))
                          : gtk_widget_get_next_sibling (child);
  while (child != NULL && !gtk_widget_should_layout (child));

  return child;
}

static int
count_children (PostinoPair *self)
{
  int count = 0;

  for (GtkWidget *child = next_child (self, NULL); child != NULL; child = next_child (self, child))
    count++;

  return count;
}

/* The widest of the children. */
static void
measure_widths (PostinoPair *self, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = next_child (self, NULL); child != NULL; child = next_child (self, child))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

/* In px: larger text needs more of them. */
static int
get_wide_from (PostinoPair *self)
{
  const int usual_dpi = 96 * PANGO_SCALE;
  int dpi;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  return dpi > usual_dpi ? (int) ((gint64) self->wide_from * dpi / usual_dpi) : self->wide_from;
}

/* How many columns a width has room for. */
static int
count_columns (PostinoPair *self, int width)
{
  int count = count_children (self);
  int minimum, natural;

  if (count < 2 || width < get_wide_from (self))
    return 1;

  measure_widths (self, &minimum, &natural);
  int wanted = self->wide_from > 0 ? minimum : natural;
  return count * wanted + (count - 1) * self->spacing <= width ? count : 1;
}

static int
share_width (PostinoPair *self, int width, int columns)
{
  return (width - (columns - 1) * self->spacing) / columns;
}

/* What one of the children but the first gets, where that one grows. */
static int
liked_width (GtkWidget *child, int share)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return MIN (natural, share);
}

static int
column_width (PostinoPair *self, GtkWidget *child, int width, int columns)
{
  int share = share_width (self, width, columns);
  GtkWidget *first = next_child (self, NULL);

  if (columns == 1 || !self->first_grows)
    return share;
  if (child != first)
    return liked_width (child, share);

  int left = width;
  for (GtkWidget *other = next_child (self, first); other != NULL; other = next_child (self, other))
    left -= liked_width (other, share) + self->spacing;
  return left;
}

static int
child_height (GtkWidget *child, int width)
{
  int height;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}

static int
measure_height (PostinoPair *self, int width)
{
  int columns = count_columns (self, width);
  int height = 0;

  for (GtkWidget *child = next_child (self, NULL); child != NULL; child = next_child (self, child))
    {
      int needed = child_height (child, column_width (self, child, width, columns));

      if (columns > 1)
        height = MAX (height, needed);
      else
        height += needed + (height > 0 ? self->spacing : 0);
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
  PostinoPair *self = POSTINO_PAIR (widget);
  int count = count_children (self);

  measure_widths (self, minimum, natural);
  if (count > 1)
    *natural = MAX (count * *natural + (count - 1) * self->spacing, get_wide_from (self));
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = measure_height (self, for_size < 0 ? *natural : for_size);
}

static void
postino_pair_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PostinoPair *self = POSTINO_PAIR (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int columns = count_columns (self, width);
  int x = 0, y = 0;

  for (GtkWidget *child = next_child (self, NULL); child != NULL; child = next_child (self, child))
    {
      int child_width = column_width (self, child, width, columns);
      int needed = columns > 1 ? height : child_height (child, child_width);
      int left = mirrored ? width - x - child_width : x;

      gtk_widget_size_allocate (child, &(GtkAllocation){left, y, child_width, needed}, -1);
      if (columns > 1)
        x += child_width + self->spacing;
      else
        y += needed + self->spacing;
    }
}

static GtkSizeRequestMode
postino_pair_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
postino_pair_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PostinoPair *self = POSTINO_PAIR (object);

  switch (id)
    {
    case PROP_WIDE_FROM:
      g_value_set_int (value, self->wide_from);
      break;
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    case PROP_FIRST_GROWS:
      g_value_set_boolean (value, self->first_grows);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
postino_pair_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PostinoPair *self = POSTINO_PAIR (object);

  switch (id)
    {
    case PROP_WIDE_FROM:
      self->wide_from = g_value_get_int (value);
      break;
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      break;
    case PROP_FIRST_GROWS:
      self->first_grows = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
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
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = postino_pair_get_property;
  object_class->set_property = postino_pair_set_property;
  object_class->dispose = postino_pair_dispose;
  widget_class->measure = postino_pair_measure;
  widget_class->size_allocate = postino_pair_size_allocate;
  widget_class->get_request_mode = postino_pair_get_request_mode;

  properties[PROP_WIDE_FROM] = g_param_spec_int ("wide-from", NULL, NULL, 0, G_MAXINT, 600,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 18,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FIRST_GROWS] = g_param_spec_boolean ("first-grows", NULL, NULL, FALSE,
                                                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
postino_pair_init (PostinoPair *self)
{
  self->wide_from = 600;
  self->spacing = 18;
}

void
postino_pair_append (PostinoPair *self, GtkWidget *child)
{
  g_return_if_fail (POSTINO_IS_PAIR (self));

  gtk_widget_set_parent (child, GTK_WIDGET (self));
}
