/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-password-group.h"

#include "postino-a11y.h"
#include "postino-entry-row.h"
#include "postino-password-signs.h"

#include <glib/gi18n.h>

struct _PostinoPasswordGroup
{
  AdwBin parent_instance;

  GtkListBox *list;
  PostinoEntryRow *password;
  AdwExpanderRow *sending;           /* NULL until attached: the first frame is quicker without */
  PostinoEntryRow *sending_username; /* both NULL until somebody wants them */
  PostinoEntryRow *sending_password;

  PostinoSetup *setup; /* once attached; not owned */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoPasswordGroup, postino_password_group, ADW_TYPE_BIN)

/* Only what hardly anybody means to type, and nothing that may well be so. */
static const char *
choose_hint (PostinoPasswordSigns signs, gboolean whole)
{
  if ((signs & POSTINO_PASSWORD_SIGN_OTHER_SCRIPT) != 0)
    return _ ("These are letters of another alphabet than in your address. The keyboard may be set "
              "to another language.");
  if (whole && (signs & POSTINO_PASSWORD_SIGN_LINE_END) != 0)
    return _ ("The end of a line has come along. It may not belong to the password.");
  if (whole && (signs & POSTINO_PASSWORD_SIGN_SPACE_AROUND) != 0)
    return _ ("There is a space before or after it. It may not belong to the password.");

  return NULL;
}

static const char *
find_hint (PostinoPasswordGroup *self, PostinoEntryRow *row, gboolean whole)
{
  g_autoptr (PostinoSecret) password = postino_entry_row_get_secret (row);
  g_autoptr (PostinoAddress) address =
    self->setup != NULL ? postino_setup_parse_address (self->setup, NULL) : NULL;

  if (password == NULL || address == NULL)
    return NULL;
  return choose_hint (postino_password_signs (password, NULL, address), whole);
}

/* What was pasted is whole; where somebody types, a space at the end may be followed by
 * something. */
static void
update_hint (PostinoPasswordGroup *self, PostinoEntryRow *row)
{
  postino_entry_row_set_hint (row, find_hint (self, row, postino_entry_row_is_pasted (row)));
}

static void
on_row_left (PostinoEntryRow *row, PostinoPasswordGroup *self)
{
  const char *hint = find_hint (self, row, TRUE);

  if (hint != NULL)
    postino_entry_row_set_hint (row, hint);
}

static void
on_password_changed (PostinoPasswordGroup *self)
{
  update_hint (self, self->password);
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

static void
on_sending_password_changed (PostinoPasswordGroup *self)
{
  update_hint (self, self->sending_password);
  on_sending_changed (self);
}

/* Hardly anybody needs these rows. */
static void
build_sending (PostinoPasswordGroup *self)
{
  if (self->sending_username != NULL)
    return;

  self->sending_username =
    g_object_new (POSTINO_TYPE_ENTRY_ROW, "title", _ ("User name for sending"), NULL);
  self->sending_password = g_object_new (POSTINO_TYPE_ENTRY_ROW, "secret", TRUE, "title",
                                         _ ("Password for sending"), NULL);
  g_signal_connect_swapped (self->sending_username, "changed", G_CALLBACK (on_sending_changed),
                            self);
  g_signal_connect_swapped (self->sending_password, "changed",
                            G_CALLBACK (on_sending_password_changed), self);
  g_signal_connect (self->sending_password, "left", G_CALLBACK (on_row_left), self);
  adw_expander_row_add_row (self->sending, GTK_WIDGET (self->sending_username));
  adw_expander_row_add_row (self->sending, GTK_WIDGET (self->sending_password));
  g_object_bind_property (self->setup, "sending-username", self->sending_username, "text",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

static void
on_expanded (PostinoPasswordGroup *self)
{
  if (adw_expander_row_get_expanded (self->sending))
    build_sending (self);
}

/* The row tells of it while it is closed. */
static void
on_username_known (PostinoPasswordGroup *self)
{
  g_autofree char *username = NULL;

  g_object_get (self->setup, "sending-username", &username, NULL);
  if (username != NULL && *username != '\0')
    build_sending (self);
}

static void
add_sending (PostinoPasswordGroup *self)
{
  const char *title = _ ("Sending uses another user name or password");

  self->sending = g_object_new (ADW_TYPE_EXPANDER_ROW, "title", title, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sending), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  postino_a11y_name_lists (GTK_WIDGET (self->sending), title);
  g_signal_connect_swapped (self->sending, "notify::expanded", G_CALLBACK (on_expanded), self);
  gtk_list_box_append (self->list, GTK_WIDGET (self->sending));
}

void
postino_password_group_attach (PostinoPasswordGroup *self, PostinoSetup *setup)
{
  g_return_if_fail (POSTINO_IS_PASSWORD_GROUP (self));

  add_sending (self);
  g_set_weak_pointer (&self->setup, setup);
  g_signal_connect_object (setup, "notify::sending-username", G_CALLBACK (on_username_known), self,
                           G_CONNECT_SWAPPED);
  on_username_known (self);
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

  if (side == POSTINO_SIDE_INCOMING)
    postino_entry_row_set_text (self->password, text);
  else if (self->sending_password != NULL || *text != '\0')
    {
      build_sending (self);
      postino_entry_row_set_text (self->sending_password, text);
    }
}

void
postino_password_group_give (PostinoPasswordGroup *self, PostinoSetup *setup)
{
  g_return_if_fail (POSTINO_IS_PASSWORD_GROUP (self));

  gboolean wanted = gtk_widget_get_visible (GTK_WIDGET (self));
  g_autoptr (PostinoSecret) password =
    wanted ? postino_entry_row_get_secret (self->password) : NULL;
  g_autoptr (PostinoSecret) sending = wanted && self->sending_password != NULL
                                        ? postino_entry_row_get_secret (self->sending_password)
                                        : NULL;

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

  if (field == POSTINO_FIELD_SENDING_USERNAME || field == POSTINO_FIELD_SENDING_PASSWORD)
    build_sending (self);

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
postino_password_group_dispose (GObject *object)
{
  g_clear_weak_pointer (&POSTINO_PASSWORD_GROUP (object)->setup);

  G_OBJECT_CLASS (postino_password_group_parent_class)->dispose (object);
}

static void
postino_password_group_class_init (PostinoPasswordGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postino_password_group_dispose;

  g_type_ensure (POSTINO_TYPE_ENTRY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/password-group.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoPasswordGroup, list);
  gtk_widget_class_bind_template_child (widget_class, PostinoPasswordGroup, password);
  gtk_widget_class_bind_template_callback (widget_class, on_row_left);
  gtk_widget_class_bind_template_callback (widget_class, on_password_changed);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", POSTINO_TYPE_PASSWORD_GROUP, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
postino_password_group_init (PostinoPasswordGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
