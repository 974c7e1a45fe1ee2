/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The title moves above the text when there is one, as it does in AdwEntryRow.
 * The text is never bound to a property: GValue would copy it.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-password-row.h"

struct _PostinoPasswordRow
{
  AdwPreferencesRow parent_instance;

  GtkRevealer *title_revealer;
  GtkPasswordEntry *entry;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoPasswordRow, postino_password_row, ADW_TYPE_PREFERENCES_ROW)

static const char *
get_text (PostinoPasswordRow *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

gboolean
postino_password_row_is_empty (PostinoPasswordRow *self)
{
  g_return_val_if_fail (POSTINO_IS_PASSWORD_ROW (self), TRUE);

  return get_text (self)[0] == '\0';
}

PostinoSecret *
postino_password_row_get_secret (PostinoPasswordRow *self)
{
  g_return_val_if_fail (POSTINO_IS_PASSWORD_ROW (self), NULL);

  return postino_password_row_is_empty (self) ? NULL : postino_secret_new (get_text (self));
}

void
postino_password_row_set_text (PostinoPasswordRow *self, const char *text)
{
  g_return_if_fail (POSTINO_IS_PASSWORD_ROW (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

/* The title without the mark of its mnemonic. */
static char *
plain_title (PostinoPasswordRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  g_auto (GStrv) parts = g_strsplit (title, "_", 2);

  return g_strjoinv ("", parts);
}

static void
update_title (PostinoPasswordRow *self)
{
  GtkStateFlags flags = gtk_widget_get_state_flags (GTK_WIDGET (self->entry));
  gboolean used =
    (flags & GTK_STATE_FLAG_FOCUS_WITHIN) != 0 || !postino_password_row_is_empty (self);
  g_autofree char *title = plain_title (self);

  gtk_revealer_set_reveal_child (self->title_revealer, used);
  g_object_set (self->entry, "placeholder-text", used ? NULL : title, NULL);
}

static void
on_entry_changed (GtkEditable *editable, PostinoPasswordRow *self)
{
  update_title (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_entry_state_flags_changed (GtkWidget *entry, GtkStateFlags before, PostinoPasswordRow *self)
{
  update_title (self);
}

static void
on_row_pressed (GtkGestureClick *gesture, int n_press, double x, double y, PostinoPasswordRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_title_changed (PostinoPasswordRow *self)
{
  g_autofree char *title = plain_title (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  update_title (self);
}

static gboolean
postino_password_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (POSTINO_PASSWORD_ROW (widget)->entry));
}

static void
postino_password_row_class_init (PostinoPasswordRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = postino_password_row_grab_focus;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", POSTINO_TYPE_PASSWORD_ROW, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/password-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoPasswordRow, title_revealer);
  gtk_widget_class_bind_template_child (widget_class, PostinoPasswordRow, entry);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_state_flags_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_row_pressed);
}

static void
postino_password_row_init (PostinoPasswordRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::title", G_CALLBACK (on_title_changed), NULL);
}
