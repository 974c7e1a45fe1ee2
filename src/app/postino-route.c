/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Five stations in a row, or, where the width does not hold the words below them, three and
 * three: sending above, receiving below. The size follows the text. Where not even three words
 * have room, the icons have to do, which are those of the cards.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-route.h"

#include "postino-route-draw.h"
#include "postino-route-trip.h"

#include <glib/gi18n.h>
#include <math.h>

#define N_STATIONS 5

/* In heights of a line of text. */
#define STATION 2.0F
#define CELL    5.5F
#define GAP     0.3F

/* The smallest width that shows anything, in px. */
#define MIN_WIDTH 160

/* How long a dash takes to its next one's place, in µs, and in how many steps. */
#define PERIOD   900000
#define N_PHASES 12

struct _PostinoRoute
{
  GtkWidget parent_instance;

  PangoLayout *captions[N_STATIONS];
  PostinoRouteState state;
  guint tick_id; /* while something moves */
  int phase;
};

G_DEFINE_FINAL_TYPE (PostinoRoute, postino_route, GTK_TYPE_WIDGET)

/* What a station shows; both ends are the person. */
static const struct
{
  const char *caption;
  const char *icon;
  PostinoRoutePart part;
} stations[N_STATIONS] = {
  {NC_ ("route", "You"), "avatar-default-symbolic", POSTINO_ROUTE_N_PARTS},
  {N_ ("Sending"), "mail-send-symbolic", POSTINO_ROUTE_OUTGOING},
  {NC_ ("route", "Internet"), NULL, POSTINO_ROUTE_WORLD},
  {N_ ("Receiving"), "mail-unread-symbolic", POSTINO_ROUTE_INCOMING},
  {NC_ ("route", "You"), "avatar-default-symbolic", POSTINO_ROUTE_N_PARTS},
};

/* The part of the route behind each station but the last. */
static const PostinoRoutePart lines[N_STATIONS - 1] = {
  POSTINO_ROUTE_TO_OUTGOING,
  POSTINO_ROUTE_WORLD,
  POSTINO_ROUTE_WORLD,
  POSTINO_ROUTE_FROM_INCOMING,
};

static const char *
get_caption (int station)
{
  if (stations[station].part == POSTINO_ROUTE_OUTGOING
      || stations[station].part == POSTINO_ROUTE_INCOMING)
    return _ (stations[station].caption);

  return g_dpgettext2 (NULL, "route", stations[station].caption);
}

static void
forget_captions (PostinoRoute *self)
{
  for (int i = 0; i < N_STATIONS; i++)
    g_clear_object (&self->captions[i]);
}

static PangoLayout *
ensure_caption (PostinoRoute *self, int station)
{
  if (self->captions[station] == NULL)
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
      self->captions[station] =
        gtk_widget_create_pango_layout (GTK_WIDGET (self), get_caption (station));
      pango_layout_set_attributes (self->captions[station], attributes);
    }

  return self->captions[station];
}

/* The height of a line of text: what everything is measured in. */
static float
get_unit (PostinoRoute *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  const int height = pango_font_metrics_get_height (metrics);

  pango_font_metrics_unref (metrics);
  return roundf ((float) height / PANGO_SCALE);
}

/* Where the stations stand for a width. */
typedef struct
{
  int rows;
  int columns;
  float cell;    /* the width of a station's place */
  float size;    /* a station's diameter */
  float caption; /* the height of the words, 0 where there are none */
  float height;  /* of a row */
} Layout;

static gboolean
captions_fit (PostinoRoute *self, float cell)
{
  for (int i = 0; i < N_STATIONS; i++)
    {
      int width;

      pango_layout_get_pixel_size (ensure_caption (self, i), &width, NULL);
      if (width > (int) cell - 4)
        return FALSE;
    }

  return TRUE;
}

static float
caption_height (PostinoRoute *self)
{
  int height;

  pango_layout_get_pixel_size (ensure_caption (self, 0), NULL, &height);
  return (float) height + GAP * get_unit (self);
}

