/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Preloaded into a GTK program, measures how long its main loop is away from poll(): all that
 * is done between two of them. At the end it writes a line for each time that took longer than
 * MAIN_LOOP_LEAST (ms) to the file MAIN_LOOP_FILE: what was in view, then in milliseconds the
 * processor's time of the thread for all, for the layout and for the drawing, the time that the
 * clock on the wall went on, how often the thread waited for something, and by the monotonic
 * clock when it ended, by which a profile finds it.
 *
 * The processor's time, since other programs want the processors too; a wait shows in the last
 * number. The drawing is told apart because cairo draws in the main loop what a desktop has its
 * graphics hardware draw. The start is over with the first frame.
 */
#include <adwaita.h>
#include <poll.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

typedef struct
{
  double cpu, wall;
  long waits;
} Moment;

static struct
{
  FILE *file;
  double least;
  gboolean started;
  gboolean first_frame;
  Moment begin;
  double phase_begin, layout, drawing;
} self;

static double
read_clock (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static Moment
get_moment (void)
{
  struct rusage usage;

  getrusage (RUSAGE_THREAD, &usage);
  return (Moment){read_clock (CLOCK_THREAD_CPUTIME_ID), read_clock (CLOCK_MONOTONIC),
                  usage.ru_nvcsw};
}

/* The page in sight, as the wizard calls it. */
static char *
find_page (GtkWidget *widget, GType type)
{
  char *title = NULL;
  GtkWidget *child;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (type != G_TYPE_INVALID && g_type_is_a (G_OBJECT_TYPE (widget), type))
    g_object_get (widget, "title", &title, NULL);
  for (child = gtk_widget_get_last_child (widget); title == NULL && child != NULL;
       child = gtk_widget_get_prev_sibling (child))
    title = find_page (child, type);

  return title;
}

static char *
get_view (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  char *title = NULL;

  for (GList *link = windows; title == NULL && link != NULL; link = link->next)
    title = find_page (link->data, g_type_from_name ("PostinoPage"));

  return title;
}

static void
write_line (Moment end)
{
  g_autofree char *view = get_view ();

  fprintf (self.file, "%s\t%.2f\t%.2f\t%.2f\t%.2f\t%ld\t%.3f\n", view != NULL ? view : "",
           end.cpu - self.begin.cpu, self.layout, self.drawing, end.wall - self.begin.wall,
           end.waits - self.begin.waits, end.wall);
  fflush (self.file);
}

static int
measure_poll (GPollFD *fds, guint n_fds, int timeout)
{
  Moment end = get_moment ();

  if (self.first_frame && end.cpu - self.begin.cpu >= self.least)
    write_line (end);

  int result = poll ((struct pollfd *) (gpointer) fds, n_fds, timeout);
  self.begin = get_moment ();
  self.layout = self.drawing = 0;

  return result;
}

/* Phases of a frame: what lies between two of these is the first one's. */
static gboolean
on_layout (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  self.phase_begin = read_clock (CLOCK_THREAD_CPUTIME_ID);
  return TRUE;
}

static gboolean
on_paint (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  double now = read_clock (CLOCK_THREAD_CPUTIME_ID);

  self.layout += now - self.phase_begin;
  self.phase_begin = now;
  return TRUE;
}

static gboolean
on_after_paint (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  self.drawing += read_clock (CLOCK_THREAD_CPUTIME_ID) - self.phase_begin;
  self.first_frame = TRUE;
  return TRUE;
}

static void
hook (const char *signal, GSignalEmissionHook function)
{
  g_signal_add_emission_hook (g_signal_lookup (signal, GDK_TYPE_FRAME_CLOCK), 0, function, NULL,
                              NULL);
}

static __attribute__ ((constructor)) void
watch_main_loop (void)
{
  const char *file = g_getenv ("MAIN_LOOP_FILE"), *least = g_getenv ("MAIN_LOOP_LEAST");

  self.file = file != NULL ? fopen (file, "a") : NULL;
  if (self.file == NULL)
    return;

  self.least = least != NULL ? g_ascii_strtod (least, NULL) : 0;
  g_type_class_ref (GDK_TYPE_FRAME_CLOCK);
  hook ("layout", on_layout);
  hook ("paint", on_paint);
  hook ("after-paint", on_after_paint);
  self.begin = get_moment ();
  g_main_context_set_poll_func (NULL, measure_poll);
}
