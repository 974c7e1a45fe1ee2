/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The title stands in the empty field if there is room for it, and moves above the text
 * when there is one. A password is never bound to a property: GValue would copy it.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-entry-row.h"

#include <glib/gi18n.h>

struct _PostinoEntryRow
{
  AdwPreferencesRow parent_instance;

  GtkRevealer *title_revealer;
  GtkLabel *title;
  GtkBox *box;
  GtkWidget *entry; /* GtkEntry or GtkPasswordEntry */
  GtkLabel *hint;

  gboolean secret;
  GtkInputPurpose input_purpose;
  char *given_hint;
  glong n_chars;       /* before the last change */
  gboolean pasted;     /* more than a key types */
  gboolean crowded;    /* the field is too narrow for the title */
  guint crowded_id;    /* the title is about to move for that */
  GdkDevice *keyboard; /* once the row is on a display, for a password */
};

enum
{
  PROP_0,
  PROP_SECRET,
  PROP_TEXT,
  PROP_INPUT_PURPOSE,
  N_PROPS
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ACTIVATED,
  SIGNAL_LEFT,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoEntryRow, postino_entry_row, ADW_TYPE_PREFERENCES_ROW)

const char *
postino_entry_row_get_text (PostinoEntryRow *self)
{
  g_return_val_if_fail (POSTINO_IS_ENTRY_ROW (self), "");

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/* Setting what is there already would move the cursor. */
void
postino_entry_row_set_text (PostinoEntryRow *self, const char *text)
{
  g_return_if_fail (POSTINO_IS_ENTRY_ROW (self));

  if (g_strcmp0 (text, postino_entry_row_get_text (self)) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
}

gboolean
postino_entry_row_is_empty (PostinoEntryRow *self)
{
  return postino_entry_row_get_text (self)[0] == '\0';
}

PostinoSecret *
postino_entry_row_get_secret (PostinoEntryRow *self)
{
  g_return_val_if_fail (POSTINO_IS_ENTRY_ROW (self), NULL);

  if (postino_entry_row_is_empty (self))
    return NULL;
  return postino_secret_new (postino_entry_row_get_text (self));
}

gboolean
postino_entry_row_is_pasted (PostinoEntryRow *self)
{
  g_return_val_if_fail (POSTINO_IS_ENTRY_ROW (self), FALSE);

  return self->pasted;
}

void
postino_entry_row_set_wrong (PostinoEntryRow *self, gboolean wrong)
{
  g_return_if_fail (POSTINO_IS_ENTRY_ROW (self));

  GtkAccessible *accessible = GTK_ACCESSIBLE (self->entry);

  if (wrong)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "error");
      gtk_accessible_update_state (accessible, GTK_ACCESSIBLE_STATE_INVALID,
                                   GTK_ACCESSIBLE_INVALID_TRUE, -1);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
      gtk_accessible_reset_state (accessible, GTK_ACCESSIBLE_STATE_INVALID);
    }
}