static Layout
lay_out (PostinoRoute *self, int width)
{
  Layout layout = {.rows = 1, .columns = N_STATIONS, .cell = (float) width / N_STATIONS};

  if (!captions_fit (self, layout.cell))
    {
      layout.rows = 2;
      layout.columns = 3;
      layout.cell = (float) width / 3;
    }
  layout.size = floorf (MIN (STATION * get_unit (self), layout.cell * 0.55F));
  if (captions_fit (self, layout.cell))
    layout.caption = caption_height (self);
  layout.height = ceilf (layout.size * 1.1F) + layout.caption;

  return layout;
}

static float
row_gap (PostinoRoute *self)
{
  return ceilf (2 * GAP * get_unit (self));
}

static void
postino_route_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  PostinoRoute *self = POSTINO_ROUTE (widget);
  const int width = (int) (N_STATIONS * CELL * get_unit (self));

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *natural = width;
      *minimum = MIN_WIDTH;
    }
  else
    {
      const Layout layout = lay_out (self, for_size < 0 ? width : for_size);
      const float gaps = (float) (layout.rows - 1) * row_gap (self);

      *minimum = *natural = (int) ceilf ((float) layout.rows * layout.height + gaps);
    }
}

static GtkSizeRequestMode
postino_route_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* The middle of a place; the first one is where a line of text begins. */
static float
place_x (PostinoRoute *self, const Layout *layout, int column)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  const int place = mirrored ? layout->columns - 1 - column : column;

  return roundf (((float) place + 0.5F) * layout->cell);
}

static void
draw_caption (PostinoRoute *self, const PostinoRouteInk *ink, int station, float x, float y)
{
  PangoLayout *layout = ensure_caption (self, station);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_snapshot_save (ink->snapshot);
  gtk_snapshot_translate (ink->snapshot, &GRAPHENE_POINT_INIT (roundf (x - (float) width / 2), y));
  gtk_snapshot_append_layout (ink->snapshot, layout, &ink->foreground);
  gtk_snapshot_restore (ink->snapshot);
}

static PostinoRouteMark
mark_of (PostinoRoute *self, PostinoRoutePart part)
{
  return part < POSTINO_ROUTE_N_PARTS ? self->state.marks[part] : POSTINO_ROUTE_PENDING;
}

static void
draw_row (PostinoRoute *self, const PostinoRouteInk *ink, const Layout *layout, int row)
{
  const int first = row * (layout->columns - 1); /* the globe ends a row and begins the next */
  const float top = (float) row * (layout->height + row_gap (self));
  const float y = top + layout->size / 2, unit = get_unit (self);
  const float margin = layout->size / 2 + MIN (GAP * unit, layout->cell * 0.06F);

  for (int column = 0; column + 1 < layout->columns; column++)
    {
      float from = place_x (self, layout, column), to = place_x (self, layout, column + 1);
      float inwards = to > from ? margin : -margin;

      postino_route_draw_line (ink, mark_of (self, lines[first + column]), from + inwards,
                               to - inwards, y, unit);
    }
  for (int column = 0; column < layout->columns; column++)
    {
      const int station = first + column;
      const float x = place_x (self, layout, column);

      postino_route_draw_station (ink, mark_of (self, stations[station].part),
                                  stations[station].icon, x, y, layout->size);
      if (layout->caption > 0)
        draw_caption (self, ink, station, x,
                      top + layout->height - layout->caption + GAP * unit / 2);
    }
}

/* On the lines it is on them; at a station it is in the corner where the sign is not, so that
 * the icon can be seen. */
static void
draw_letter (PostinoRoute *self, const PostinoRouteInk *ink, const Layout *layout)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  const double place = self->state.letter;
  const int row = layout->rows > 1 && place > layout->columns - 1 ? 1 : 0;
  const float at = (float) place - (float) (row * (layout->columns - 1));
  const float nearest = roundf (at), away = fabsf (at - nearest) * layout->cell;
  const float lift = MAX (0, 1 - away / layout->size) * layout->size * 0.38F;
  const int station = (int) floorf (at), next = MIN (station + 1, layout->columns - 1);
  const float from = place_x (self, layout, station), to = place_x (self, layout, next);
  const float top = (float) row * (layout->height + row_gap (self));

  postino_route_draw_letter (
    ink, from + (to - from) * (at - (float) station) - (mirrored ? -lift : lift),
    top + layout->size / 2 - lift, layout->size * 0.45F);
}

