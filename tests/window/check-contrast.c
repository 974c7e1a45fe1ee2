/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the picture: the window is drawn so large that the strokes of its letters have pixels
 * of their colour alone. The colour of most pixels is what is behind; of the others, the one
 * that differs most from it is the text's.
 */
#include "gallery-check.h"

#define LEAST 4.5

/* How much larger it is drawn. */
#define SCALE 3

/* Fewer pixels than these of a colour are but the edge of something. */
#define FEW 12

typedef struct
{
  GtkWidget *front;
  cairo_surface_t *picture;
  GPtrArray *found;
} Look;

static cairo_surface_t *
draw (GtkWidget *front)
{
  int width = gtk_widget_get_width (front);
  int height = gtk_widget_get_height (front);
  cairo_surface_t *picture =
    cairo_image_surface_create (CAIRO_FORMAT_RGB24, width * SCALE, height * SCALE);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (front);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  GskRenderNode *node = gtk_snapshot_free_to_node (snapshot);
  cairo_t *cr = cairo_create (picture);
  cairo_scale (cr, SCALE, SCALE);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_flush (picture);

  return picture;
}

static double
linear (guint32 value)
{
  double part = value / 255.0;

  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

/* WCAG 2.1, relative luminance. */
static double
luminance (guint32 pixel)
{
  return 0.2126 * linear (pixel >> 16 & 255) + 0.7152 * linear (pixel >> 8 & 255)
         + 0.0722 * linear (pixel & 255);
}

static double
contrast (guint32 one, guint32 other)
{
  double a = luminance (one) + 0.05, b = luminance (other) + 0.05;

  return MAX (a, b) / MIN (a, b);
}

/* Most neighbours are alike: they are counted together. */
static void
count_line (GHashTable *counts, const guint32 *pixels, int left, int right)
{
  for (int x = left, end; x < right; x = end)
    {
      gpointer colour = GUINT_TO_POINTER (pixels[x] & 0xffffff);
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, colour));

      for (end = x + 1; end < right && pixels[end] == pixels[x]; end++)
        ;
      g_hash_table_insert (counts, colour, GUINT_TO_POINTER (count + (guint) (end - x)));
    }
}

/* How often each colour occurs in a part of the picture. */
static GHashTable *
count_colours (cairo_surface_t *picture, const graphene_rect_t *box)
{
  GHashTable *counts = g_hash_table_new (NULL, NULL);
  const guint8 *data = cairo_image_surface_get_data (picture);
  int stride = cairo_image_surface_get_stride (picture);
  int left = MAX (0, (int) (box->origin.x * SCALE)), top = MAX (0, (int) (box->origin.y * SCALE));
  int right = MIN (cairo_image_surface_get_width (picture),
                   (int) ((box->origin.x + box->size.width) * SCALE));
  int bottom = MIN (cairo_image_surface_get_height (picture),
                    (int) ((box->origin.y + box->size.height) * SCALE));

  for (int y = top; y < bottom; y++)
    count_line (counts, (const guint32 *) (gconstpointer) (data + (gsize) y * (gsize) stride), left,
                right);

  return counts;
}

/* Returns: the contrast of the text, 0 where there is none in the picture. */
static double
measure (GHashTable *counts, guint32 *text, guint32 *behind)
{
  GHashTableIter iter;
  gpointer colour, count;
  guint most = 0;
  double best = 0;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &colour, &count))
    if (GPOINTER_TO_UINT (count) > most)
      {
        most = GPOINTER_TO_UINT (count);
        *behind = GPOINTER_TO_UINT (colour);
      }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &colour, &count))
    {
      double ratio = contrast (GPOINTER_TO_UINT (colour), *behind);

      if (GPOINTER_TO_UINT (count) < FEW || ratio <= best || colour == GUINT_TO_POINTER (*behind))
        continue;
      best = ratio;
      *text = GPOINTER_TO_UINT (colour);
    }

  return best;
}

/* Stock buttons and the header bar are the toolkit's; what cannot be used may be faint. */
static gboolean
is_ours (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON) == NULL
         && gtk_widget_get_ancestor (widget, ADW_TYPE_AVATAR) == NULL
         && gtk_widget_get_ancestor (widget, ADW_TYPE_HEADER_BAR) == NULL
         && gtk_widget_is_sensitive (widget);
}

/* What is scrolled away is not in the picture. */
static gboolean
is_in_sight (GtkWidget *widget, GtkWidget *front, const graphene_rect_t *box)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t view;

  return scrolled == NULL
         || (gtk_widget_compute_bounds (scrolled, front, &view)
             && graphene_rect_contains_rect (&view, box));
}

static char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return g_strdup (gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_TEXT (widget))
    return gtk_editable_get_chars (GTK_EDITABLE (widget), 0, -1);

  return NULL;
}

static void
visit (GtkWidget *widget, gpointer user_data)
{
  Look *look = user_data;
  g_autofree char *text = get_text (widget);
  guint32 colour = 0, behind = 0;
  graphene_rect_t box;

  if (text == NULL || text[0] == '\0' || !is_ours (widget))
    return;
  if (!gtk_widget_compute_bounds (widget, look->front, &box)
      || !is_in_sight (widget, look->front, &box))
    return;

  GHashTable *counts = count_colours (look->picture, &box);
  double ratio = measure (counts, &colour, &behind);
  if (ratio > 0 && ratio < LEAST)
    g_ptr_array_add (look->found,
                     g_strdup_printf ("%.2f of #%06x on #%06x: “%s”", ratio, colour, behind, text));
  g_hash_table_unref (counts);
}

void
gallery_check_contrast (GtkWidget *front, GPtrArray *found)
{
  Look look = {front, draw (front), found};

  gallery_visit (front, visit, &look);
  cairo_surface_destroy (look.picture);
}