void
postino_entry_row_select (PostinoEntryRow *self)
{
  g_return_if_fail (POSTINO_IS_ENTRY_ROW (self));

  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

static gboolean
has_focus (PostinoEntryRow *self)
{
  return (gtk_widget_get_state_flags (self->entry) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static void
update_hint (PostinoEntryRow *self)
{
  gboolean caps_lock =
    self->keyboard != NULL && has_focus (self) && gdk_device_get_caps_lock_state (self->keyboard);
  const char *hint = caps_lock ? _ ("Caps Lock is on") : self->given_hint;

  gtk_label_set_label (self->hint, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), hint != NULL);
  if (hint != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, hint, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->entry),
                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

void
postino_entry_row_set_hint (PostinoEntryRow *self, const char *hint)
{
  g_return_if_fail (POSTINO_IS_ENTRY_ROW (self));

  if (g_strcmp0 (hint, self->given_hint) == 0)
    return;
  g_free (self->given_hint);
  self->given_hint = g_strdup (hint);
  update_hint (self);
}

/* The title without the mark of its mnemonic. */
static char *
plain_title (PostinoEntryRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  g_auto (GStrv) parts = g_strsplit (title, "_", 2);

  return g_strjoinv ("", parts);
}

static void
update_title (PostinoEntryRow *self)
{
  gboolean used = has_focus (self) || !postino_entry_row_is_empty (self) || self->crowded;
  g_autofree char *title = plain_title (self);

  gtk_revealer_set_reveal_child (self->title_revealer, used);
  g_object_set (self->entry, "placeholder-text", used ? NULL : title, NULL);
}

static void
on_entry_changed (PostinoEntryRow *self)
{
  glong n_chars = g_utf8_strlen (postino_entry_row_get_text (self), -1);

  self->pasted = n_chars > self->n_chars + 1;
  self->n_chars = n_chars;
  update_title (self);
  if (!self->secret)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_entry_activated (PostinoEntryRow *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static void
on_entry_left (PostinoEntryRow *self)
{
  g_signal_emit (self, signals[SIGNAL_LEFT], 0);
}

static void
on_entry_flags_changed (PostinoEntryRow *self)
{
  update_title (self);
  update_hint (self);
}

static void
on_row_pressed (PostinoEntryRow *self)
{
  gtk_widget_grab_focus (self->entry);
}

static gboolean
postino_entry_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (POSTINO_ENTRY_ROW (widget)->entry);
}

static gboolean
on_crowded (gpointer user_data)
{
  PostinoEntryRow *self = user_data;

  self->crowded_id = 0;
  update_title (self);
  return G_SOURCE_REMOVE;
}

/* A layout manager gives the sizes: who draws is the first to hear of them. */
static void
postino_entry_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PostinoEntryRow *self = POSTINO_ENTRY_ROW (widget);
  g_autofree char *title = plain_title (self);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (self->entry, title);
  int wanted;

  GTK_WIDGET_CLASS (postino_entry_row_parent_class)->snapshot (widget, snapshot);

  pango_layout_get_pixel_size (layout, &wanted, NULL);
  gboolean crowded = wanted > gtk_widget_get_width (self->entry);
  if (crowded == self->crowded)
    return;
  self->crowded = crowded;
  if (self->crowded_id == 0)
    self->crowded_id = g_idle_add (on_crowded, self);
}

static void
postino_entry_row_realize (GtkWidget *widget)
{
  PostinoEntryRow *self = POSTINO_ENTRY_ROW (widget);

  GTK_WIDGET_CLASS (postino_entry_row_parent_class)->realize (widget);

  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (widget));
  if (!self->secret || seat == NULL)
    return;
  if (g_set_object (&self->keyboard, gdk_seat_get_keyboard (seat)) && self->keyboard != NULL)
    g_signal_connect_object (self->keyboard, "notify::caps-lock-state", G_CALLBACK (update_hint),
                             self, G_CONNECT_SWAPPED);
}

static void
on_eye_toggled (GtkToggleButton *eye)
{
  gtk_button_set_icon_name (GTK_BUTTON (eye), gtk_toggle_button_get_active (eye)
                                                ? "view-conceal-symbolic"
                                                : "view-reveal-symbolic");
}

/* That of GtkPasswordEntry is always at the right. The Tab key passes by here as it does there:
 * the menu of the field has the same for the keyboard, and Enter goes on from the next stop. */
static GtkWidget *
new_eye (PostinoEntryRow *self)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (self->entry));
  GtkWidget *eye = gtk_toggle_button_new ();

  gtk_widget_set_valign (eye, GTK_ALIGN_CENTER);
  gtk_widget_set_focusable (eye, FALSE);
  gtk_widget_set_tooltip_text (eye, _ ("Show Password"));
  gtk_widget_add_css_class (eye, "flat");
  gtk_widget_add_css_class (eye, "eye");
  gtk_accessible_update_property (GTK_ACCESSIBLE (eye), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show Password"), -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (eye), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  self->title, NULL, -1);
  g_signal_connect (eye, "toggled", G_CALLBACK (on_eye_toggled), NULL);
  on_eye_toggled (GTK_TOGGLE_BUTTON (eye));
  g_object_bind_property (text, "visibility", eye, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  return eye;
}

/* Only the rows of passwords have one, and pay for it. */
static void
add_eye (PostinoEntryRow *self)
{
  g_autoptr (GtkWidget) box = g_object_ref (GTK_WIDGET (self->box));
  GtkWidget *line = gtk_grid_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), NULL);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (line), 6);
  gtk_grid_attach (GTK_GRID (line), box, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (line), new_eye (self), 1, 0, 1, 1);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), line);
}

