/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A label that takes no selection cannot take the focus in GTK 4.8, and GTK
 * cannot announce anything before 4.14: hence a widget around it.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-heading.h"

#include "postino-paragraph.h"

struct _PostinoHeading
{
  GtkWidget parent_instance;

  GtkWidget *label;
};

enum
{
  PROP_0,
  PROP_TEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PostinoHeading, postino_heading, GTK_TYPE_WIDGET)

void
postino_heading_set_text (PostinoHeading *self, const char *text)
{
  g_return_if_fail (POSTINO_IS_HEADING (self));

  if (g_strcmp0 (text, gtk_label_get_text (GTK_LABEL (self->label))) == 0)
    return;

  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

void
postino_heading_set_description (PostinoHeading *self, const char *text)
{
  g_return_if_fail (POSTINO_IS_HEADING (self));

  if (text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    text, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static gboolean
postino_heading_grab_focus (GtkWidget *widget)
{
  if (!gtk_widget_get_focusable (widget))
    return FALSE;

  gtk_root_set_focus (gtk_widget_get_root (widget), widget);
  return TRUE;
}

/* It is given the focus; Tab does not stop here. */
static gboolean
postino_heading_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return FALSE;
}

static void
postino_heading_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PostinoHeading *self = POSTINO_HEADING (object);

  if (id == PROP_TEXT)
    g_value_set_string (value, gtk_label_get_text (GTK_LABEL (self->label)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
postino_heading_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TEXT)
    postino_heading_set_text (POSTINO_HEADING (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
postino_heading_dispose (GObject *object)
{
  PostinoHeading *self = POSTINO_HEADING (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (postino_heading_parent_class)->dispose (object);
}

static void
postino_heading_class_init (PostinoHeadingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = postino_heading_get_property;
  object_class->set_property = postino_heading_set_property;
  object_class->dispose = postino_heading_dispose;
  widget_class->focus = postino_heading_focus;
  widget_class->grab_focus = postino_heading_grab_focus;

  properties[PROP_TEXT] = g_param_spec_string (
    "text", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_HEADING);
  gtk_widget_class_set_css_name (widget_class, "heading");
}

static void
postino_heading_init (PostinoHeading *self)
{
  g_autoptr (PangoAttrList) attributes = postino_paragraph_make_attributes ();

  self->label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                              "attributes", attributes, "justify", GTK_JUSTIFY_CENTER,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}
