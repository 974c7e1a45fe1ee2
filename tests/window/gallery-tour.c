/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gallery-tour.h"

#include "gallery-fit.h"
#include "gallery-states.h"

/* How often a window is looked at until nothing moves any more, in ms; a suggestion comes up
 * after a pause. */
#define POLL_MS  50
#define PAUSE_MS 700

typedef struct
{
  GtkApplication *application;
  PostinoBackend *backend;
  GStrv states;
  guint next;
  gint64 frame; /* the last one that was drawn when it was looked at before */
} Tour;

static gboolean on_next (gpointer user_data);

static void
tour_free (Tour *tour)
{
  g_object_unref (tour->application);
  g_object_unref (tour->backend);
  g_strfreev (tour->states);
  g_free (tour);
}

static void
look_at (const char *state, GtkWindow *window)
{
  int width, height;

  gallery_get_size (&width, &height);
  g_auto (GStrv) found = gallery_fit_check (window, width, height);

  for (guint i = 0; found[i] != NULL; i++)
    g_print ("%s: %s\n", state, found[i]);
  if (found[0] == NULL)
    g_print ("%s: fits\n", state);
}

/* Whether it was drawn, and nothing since it was looked at last. */
static gboolean
is_settled (Tour *tour, GtkWindow *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  gint64 frame = clock != NULL ? gdk_frame_clock_get_frame_counter (clock) : 0;
  gboolean settled =
    frame > 0 && frame == tour->frame && gtk_widget_get_width (GTK_WIDGET (window)) > 0;

  tour->frame = frame;
  return settled;
}

/* What stands before the main window is a state of its own. */
static gboolean
on_poll (gpointer user_data)
{
  Tour *tour = user_data;
  GtkWindow *window = gtk_application_get_active_window (tour->application);
  GList *windows;

  if (!is_settled (tour, window))
    {
      g_timeout_add (POLL_MS, on_poll, tour);
      return G_SOURCE_REMOVE;
    }

  look_at (tour->states[tour->next], window);
  tour->next++;
  tour->frame = 0;
  g_application_hold (G_APPLICATION (tour->application));
  while ((windows = gtk_application_get_windows (tour->application)) != NULL)
    gtk_window_destroy (windows->data);
  g_idle_add (on_next, tour);
  return G_SOURCE_REMOVE;
}

static gboolean
on_next (gpointer user_data)
{
  Tour *tour = user_data;
  const char *state = tour->states[tour->next];

  if (tour->next > 0)
    g_application_release (G_APPLICATION (tour->application));
  if (state == NULL)
    {
      tour_free (tour);
      return G_SOURCE_REMOVE;
    }

  PostinoWindow *window = gallery_new_window (tour->application, tour->backend);
  gtk_window_present (GTK_WINDOW (window));
  gallery_show_state (window, state);
  g_timeout_add (g_str_equal (state, "account-typo") ? PAUSE_MS : POLL_MS, on_poll, tour);
  return G_SOURCE_REMOVE;
}

void
gallery_tour_start (GtkApplication *application, PostinoBackend *backend)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));
  g_return_if_fail (POSTINO_IS_BACKEND (backend));

  Tour *tour = g_new0 (Tour, 1);
  g_auto (GStrv) states = gallery_get_states ();
  g_auto (GStrv) causes = gallery_get_causes ();
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_strv_builder_addv (all, (const char **) states);
  g_strv_builder_addv (all, (const char **) causes);
  tour->application = g_object_ref (application);
  tour->backend = g_object_ref (backend);
  tour->states = g_strv_builder_end (all);
  on_next (tour);
}