static void
add_entry (PostinoEntryRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  if (self->secret)
    self->entry = g_object_new (GTK_TYPE_PASSWORD_ENTRY, "activates-default", TRUE, NULL);
  else
    self->entry =
      g_object_new (GTK_TYPE_ENTRY, "activates-default", TRUE, "input-purpose", self->input_purpose,
                    "input-hints", GTK_INPUT_HINT_NO_SPELLCHECK, NULL);

  /* The row is not centred: GTK would try a dozen widths of the title for that. */
  gtk_widget_set_vexpand (self->entry, TRUE);
  gtk_box_insert_child_after (self->box, self->entry, GTK_WIDGET (self->title_revealer));
  gtk_label_set_mnemonic_widget (self->title, self->entry);
  gtk_widget_add_controller (self->entry, focus);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_entry_left), self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_entry_changed), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_entry_activated), self);
  g_signal_connect_swapped (self->entry, "state-flags-changed", G_CALLBACK (on_entry_flags_changed),
                            self);
}

static void
postino_entry_row_constructed (GObject *object)
{
  PostinoEntryRow *self = POSTINO_ENTRY_ROW (object);

  G_OBJECT_CLASS (postino_entry_row_parent_class)->constructed (object);

  add_entry (self);
  if (self->secret)
    add_eye (self);
  g_signal_connect (self, "notify::title", G_CALLBACK (update_title), NULL);
  update_title (self);
}

static void
postino_entry_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PostinoEntryRow *self = POSTINO_ENTRY_ROW (object);

  if (id == PROP_TEXT)
    g_value_set_string (value, self->secret ? "" : postino_entry_row_get_text (self));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
postino_entry_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PostinoEntryRow *self = POSTINO_ENTRY_ROW (object);

  switch (id)
    {
    case PROP_SECRET:
      self->secret = g_value_get_boolean (value);
      break;
    case PROP_TEXT:
      postino_entry_row_set_text (self, g_value_get_string (value));
      break;
    case PROP_INPUT_PURPOSE:
      self->input_purpose = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
postino_entry_row_finalize (GObject *object)
{
  PostinoEntryRow *self = POSTINO_ENTRY_ROW (object);

  g_clear_handle_id (&self->crowded_id, g_source_remove);
  g_clear_object (&self->keyboard);
  g_free (self->given_hint);

  G_OBJECT_CLASS (postino_entry_row_parent_class)->finalize (object);
}

/* A row of a list takes the focus itself on the way back, and would hand it to the entry
 * again, for ever. */
static gboolean
postino_entry_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_child_focus (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (widget)), direction);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags construct = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  properties[PROP_SECRET] = g_param_spec_boolean ("secret", NULL, NULL, FALSE, construct);
  properties[PROP_TEXT] = g_param_spec_string (
    "text", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_INPUT_PURPOSE] = g_param_spec_enum (
    "input-purpose", NULL, NULL, GTK_TYPE_INPUT_PURPOSE, GTK_INPUT_PURPOSE_FREE_FORM, construct);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
postino_entry_row_class_init (PostinoEntryRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->constructed = postino_entry_row_constructed;
  object_class->get_property = postino_entry_row_get_property;
  object_class->set_property = postino_entry_row_set_property;
  object_class->finalize = postino_entry_row_finalize;
  widget_class->snapshot = postino_entry_row_snapshot;
  widget_class->realize = postino_entry_row_realize;
  widget_class->focus = postino_entry_row_focus;
  widget_class->grab_focus = postino_entry_row_grab_focus;
  install_properties (object_class);

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATED] =
    g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LEFT] =
    g_signal_new ("left", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/entry-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoEntryRow, title_revealer);
  gtk_widget_class_bind_template_child (widget_class, PostinoEntryRow, title);
  gtk_widget_class_bind_template_child (widget_class, PostinoEntryRow, box);
  gtk_widget_class_bind_template_child (widget_class, PostinoEntryRow, hint);
  gtk_widget_class_bind_template_callback (widget_class, on_row_pressed);
}

static void
postino_entry_row_init (PostinoEntryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
