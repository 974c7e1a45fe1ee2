/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-confirm-row.h"

struct _PostinoConfirmRow
{
  AdwPreferencesRow parent_instance;

  GtkCheckButton *button;
  GtkLabel *label;
};

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_ACTIVE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PostinoConfirmRow, postino_confirm_row, ADW_TYPE_PREFERENCES_ROW)

gboolean
postino_confirm_row_get_active (PostinoConfirmRow *self)
{
  g_return_val_if_fail (POSTINO_IS_CONFIRM_ROW (self), FALSE);

  return gtk_check_button_get_active (self->button);
}

void
postino_confirm_row_set_active (PostinoConfirmRow *self, gboolean active)
{
  g_return_if_fail (POSTINO_IS_CONFIRM_ROW (self));

  gtk_check_button_set_active (self->button, active);
}

void
postino_confirm_row_set_label (PostinoConfirmRow *self, const char *label)
{
  g_return_if_fail (POSTINO_IS_CONFIRM_ROW (self));

  gtk_label_set_label (self->label, label);
}

static void
on_toggled (PostinoConfirmRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
postino_confirm_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PostinoConfirmRow *self = POSTINO_CONFIRM_ROW (object);

  switch (id)
    {
    case PROP_LABEL:
      g_value_set_string (value, gtk_label_get_label (self->label));
      break;
    case PROP_ACTIVE:
      g_value_set_boolean (value, postino_confirm_row_get_active (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
postino_confirm_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PostinoConfirmRow *self = POSTINO_CONFIRM_ROW (object);

  switch (id)
    {
    case PROP_LABEL:
      postino_confirm_row_set_label (self, g_value_get_string (value));
      break;
    case PROP_ACTIVE:
      postino_confirm_row_set_active (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
postino_confirm_row_class_init (PostinoConfirmRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = postino_confirm_row_get_property;
  object_class->set_property = postino_confirm_row_set_property;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "", flags);
  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/confirm-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoConfirmRow, button);
  gtk_widget_class_bind_template_child (widget_class, PostinoConfirmRow, label);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
}

static void
postino_confirm_row_init (PostinoConfirmRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
