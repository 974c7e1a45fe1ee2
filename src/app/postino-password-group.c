/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-password-group.h"

#include "postino-a11y.h"
#include "postino-entry-row.h"

#include <glib/gi18n.h>

struct _PostinoPasswordGroup
{
  AdwPreferencesGroup parent_instance;

  PostinoEntryRow *password;
  AdwExpanderRow *sending;
  PostinoEntryRow *sending_username;
  PostinoEntryRow *sending_password;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoPasswordGroup, postino_password_group, ADW_TYPE_PREFERENCES_GROUP)

static void
on_password_changed (PostinoPasswordGroup *self)
{
  postino_entry_row_set_hint (self->password, NULL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_sending_changed (PostinoPasswordGroup *self)
{
  const char *username = postino_entry_row_get_text (self->sending_username);
  gboolean own_password = !postino_entry_row_is_empty (self->sending_password);
  const char *subtitle = username;

  if (username[0] == '\0' && own_password)
    subtitle = _ ("Another password");
  adw_expander_row_set_subtitle (self->sending, subtitle);
}

void
postino_password_group_attach (PostinoPasswordGroup *self, PostinoSetup *setup)
{
  g_return_if_fail (POSTINO_IS_PASSWORD_GROUP (self));

  g_object_bind_property (setup, "sending-username", self->sending_username, "text",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

gboolean
postino_password_group_is_empty (PostinoPasswordGroup *self)
{
  g_return_val_if_fail (POSTINO_IS_PASSWORD_GROUP (self), TRUE);

  return postino_entry_row_is_empty (self->password);
}

void
postino_password_group_set_password (PostinoPasswordGroup *self, PostinoSide side, const char *text)
{
  g_return_if_fail (POSTINO_IS_PASSWORD_GROUP (self));

  postino_entry_row_set_text (
    side == POSTINO_SIDE_INCOMING ? self->password : self->sending_password, text);
}

void
postino_password_group_give (PostinoPasswordGroup *self, PostinoSetup *setup)
{
  g_return_if_fail (POSTINO_IS_PASSWORD_GROUP (self));

  gboolean wanted = gtk_widget_get_visible (GTK_WIDGET (self));
  g_autoptr (PostinoSecret) password =
    wanted ? postino_entry_row_get_secret (self->password) : NULL;
  g_autoptr (PostinoSecret) sending =
    wanted ? postino_entry_row_get_secret (self->sending_password) : NULL;

  postino_setup_set_password (setup, POSTINO_SIDE_INCOMING, password);
  postino_setup_set_password (setup, POSTINO_SIDE_OUTGOING, sending);
}

static PostinoEntryRow *
row_of (PostinoPasswordGroup *self, PostinoField field)
{
  switch ((int) field)
    {
    case POSTINO_FIELD_PASSWORD:
    case POSTINO_FIELD_NEW_PASSWORD:
      return self->password;
    case POSTINO_FIELD_SENDING_USERNAME:
      return self->sending_username;
    case POSTINO_FIELD_SENDING_PASSWORD:
      return self->sending_password;
    default:
      return NULL;
    }
}

gboolean
postino_password_group_focus (PostinoPasswordGroup *self, PostinoField field)
{
  g_return_val_if_fail (POSTINO_IS_PASSWORD_GROUP (self), FALSE);

  PostinoEntryRow *row = row_of (self, field);

  if (row == NULL || !gtk_widget_get_visible (GTK_WIDGET (self)))
    return FALSE;
  if (field == POSTINO_FIELD_NEW_PASSWORD)
    postino_entry_row_set_hint (row, _ ("Type or paste the new password, then press Enter."));
  if (row != self->password)
    adw_expander_row_set_expanded (self->sending, TRUE);
  postino_entry_row_select (row);
  return TRUE;
}

static void
postino_password_group_class_init (PostinoPasswordGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (POSTINO_TYPE_ENTRY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/password-group.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoPasswordGroup, password);
  gtk_widget_class_bind_template_child (widget_class, PostinoPasswordGroup, sending);
  gtk_widget_class_bind_template_child (widget_class, PostinoPasswordGroup, sending_username);
  gtk_widget_class_bind_template_child (widget_class, PostinoPasswordGroup, sending_password);
  gtk_widget_class_bind_template_callback (widget_class, on_password_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_sending_changed);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", POSTINO_TYPE_PASSWORD_GROUP, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
postino_password_group_init (PostinoPasswordGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  postino_a11y_name_lists (GTK_WIDGET (self), _ ("Password"));
  postino_a11y_name_lists (GTK_WIDGET (self->sending),
                           adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->sending)));
}
