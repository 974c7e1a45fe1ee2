/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gallery-browser.h"

#include "gallery-states.h"

/* A page is not made to be taken back to where it began: each state gets a window anew. */
static void
close_windows (GtkApplication *application)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (application));

  for (GList *l = windows; l != NULL; l = l->next)
    if (POSTINO_IS_WINDOW (l->data) || gtk_window_get_transient_for (l->data) != NULL)
      gtk_window_destroy (l->data);
}

static void
on_row_selected (GtkListBox *list, GtkListBoxRow *row, PostinoBackend *backend)
{
  GtkWindow *browser = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (list)));
  GtkApplication *application = gtk_window_get_application (browser);

  if (row == NULL)
    return;

  close_windows (application);
  PostinoWindow *window = gallery_new_window (application, backend);
  gtk_window_present (GTK_WINDOW (window));
  gallery_show_state (window, gtk_label_get_text (GTK_LABEL (gtk_list_box_row_get_child (row))));
  gtk_window_present (browser); /* so that the arrow keys go on */
}

static void
add_states (GtkListBox *list, char **names)
{
  for (char **name = names; *name != NULL; name++)
    {
      GtkWidget *label = gtk_label_new (*name);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_list_box_append (list, label);
    }
}

void
gallery_browser_open (GtkApplication *application, PostinoBackend *backend)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));
  g_return_if_fail (POSTINO_IS_BACKEND (backend));

  GtkWidget *browser = gtk_application_window_new (application);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();
  g_auto (GStrv) states = gallery_get_states ();
  g_auto (GStrv) causes = gallery_get_causes ();

  add_states (GTK_LIST_BOX (list), states);
  add_states (GTK_LIST_BOX (list), causes);
  g_signal_connect_object (list, "row-selected", G_CALLBACK (on_row_selected), backend, 0);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_BROWSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_window_set_child (GTK_WINDOW (browser), scroller);
  gtk_window_set_title (GTK_WINDOW (browser), "Gallery");
  gtk_window_set_default_size (GTK_WINDOW (browser), 300, 700);
  gtk_window_present (GTK_WINDOW (browser));
}
