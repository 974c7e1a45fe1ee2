/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All that can be compared with what whoever runs the server says: the names, the
 * issuer, the dates, and above all the fingerprint.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-certificate-view.h"

#include "postino-text.h"

#include <glib/gi18n.h>

#define MAX_TEXT 400

struct _PostinoCertificateView
{
  GtkWidget parent_instance;

  GtkExpander *expander;
  GtkLabel *details;
};

enum
{
  SIGNAL_ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoCertificateView, postino_certificate_view, GTK_TYPE_WIDGET)

static void
add_line (GString *text, const char *name, const char *value)
{
  g_autofree char *safe = postino_text_make_safe (value, MAX_TEXT);

  if (safe != NULL && safe[0] != '\0')
    g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", name, safe);
}

static void
add_date (GString *text, const char *name, GDateTime *date)
{
  if (date == NULL)
    return;

  g_autoptr (GDateTime) local = g_date_time_to_local (date);
  g_autofree char *day = postino_text_from_date (local);
  add_line (text, name, day);
}

void
postino_certificate_view_show (PostinoCertificateView *self, const PostinoTlsInfo *tls)
{
  g_return_if_fail (POSTINO_IS_CERTIFICATE_VIEW (self));

  gtk_widget_set_visible (GTK_WIDGET (self), tls != NULL);
  gtk_expander_set_expanded (self->expander, FALSE);
  if (tls == NULL)
    return;

  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *names = tls->names != NULL ? g_strjoinv (", ", tls->names) : NULL;

  add_line (text, C_ ("certificate", "For"), names);
  add_line (text, C_ ("certificate", "From"), tls->issuer);
  add_date (text, C_ ("certificate", "Begins"), tls->not_before);
  add_date (text, C_ ("certificate", "Ends"), tls->not_after);
  add_line (text, "SHA-256", tls->sha256);
  gtk_label_set_label (self->details, text->str);
}

static void
on_accept_clicked (GtkButton *button, PostinoCertificateView *self)
{
  g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0);
}

static void
postino_certificate_view_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (postino_certificate_view_parent_class)->dispose (object);
}

static void
postino_certificate_view_class_init (PostinoCertificateViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postino_certificate_view_dispose;

  signals[SIGNAL_ACCEPTED] = g_signal_new ("accepted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/certificate-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoCertificateView, expander);
  gtk_widget_class_bind_template_child (widget_class, PostinoCertificateView, details);
  gtk_widget_class_bind_template_callback (widget_class, on_accept_clicked);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
postino_certificate_view_init (PostinoCertificateView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
