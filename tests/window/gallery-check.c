/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gallery-check.h"

#include "gallery-states.h"

/* So many frames after a change everything is where it stays. */
#define FRAMES 8

/* And so many after the last part was built. */
#define LAST_FRAMES 3

/* A suggestion comes up after a pause, in µs. */
#define PAUSE_US 700000

typedef struct
{
  GtkApplication *application;
  PostinoBackend *backend;
  GPtrArray *checks;
  GStrv states;
  guint state;
  guint frames;
  gboolean idle; /* nothing more is being built */
  gint64 shown_us;
  PostinoWindow *window;
  guint wrong;
} Run;

static const struct
{
  const char *name;
  GalleryCheck check;
} checks[] = {
  {"contrast", gallery_check_contrast},
  {"fit", gallery_check_fit},
  {"mnemonics", gallery_check_mnemonics},
  {"order", gallery_check_order},
};

GPtrArray *
gallery_check_find (const char *names)
{
  g_auto (GStrv) words = g_strsplit (names, ",", -1);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();

  for (guint k = 0; words[k] != NULL; k++)
    for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
      if (g_str_equal (checks[i].name, words[k]))
        g_ptr_array_add (wanted, checks[i].check);

  return wanted->len == g_strv_length (words) ? g_steal_pointer (&wanted) : NULL;
}

void
gallery_visit (GtkWidget *widget, GalleryVisit visit, gpointer user_data)
{
  GtkWidget *child;

  if (!gtk_widget_get_mapped (widget))
    return;
  visit (widget, user_data);
  for (child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gallery_visit (child, visit, user_data);
}

/* Newer libadwaita has it in the window that it stands before. */
static GtkWidget *
find_dialog (GtkWidget *widget)
{
  GtkWidget *found = NULL;
  GType dialog = g_type_from_name ("AdwDialog");

  if (dialog == G_TYPE_INVALID || !gtk_widget_get_mapped (widget))
    return NULL;
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, dialog))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_dialog (child);

  return found;
}

/* A state may have a dialog, which is all that can be used then. */
static GtkWidget *
get_front (PostinoWindow *window)
{
  GtkWidget *dialog = find_dialog (GTK_WIDGET (window));
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (gtk_window_get_transient_for (link->data) == GTK_WINDOW (window)
        && gtk_widget_get_mapped (link->data))
      return link->data;

  return dialog != NULL ? dialog : GTK_WIDGET (window);
}

static void
check_state (Run *run)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  GtkWidget *front = get_front (run->window);

  for (guint i = 0; i < run->checks->len; i++)
    ((GalleryCheck) run->checks->pdata[i]) (front, found);
  for (guint i = 0; i < found->len; i++)
    g_print ("%s: %s\n", run->states[run->state], (char *) found->pdata[i]);
  run->wrong += found->len;

  if (GTK_IS_WINDOW (front) && front != GTK_WIDGET (run->window))
    gtk_window_destroy (GTK_WINDOW (front));
  gtk_window_destroy (GTK_WINDOW (run->window));
}

static void show_next (Run *run);
static gboolean on_idle (gpointer user_data);

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Run *run = user_data;

  gboolean pauses = g_str_equal (run->states[run->state], "account-typo");

  if (++run->frames < FRAMES || (pauses && g_get_monotonic_time () < run->shown_us + PAUSE_US))
    return G_SOURCE_CONTINUE;

  if (run->idle)
    g_idle_add_once ((GSourceOnceFunc) show_next, run);
  else
    g_idle_add_full (G_PRIORITY_LOW, on_idle, run, NULL);
  return G_SOURCE_REMOVE;
}

/* Pages build what is long part by part, before this comes. */
static gboolean
on_idle (gpointer user_data)
{
  Run *run = user_data;

  run->idle = TRUE;
  run->frames -= LAST_FRAMES;
  gtk_widget_add_tick_callback (GTK_WIDGET (run->window), on_frame, run, NULL);
  return G_SOURCE_REMOVE;
}

static void
end (Run *run)
{
  g_print ("%u states, %u found\n", run->state, run->wrong);
  g_application_quit (G_APPLICATION (run->application));
  g_ptr_array_unref (run->checks);
  g_strfreev (run->states);
  g_free (run);
}

static void
show_next (Run *run)
{
  if (run->window != NULL)
    {
      check_state (run);
      run->state++;
    }
  if (run->states[run->state] == NULL)
    {
      end (run);
      return;
    }

  run->window = gallery_new_window (run->application, run->backend);
  run->frames = 0;
  run->idle = FALSE;
  run->shown_us = g_get_monotonic_time ();
  gallery_set_size (GTK_WINDOW (run->window));
  gtk_window_present (GTK_WINDOW (run->window));
  gallery_show_state (run->window, run->states[run->state]);
  gtk_widget_add_tick_callback (GTK_WIDGET (run->window), on_frame, run, NULL);
}

void
gallery_check_run (GtkApplication *application,
                   PostinoBackend *backend,
                   GPtrArray *checks_wanted,
                   char **states)
{
  Run *run = g_new0 (Run, 1);

  run->application = application;
  run->backend = backend;
  run->checks = checks_wanted;
  run->states = states;
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  show_next (run);
}
