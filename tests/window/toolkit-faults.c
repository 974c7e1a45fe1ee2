/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where warnings are fatal (G_DEBUG), these are not, since only the toolkit can mend what
 * they are about. Part of the gallery, and loaded before the program itself where a test
 * comes by one.
 */
#include <adwaita.h>

/* AdwAlertDialog up to libadwaita 1.7 has two labels for its heading: a large one without line
 * breaks, and a small one that is shown where the large one is too wide. It measures the large
 * one all the same, for the width of the dialog, and GTK from 4.14 on warns of that. No heading
 * with somebody's address in it is sure to be narrow enough.
 * https://gitlab.gnome.org/GNOME/libadwaita/-/blob/1.7.6/src/adw-alert-dialog.c */
static gboolean
is_wide_heading (const char *message)
{
  GType dialog = g_type_from_name ("AdwAlertDialog");
  gpointer label;

  return dialog != G_TYPE_INVALID
         && sscanf (message, "Trying to measure GtkLabel %p for width of ", &label) == 1
         && gtk_widget_has_css_class (label, "title-2")
         && gtk_widget_get_ancestor (label, dialog) != NULL;
}

/* The writer that it passes the rest on to is the one that ends the program. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && fields[i].length < 0
        && is_wide_heading (fields[i].value))
      return g_log_writer_standard_streams (level, fields, n_fields, user_data);

  return g_log_writer_default (level, fields, n_fields, user_data);
}

__attribute__ ((constructor)) static void
start (void)
{
  g_log_set_writer_func (write_log, NULL, NULL);
}
