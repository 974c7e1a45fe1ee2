/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-buttons.h"

#include "postino-pair.h"

struct _PostinoButtons
{
  AdwBin parent_instance;

  GtkWidget *secondary;
  GtkLabel *secondary_label;
  GtkWidget *primary;
  GtkLabel *primary_label;
  GtkSpinner *spinner;

  PostinoPage *page; /* weak */
};

G_DEFINE_FINAL_TYPE (PostinoButtons, postino_buttons, ADW_TYPE_BIN)

static void
show_primary (PostinoButtons *self, PostinoPage *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean busy = postino_page_get_busy (page);
  gboolean suggested;
  const char *label = postino_page_get_primary (page, &suggested);

  gtk_widget_set_visible (self->primary, label != NULL);
  /* A widget that is hidden stops being the default. */
  if (root != NULL)
    gtk_window_set_default_widget (GTK_WINDOW (root), label != NULL ? self->primary : NULL);
  gtk_label_set_text_with_mnemonic (self->primary_label, label != NULL ? label : "");
  gtk_widget_set_sensitive (self->primary, postino_page_get_complete (page) && !busy);
  if (suggested)
    gtk_widget_add_css_class (self->primary, "suggested-action");
  else
    gtk_widget_remove_css_class (self->primary, "suggested-action");
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
show_secondary (PostinoButtons *self, PostinoPage *page)
{
  gboolean sensitive;
  const char *label = postino_page_get_secondary (page, &sensitive);

  gtk_widget_set_visible (self->secondary, label != NULL);
  gtk_label_set_text_with_mnemonic (self->secondary_label, label != NULL ? label : "");
  gtk_widget_set_sensitive (self->secondary, sensitive);
}

void
postino_buttons_show (PostinoButtons *self, PostinoPage *page)
{
  g_return_if_fail (POSTINO_IS_BUTTONS (self));
  g_return_if_fail (POSTINO_IS_PAGE (page));

  g_set_weak_pointer (&self->page, page);
  show_primary (self, page);
  show_secondary (self, page);
}

static void
on_primary_clicked (PostinoButtons *self)
{
  postino_page_apply (self->page);
}

static void
on_secondary_clicked (PostinoButtons *self)
{
  postino_page_secondary (self->page);
}

static void
postino_buttons_dispose (GObject *object)
{
  g_clear_weak_pointer (&POSTINO_BUTTONS (object)->page);

  G_OBJECT_CLASS (postino_buttons_parent_class)->dispose (object);
}

static void
postino_buttons_class_init (PostinoButtonsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postino_buttons_dispose;

  g_type_ensure (POSTINO_TYPE_PAIR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/buttons.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoButtons, secondary);
  gtk_widget_class_bind_template_child (widget_class, PostinoButtons, secondary_label);
  gtk_widget_class_bind_template_child (widget_class, PostinoButtons, primary);
  gtk_widget_class_bind_template_child (widget_class, PostinoButtons, primary_label);
  gtk_widget_class_bind_template_child (widget_class, PostinoButtons, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_primary_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_secondary_clicked);
}

static void
postino_buttons_init (PostinoButtons *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
