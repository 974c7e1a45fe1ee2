/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is copied, saved and printed is what is in sight, and nothing else: the
 * person has seen all that they hand on.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-report-window.h"

#include "postino-pair.h"
#include "postino-print.h"
#include "postino-save.h"
#include "postino-toast.h"
#include "postino-trip-report.h"

#include <glib/gi18n.h>

struct _PostinoReportWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkTextView *view;
  GtkCheckButton *whole;
  GtkButton *copy_button;

  char *texts[2]; /* without and with the whole address */
};

G_DEFINE_FINAL_TYPE (PostinoReportWindow, postino_report_window, ADW_TYPE_WINDOW)

static const char *
get_text (PostinoReportWindow *self)
{
  return self->texts[gtk_check_button_get_active (self->whole) ? 1 : 0];
}

static void
show_text (PostinoReportWindow *self)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), get_text (self), -1);
}

static void
say (gpointer owner, const char *text)
{
  postino_toast_show (POSTINO_REPORT_WINDOW (owner)->toasts, text);
}

static void
copy_text (PostinoReportWindow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), get_text (self));
  say (self, _ ("Report copied. There is no password in it."));
}

static GBytes *
make_file (gpointer owner, GError **error)
{
  const char *text = get_text (owner);

  return g_bytes_new (text, strlen (text));
}

static void
choose_file (PostinoReportWindow *self)
{
  const PostinoSave save = {
    .title = _ ("Save the Report"),
    /* Translators: the name of a file that is suggested. */
    .name = _ ("Postino report.txt"),
    .saved = _ ("Report saved. There is no password in it."),
    .make = make_file,
    .tell = say,
  };

  postino_save_run (&save, G_OBJECT (self), GTK_WINDOW (self));
}

static void
print_text (PostinoReportWindow *self)
{
  g_autoptr (GtkPrintOperation) operation =
    postino_print_new (gtk_window_get_title (GTK_WINDOW (self)), get_text (self));
  g_autoptr (GError) error = NULL;

  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (self),
                           &error);
  if (error != NULL)
    say (self, error->message);
}

static void
postino_report_window_finalize (GObject *object)
{
  PostinoReportWindow *self = POSTINO_REPORT_WINDOW (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);

  G_OBJECT_CLASS (postino_report_window_parent_class)->finalize (object);
}

static void
postino_report_window_class_init (PostinoReportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postino_report_window_finalize;

  g_type_ensure (POSTINO_TYPE_PAIR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/report-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoReportWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, PostinoReportWindow, view);
  gtk_widget_class_bind_template_child (widget_class, PostinoReportWindow, whole);
  gtk_widget_class_bind_template_child (widget_class, PostinoReportWindow, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, show_text);
  gtk_widget_class_bind_template_callback (widget_class, copy_text);
  gtk_widget_class_bind_template_callback (widget_class, choose_file);
  gtk_widget_class_bind_template_callback (widget_class, print_text);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
postino_report_window_init (PostinoReportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
postino_report_window_new (GtkWindow *parent,
                           const PostinoCheckResult *result,
                           const PostinoTrip *trip)
{
  g_return_val_if_fail (result != NULL, NULL);

  PostinoReportWindow *self =
    g_object_new (POSTINO_TYPE_REPORT_WINDOW, "transient-for", parent, NULL);

  self->texts[0] = postino_trip_report_text (result, trip, FALSE);
  self->texts[1] = postino_trip_report_text (result, trip, TRUE);
  show_text (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->copy_button));

  return GTK_WINDOW (self);
}
