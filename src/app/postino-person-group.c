/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-person-group.h"

#include "postino-entry-row.h"
#include "postino-suggestion-row.h"

#include <glib/gi18n.h>

struct _PostinoPersonGroup
{
  AdwBin parent_instance;

  PostinoEntryRow *name;
  PostinoEntryRow *address;
  PostinoSuggestionRow *suggestion;

  PostinoSetup *setup; /* once attached; not owned */
};

enum
{
  SIGNAL_DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoPersonGroup, postino_person_group, ADW_TYPE_BIN)

static void
show_message (PostinoPersonGroup *self, const char *message)
{
  postino_entry_row_set_hint (self->address, message);
  postino_entry_row_set_wrong (self->address, message != NULL);
}

gboolean
postino_person_group_check (PostinoPersonGroup *self)
{
  g_return_val_if_fail (POSTINO_IS_PERSON_GROUP (self), FALSE);

  g_autoptr (GError) error = NULL;
  g_autoptr (PostinoAddress) address = postino_setup_parse_address (self->setup, &error);

  show_message (self, address == NULL ? error->message : NULL);
  return address != NULL;
}

/* "Ada Lovelace <ada@example.org>" was pasted: each part goes where it belongs. */
static void
split_pasted (PostinoPersonGroup *self, const PostinoAddress *address)
{
  g_autofree char *text = postino_address_to_string (address);

  if (address->name != NULL && postino_setup_get_name (self->setup)[0] == '\0')
    postino_setup_set_name (self->setup, address->name);
  if (strchr (postino_setup_get_address (self->setup), '<') != NULL)
    postino_setup_set_address (self->setup, text);
}

static gboolean
on_idle_split (gpointer user_data)
{
  PostinoPersonGroup *self = user_data;
  g_autoptr (PostinoAddress) address =
    self->setup != NULL ? postino_setup_parse_address (self->setup, NULL) : NULL;

  if (address != NULL)
    split_pasted (self, address);
  return G_SOURCE_REMOVE;
}

static void
on_address_changed (PostinoPersonGroup *self)
{
  const char *typed = postino_setup_get_address (self->setup);
  g_autoptr (PostinoAddress) address = postino_setup_parse_address (self->setup, NULL);

  /* An entry must not be set while it tells of a change. */
  if (address != NULL && strchr (typed, '<') != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT, on_idle_split, g_object_ref (self), g_object_unref);
  if (address != NULL || typed[0] == '\0')
    show_message (self, NULL);
}

static void
on_address_left (PostinoPersonGroup *self)
{
  if (postino_setup_get_address (self->setup)[0] != '\0')
    postino_person_group_check (self);
}

static void
on_name_activated (PostinoPersonGroup *self)
{
  g_autoptr (PostinoAddress) address = postino_setup_parse_address (self->setup, NULL);

  if (address == NULL)
    postino_entry_row_select (self->address);
  else
    g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

static void
on_address_activated (PostinoPersonGroup *self)
{
  if (postino_person_group_check (self))
    g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

static void
on_suggestion_accepted (PostinoSuggestionRow *row, const char *address, PostinoPersonGroup *self)
{
  postino_setup_set_address (self->setup, address);
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

void
postino_person_group_suggest (PostinoPersonGroup *self, const char *address)
{
  g_return_if_fail (POSTINO_IS_PERSON_GROUP (self));

  postino_suggestion_row_suggest (self->suggestion, address);
}

void
postino_person_group_focus (PostinoPersonGroup *self)
{
  g_return_if_fail (POSTINO_IS_PERSON_GROUP (self));

  gboolean nothing = self->setup == NULL
                     || (postino_setup_get_name (self->setup)[0] == '\0'
                         && postino_setup_get_address (self->setup)[0] == '\0');

  gtk_widget_grab_focus (GTK_WIDGET (nothing ? self->name : self->address));
}

void
postino_person_group_attach (PostinoPersonGroup *self, PostinoSetup *setup)
{
  g_return_if_fail (POSTINO_IS_PERSON_GROUP (self));
  g_return_if_fail (POSTINO_IS_SETUP (setup));

  GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  g_set_weak_pointer (&self->setup, setup);
  g_object_bind_property (setup, "name", self->name, "text", flags);
  g_object_bind_property (setup, "address", self->address, "text", flags);
  g_signal_connect_object (setup, "notify::address", G_CALLBACK (on_address_changed), self,
                           G_CONNECT_SWAPPED);
}

static void
postino_person_group_dispose (GObject *object)
{
  g_clear_weak_pointer (&POSTINO_PERSON_GROUP (object)->setup);

  G_OBJECT_CLASS (postino_person_group_parent_class)->dispose (object);
}

static void
postino_person_group_class_init (PostinoPersonGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postino_person_group_dispose;

  g_type_ensure (POSTINO_TYPE_ENTRY_ROW);
  g_type_ensure (POSTINO_TYPE_SUGGESTION_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/person-group.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoPersonGroup, name);
  gtk_widget_class_bind_template_child (widget_class, PostinoPersonGroup, address);
  gtk_widget_class_bind_template_child (widget_class, PostinoPersonGroup, suggestion);
  gtk_widget_class_bind_template_callback (widget_class, on_name_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_address_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_address_left);
  gtk_widget_class_bind_template_callback (widget_class, on_suggestion_accepted);

  signals[SIGNAL_DONE] = g_signal_new ("done", POSTINO_TYPE_PERSON_GROUP, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
postino_person_group_init (PostinoPersonGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
