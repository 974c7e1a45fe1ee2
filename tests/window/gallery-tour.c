/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gallery-tour.h"

#include "gallery-fit.h"
#include "gallery-states.h"

/* Until a window has its last size, in ms; a suggestion comes up after a pause. */
#define SETTLE_MS 200
#define PAUSE_MS  700

typedef struct
{
  GtkApplication *application;
  PostinoBackend *backend;
  GStrv states;
  guint next;
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
  g_auto (GStrv) found = gallery_fit_check (window, gallery_get_width ());

  for (guint i = 0; found[i] != NULL; i++)
    g_print ("%s: %s\n", state, found[i]);
  if (found[0] == NULL)
    g_print ("%s: fits\n", state);
}

/* What stands before the main window is a state of its own. */
static gboolean
on_settled (gpointer user_data)
{
  Tour *tour = user_data;
  GtkWindow *window = gtk_application_get_active_window (tour->application);
  GList *windows;

  look_at (tour->states[tour->next], window);
  tour->next++;
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

  PostinoWindow *window = postino_window_new (tour->application, tour->backend);
  gtk_window_present (GTK_WINDOW (window));
  gallery_show_state (window, state);
  g_timeout_add (g_str_equal (state, "account-typo") ? PAUSE_MS : SETTLE_MS, on_settled, tour);
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