static void
postino_route_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PostinoRoute *self = POSTINO_ROUTE (widget);
  const PostinoRouteInk ink = postino_route_ink (widget, snapshot, (double) self->phase / N_PHASES);
  const Layout layout = lay_out (self, gtk_widget_get_width (widget));

  for (int row = 0; row < layout.rows; row++)
    draw_row (self, &ink, &layout, row);
  if (self->state.letter >= 0)
    draw_letter (self, &ink, &layout);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  PostinoRoute *self = POSTINO_ROUTE (widget);
  int phase = (int) (gdk_frame_clock_get_frame_time (clock) % PERIOD * N_PHASES / PERIOD);

  if (phase != self->phase)
    {
      self->phase = phase;
      gtk_widget_queue_draw (widget);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
should_move (PostinoRoute *self)
{
  gboolean animations;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animations,
                NULL);
  return animations
         && (self->state.marks[POSTINO_ROUTE_TO_OUTGOING] == POSTINO_ROUTE_ACTIVE
             || self->state.marks[POSTINO_ROUTE_WORLD] == POSTINO_ROUTE_ACTIVE
             || self->state.marks[POSTINO_ROUTE_FROM_INCOMING] == POSTINO_ROUTE_ACTIVE);
}

static void
update_movement (PostinoRoute *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (should_move (self) && self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (widget, on_tick, NULL, NULL);
  else if (!should_move (self) && self->tick_id != 0)
    {
      gtk_widget_remove_tick_callback (widget, self->tick_id);
      self->tick_id = 0;
      self->phase = 0;
    }
}

static void
show_state (PostinoRoute *self, PostinoRouteState state, const char *sentence)
{
  self->state = state;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  update_movement (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
postino_route_show (PostinoRoute *self, const PostinoTestState *test)
{
  g_return_if_fail (POSTINO_IS_ROUTE (self));
  g_return_if_fail (test != NULL);

  const PostinoServer *incoming = test->progress[POSTINO_SIDE_INCOMING]->server;
  const PostinoServer *outgoing = test->progress[POSTINO_SIDE_OUTGOING]->server;
  const PostinoRouteState state = postino_route_state_of (test);
  g_autofree char *sentence = postino_route_state_describe (
    &state, outgoing != NULL ? outgoing->host : NULL, incoming != NULL ? incoming->host : NULL);

  show_state (self, state, sentence);
}

void
postino_route_show_trip (PostinoRoute *self, const PostinoTripProgress *progress)
{
  g_return_if_fail (POSTINO_IS_ROUTE (self));
  g_return_if_fail (progress != NULL);

  g_autofree char *sentence = postino_route_describe_trip (progress);

  show_state (self, postino_route_state_of_trip (progress), sentence);
}

/* A layout keeps the font that it was made with. */
static void
postino_route_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (postino_route_parent_class)->css_changed (widget, change);

  forget_captions (POSTINO_ROUTE (widget));
  gtk_widget_queue_resize (widget);
}

static void
postino_route_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (postino_route_parent_class)->system_setting_changed (widget, setting);

  forget_captions (POSTINO_ROUTE (widget));
  gtk_widget_queue_resize (widget);
}

static void
postino_route_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  GTK_WIDGET_CLASS (postino_route_parent_class)->direction_changed (widget, previous);

  forget_captions (POSTINO_ROUTE (widget));
}

static void
postino_route_dispose (GObject *object)
{
  forget_captions (POSTINO_ROUTE (object));

  G_OBJECT_CLASS (postino_route_parent_class)->dispose (object);
}

static void
postino_route_class_init (PostinoRouteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postino_route_dispose;
  widget_class->measure = postino_route_measure;
  widget_class->get_request_mode = postino_route_get_request_mode;
  widget_class->snapshot = postino_route_snapshot;
  widget_class->css_changed = postino_route_css_changed;
  widget_class->system_setting_changed = postino_route_system_setting_changed;
  widget_class->direction_changed = postino_route_direction_changed;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "route");
}

static void
postino_route_init (PostinoRoute *self)
{
  for (int i = 0; i < POSTINO_ROUTE_N_PARTS; i++)
    self->state.marks[i] = POSTINO_ROUTE_PENDING;
  self->state.marks[POSTINO_ROUTE_WORLD] = POSTINO_ROUTE_UNTRIED;
  self->state.letter = -1;
}
