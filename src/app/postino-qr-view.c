/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each square takes a whole number of the screen's own pixels: a camera reads edges.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-qr-view.h"

/* Widths of a square, in px: still read by a camera, and read with ease. */
#define MIN_SQUARE 4
#define SQUARE     5

struct _PostinoQrView
{
  GtkWidget parent_instance;

  PostinoQr *qr;
};

G_DEFINE_FINAL_TYPE (PostinoQrView, postino_qr_view, GTK_TYPE_WIDGET)

static void
postino_qr_view_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  PostinoQrView *self = POSTINO_QR_VIEW (widget);
  int size = self->qr != NULL ? (int) postino_qr_get_size (self->qr) : 0;

  *minimum = size * MIN_SQUARE;
  *natural = size * SQUARE;
}

/* In the widget's px, of which the screen may have several. */
static float
find_square (PostinoQrView *self, int width, int height)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int pixels = MIN (width, height) * scale / (int) postino_qr_get_size (self->qr);

  return (float) MAX (pixels, 1) / (float) scale;
}

static void
draw_squares (PostinoQrView *self, GtkSnapshot *snapshot, float square)
{
  const GdkRGBA black = {0, 0, 0, 1};
  guint size = postino_qr_get_size (self->qr);

  for (guint y = 0; y < size; y++)
    for (guint x = 0, end; x < size; x = end + 1)
      {
        for (end = x; postino_qr_is_dark (self->qr, end, y);)
          end++;
        if (end > x)
          gtk_snapshot_append_color (snapshot, &black,
                                     &GRAPHENE_RECT_INIT ((float) x * square, (float) y * square,
                                                          (float) (end - x) * square, square));
      }
}

static void
postino_qr_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PostinoQrView *self = POSTINO_QR_VIEW (widget);
  const GdkRGBA white = {1, 1, 1, 1};

  if (self->qr == NULL)
    return;

  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  float square = find_square (self, width, height);
  float side = square * (float) postino_qr_get_size (self->qr);

  gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (0, 0, side, side));
  draw_squares (self, snapshot, square);
}

static void
postino_qr_view_finalize (GObject *object)
{
  postino_qr_free (POSTINO_QR_VIEW (object)->qr);

  G_OBJECT_CLASS (postino_qr_view_parent_class)->finalize (object);
}

static void
postino_qr_view_class_init (PostinoQrViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postino_qr_view_finalize;
  widget_class->measure = postino_qr_view_measure;
  widget_class->snapshot = postino_qr_view_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
postino_qr_view_init (PostinoQrView *self)
{
}

void
postino_qr_view_take (PostinoQrView *self, PostinoQr *qr, const char *name, const char *description)
{
  g_return_if_fail (POSTINO_IS_QR_VIEW (self) && qr != NULL);

  postino_qr_free (self->qr);
  self->qr = qr;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
