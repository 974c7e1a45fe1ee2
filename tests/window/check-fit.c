/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * By the allocations of all widgets: a text that is cut, and a widget that is smaller than it
 * has to be, or stands beyond the window's sides.
 */
#include "gallery-check.h"

#include "gallery-states.h"

/* What the edge of a style may take, in px. */
#define EDGE 1.5F

typedef struct
{
  GtkWidget *content;
  GPtrArray *found;
} Look;

static void
tell (const Look *look, GtkWidget *widget, const char *what)
{
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "";
  g_ptr_array_add (look->found,
                   g_strdup_printf ("%s “%s” in %s %s", G_OBJECT_TYPE_NAME (widget), text,
                                    G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)), what));
}

/* In a low window newer libadwaita has the buttons of a question side by side, whatever they say. */
static gboolean
is_answer (GtkWidget *widget)
{
  GType dialog = g_type_from_name ("AdwAlertDialog");

  return dialog != G_TYPE_INVALID && GTK_IS_BUTTON (widget)
         && gtk_widget_get_ancestor (widget, dialog) != NULL;
}

/* What is longer than its field is to be scrolled; and a title in the header bar, which says
 * what the heading says, is cut by the toolkit. */
static gboolean
may_be_cut (GtkWidget *widget)
{
  return GTK_IS_TEXT_VIEW (widget) || ADW_IS_WINDOW_TITLE (widget) || is_answer (widget);
}

static void
check_text (const Look *look, GtkLabel *label)
{
  if (pango_layout_is_ellipsized (gtk_label_get_layout (label)))
    tell (look, GTK_WIDGET (label), "is cut");
}

/* Allocations are without the margins, and what was measured is with them. */
static void
check_size (const Look *look, GtkWidget *widget)
{
  const int width = gtk_widget_get_allocated_width (widget) + gtk_widget_get_margin_start (widget)
                    + gtk_widget_get_margin_end (widget);
  const int height = gtk_widget_get_allocated_height (widget) + gtk_widget_get_margin_top (widget)
                     + gtk_widget_get_margin_bottom (widget);
  int min_width, min_height;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, NULL, NULL, NULL);
  if (min_width > width)
    tell (look, widget, "is narrower than it has to be");
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, MAX (width, min_width), &min_height, NULL,
                      NULL, NULL);
  if (min_height > height)
    tell (look, widget, "is lower than it has to be");
}

/* The toolkit's own drawings, shadows for one, are allowed to. */
static void
check_place (const Look *look, GtkWidget *widget)
{
  const float width = (float) gtk_widget_get_width (look->content);
  graphene_rect_t box;

  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkGizmo")
      || !gtk_widget_compute_bounds (widget, look->content, &box))
    return;
  if (box.origin.x < -EDGE || box.origin.x + box.size.width > width + EDGE)
    tell (look, widget, "stands beyond the window");
}

/* What stands over something else need not be as large as that; GtkOverlay gives it more
 * height than it needs. */
static void
check_parent (const Look *look, GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);
  graphene_rect_t box, around;
  int height;

  if (!GTK_IS_LABEL (widget) || !gtk_widget_compute_bounds (widget, parent, &box)
      || !gtk_widget_compute_bounds (parent, parent, &around))
    return;
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, gtk_widget_get_allocated_width (widget),
                      &height, NULL, NULL, NULL);
  if (box.origin.y + MIN (box.size.height, (float) height)
      > around.origin.y + around.size.height + EDGE)
    tell (look, widget, "stands beyond what it is in");
}

static void
look_at (const Look *look, GtkWidget *widget)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_mapped (widget)
      || may_be_cut (widget))
    return;

  if (GTK_IS_LABEL (widget))
    check_text (look, GTK_LABEL (widget));
  if (!GTK_IS_VIEWPORT (widget)) /* what is longer than it is to be scrolled */
    check_size (look, widget);
  check_place (look, widget);
  check_parent (look, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    look_at (look, child);
}

void
gallery_check_fit (GtkWidget *front, GPtrArray *found)
{
  GtkWidget *content = gtk_widget_get_first_child (front);
  const Look look = {.content = content, .found = found};
  int width, height, min_width, min_height;

  gallery_get_size (&width, &height);
  gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, NULL, NULL, NULL);
  if (width > 0 && min_width > width)
    tell (&look, content, "makes the window wider");
  gtk_widget_measure (content, GTK_ORIENTATION_VERTICAL, MAX (width, min_width), &min_height, NULL,
                      NULL, NULL);
  if (height > 0 && min_height > height && !ADW_IS_MESSAGE_DIALOG (front)) /* the toolkit's own */
    tell (&look, content, "makes the window higher");
  look_at (&look, content);
}
