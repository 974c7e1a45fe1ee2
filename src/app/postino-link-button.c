/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The host stands in plain sight before anybody follows the link, since pages
 * that ask for a password are worth a look at where they are. GTK asks the portal
 * to open it where there is one.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-link-button.h"

#include "postino-text.h"

#include <glib/gi18n.h>

struct _PostinoLinkButton
{
  GtkWidget parent_instance;

  GtkButton *button;
  GtkLabel *label;
  GtkLabel *host;
  PostinoLinkRel rel;
  char *href;
};

G_DEFINE_FINAL_TYPE (PostinoLinkButton, postino_link_button, GTK_TYPE_WIDGET)

/* Whoever has no browser here can type the address elsewhere. */
static void
show_address (PostinoLinkButton *self)
{
  g_autofree char *text = postino_text_fill (_ ("No browser opened here. The page is {address}"),
                                             "address", self->href, NULL);

  gtk_label_set_label (self->host, text);
  gtk_label_set_ellipsize (self->host, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (self->host, TRUE);
  gtk_label_set_wrap_mode (self->host, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (self->host, TRUE);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoLinkButton) self = user_data;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, NULL) && self->href != NULL)
    show_address (self);
}

static void
on_button_clicked (GtkButton *button, PostinoLinkButton *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  /* Before anything may take the focus away. */
  gtk_widget_activate_action (GTK_WIDGET (self), "win.link-opened", "i", self->rel);
  gtk_show_uri_full (GTK_WINDOW (root), self->href, GDK_CURRENT_TIME, NULL, on_opened,
                     g_object_ref (self));
}

static void
postino_link_button_dispose (GObject *object)
{
  PostinoLinkButton *self = POSTINO_LINK_BUTTON (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->href, g_free);

  G_OBJECT_CLASS (postino_link_button_parent_class)->dispose (object);
}

static void
postino_link_button_class_init (PostinoLinkButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postino_link_button_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/link-button.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoLinkButton, button);
  gtk_widget_class_bind_template_child (widget_class, PostinoLinkButton, label);
  gtk_widget_class_bind_template_child (widget_class, PostinoLinkButton, host);
  gtk_widget_class_bind_template_callback (widget_class, on_button_clicked);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
postino_link_button_init (PostinoLinkButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
postino_link_button_new (const PostinoLink *link, gboolean suggested)
{
  g_return_val_if_fail (link != NULL, NULL);

  PostinoLinkButton *self = g_object_new (POSTINO_TYPE_LINK_BUTTON, NULL);
  g_autoptr (GUri) uri = g_uri_parse (link->href, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  self->rel = link->rel;
  self->href = g_strdup (link->href);
  gtk_label_set_label (self->label, postino_link_rel_to_label (link->rel));
  gtk_label_set_label (self->host, host != NULL ? host : link->href);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), link->href);
  if (suggested)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "suggested-action");

  return GTK_WIDGET (self);
}
