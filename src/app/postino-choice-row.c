/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The labels of AdwComboRow give way to the title, and are cut.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-choice-row.h"

struct _PostinoChoiceRow
{
  AdwComboRow parent_instance;
};

G_DEFINE_FINAL_TYPE (PostinoChoiceRow, postino_choice_row, ADW_TYPE_COMBO_ROW)

static const char *
get_string (GtkListItem *item)
{
  return gtk_string_object_get_string (gtk_list_item_get_item (item));
}

static void
on_setup_value (GtkListItemFactory *factory, GtkListItem *item, PostinoChoiceRow *self)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
on_bind_value (GtkListItemFactory *factory, GtkListItem *item, PostinoChoiceRow *self)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), get_string (item));
}

static void
on_setup_choice (GtkListItemFactory *factory, GtkListItem *item, PostinoChoiceRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *tick = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), tick);
  gtk_list_item_set_child (item, box);
}

/* The tick stands beside what is chosen. */
static void
update_tick (GtkListItem *item, GParamSpec *pspec, AdwComboRow *row)
{
  GtkWidget *tick = gtk_widget_get_last_child (gtk_list_item_get_child (item));

  gtk_widget_set_opacity (
    tick, gtk_list_item_get_position (item) == adw_combo_row_get_selected (row) ? 1 : 0);
}

static void
on_bind_choice (GtkListItemFactory *factory, GtkListItem *item, PostinoChoiceRow *self)
{
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  gtk_label_set_label (GTK_LABEL (label), get_string (item));
  g_signal_connect_object (self, "notify::selected", G_CALLBACK (update_tick), item,
                           G_CONNECT_SWAPPED);
  update_tick (item, NULL, ADW_COMBO_ROW (self));
}

static void
on_unbind_choice (GtkListItemFactory *factory, GtkListItem *item, PostinoChoiceRow *self)
{
  g_signal_handlers_disconnect_by_func (self, update_tick, item);
}

static void
postino_choice_row_class_init (PostinoChoiceRowClass *klass)
{
}

static void
postino_choice_row_init (PostinoChoiceRow *self)
{
  g_autoptr (GtkListItemFactory) value = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) choice = gtk_signal_list_item_factory_new ();

  g_signal_connect (value, "setup", G_CALLBACK (on_setup_value), self);
  g_signal_connect (value, "bind", G_CALLBACK (on_bind_value), self);
  g_signal_connect (choice, "setup", G_CALLBACK (on_setup_choice), self);
  g_signal_connect (choice, "bind", G_CALLBACK (on_bind_choice), self);
  g_signal_connect (choice, "unbind", G_CALLBACK (on_unbind_choice), self);
  adw_combo_row_set_factory (ADW_COMBO_ROW (self), value);
  adw_combo_row_set_list_factory (ADW_COMBO_ROW (self), choice);
}
