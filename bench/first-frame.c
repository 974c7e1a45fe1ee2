/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Preloaded into a GTK program, says when its first frame was painted: the time of
 * CLOCK_MONOTONIC and the processor's time that all threads took until then, in
 * microseconds. The program has no code for it, so that any two are measured alike.
 */
#include <gtk/gtk.h>

#include <time.h>

static gint64
get_processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gboolean
on_painted (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  g_print ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", g_get_monotonic_time (),
           get_processor_time ());
  return FALSE; /* the first one only */
}

static __attribute__ ((constructor)) void
watch_frames (void)
{
  g_type_class_ref (GDK_TYPE_FRAME_CLOCK);
  g_signal_add_emission_hook (g_signal_lookup ("after-paint", GDK_TYPE_FRAME_CLOCK), 0, on_painted,
                              NULL, NULL);
}
