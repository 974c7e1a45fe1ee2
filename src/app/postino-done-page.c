/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Most people keep their mail settings nowhere: here they can be copied, printed and
 * saved, for another computer, a telephone, or the drawer.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-done-page.h"

#include "postino-heading.h"
#include "postino-open-in-group.h"
#include "postino-pair.h"
#include "postino-paragraph.h"
#include "postino-save.h"
#include "postino-setting.h"
#include "postino-sheet.h"
#include "postino-text.h"

#include <glib/gi18n.h>

struct _PostinoDonePage
{
  PostinoPage parent_instance;

  PostinoHeading *heading;
  GtkLabel *subtitle;
  PostinoOpenInGroup *open_in;
  AdwPreferencesGroup *groups[2];
  GPtrArray *rows; /* of both groups, to be taken out again */
};

G_DEFINE_FINAL_TYPE (PostinoDonePage, postino_done_page, POSTINO_TYPE_PAGE)

static GtkWidget *
new_row (const PostinoSetting *setting)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = gtk_label_new (setting->title);
  GtkWidget *value = postino_paragraph_new (setting->value, NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0.0);
  gtk_widget_add_css_class (title, "subtitle");
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  setting->title, -1);

  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), value);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_add_css_class (row, "setting");

  return row;
}

static void
show_server (PostinoDonePage *self, PostinoSide side, const PostinoServer *server)
{
  g_autoptr (GPtrArray) settings = postino_setting_list (server);

  for (guint i = 0; i < settings->len; i++)
    {
      GtkWidget *row = new_row (settings->pdata[i]);

      adw_preferences_group_add (self->groups[side], row);
      g_ptr_array_add (self->rows, row);
    }
}

static void
clear_rows (PostinoDonePage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static const PostinoCheckResult *
get_result (PostinoDonePage *self)
{
  return postino_setup_get_result (postino_page_get_setup (POSTINO_PAGE (self)));
}

static GtkWindow *
get_window (PostinoDonePage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
on_copy_button_clicked (PostinoDonePage *self)
{
  g_autofree char *text = postino_setting_to_text (get_result (self)->account);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  postino_page_toast (POSTINO_PAGE (self), _ ("Settings copied. There is no password in them."));
}

void
postino_done_page_print (PostinoDonePage *self)
{
  g_return_if_fail (POSTINO_IS_DONE_PAGE (self));

  g_autoptr (GtkPrintOperation) operation = postino_sheet_print_new (get_result (self));
  g_autoptr (GError) error = NULL;

  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, get_window (self),
                           &error);
  if (error != NULL)
    postino_page_toast (POSTINO_PAGE (self), error->message);
}

static GBytes *
make_pdf (gpointer owner, GError **error)
{
  return postino_sheet_to_pdf (get_result (owner), error);
}

static void
tell (gpointer owner, const char *text)
{
  postino_page_toast (owner, text);
}

static void
on_save_button_clicked (PostinoDonePage *self)
{
  const PostinoSave save = {
    .title = _ ("Save the Sheet"),
    /* Translators: the name of a file that is suggested. */
    .name = _ ("Mail settings.pdf"),
    .saved = _ ("Sheet saved. There is no password in it."),
    .make = make_pdf,
    .tell = tell,
  };

  postino_save_run (&save, G_OBJECT (self), get_window (self));
}

static void
update_heading (PostinoDonePage *self, PostinoSetup *setup, const PostinoAccount *account)
{
  gboolean saved = postino_setup_get_saved (setup);
  g_autofree char *address = postino_address_to_string (account->address);
  g_autofree char *subtitle = postino_text_fill (
    saved ? _ ("The password is in your keyring, once for receiving and once for sending. Look for "
               "{address} there.")
          : _ ("Nothing was saved. Mail programs ask for the settings below, and for your "
               "password."),
    "address", address, NULL);

  postino_heading_set_text (self->heading,
                            saved ? _ ("Your mail is set up") : _ ("Your mail works"));
  gtk_label_set_label (self->subtitle, subtitle);
}

static void
postino_done_page_shown (PostinoPage *page)
{
  PostinoDonePage *self = POSTINO_DONE_PAGE (page);
  PostinoSetup *setup = postino_page_get_setup (page);
  const PostinoCheckResult *result = postino_setup_get_result (setup);

  clear_rows (self);
  show_server (self, POSTINO_SIDE_INCOMING, result->account->incoming);
  show_server (self, POSTINO_SIDE_OUTGOING, result->account->outgoing);
  update_heading (self, setup, result->account);
  postino_open_in_group_show (self->open_in, POSTINO_HANDOVERS (postino_page_get_backend (page)),
                              result->account, postino_setup_get_news (setup));
  gtk_widget_grab_focus (GTK_WIDGET (self->heading));
}

static void
postino_done_page_secondary (PostinoPage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "win.start-over", NULL);
}

static void
postino_done_page_finalize (GObject *object)
{
  g_ptr_array_unref (POSTINO_DONE_PAGE (object)->rows);

  G_OBJECT_CLASS (postino_done_page_parent_class)->finalize (object);
}

static gboolean
postino_done_page_build (PostinoPage *page, guint part)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  return FALSE;
}

static void
postino_done_page_class_init (PostinoDonePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PostinoPageClass *page_class = POSTINO_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postino_done_page_finalize;
  page_class->build = postino_done_page_build;
  page_class->shown = postino_done_page_shown;
  page_class->secondary = postino_done_page_secondary;

  g_type_ensure (POSTINO_TYPE_HEADING);
  g_type_ensure (POSTINO_TYPE_OPEN_IN_GROUP);
  g_type_ensure (POSTINO_TYPE_PAIR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/done-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoDonePage, heading);
  gtk_widget_class_bind_template_child (widget_class, PostinoDonePage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, PostinoDonePage, open_in);
  gtk_widget_class_bind_template_child_full (
    widget_class, "incoming", FALSE,
    G_STRUCT_OFFSET (PostinoDonePage, groups[POSTINO_SIDE_INCOMING]));
  gtk_widget_class_bind_template_child_full (
    widget_class, "outgoing", FALSE,
    G_STRUCT_OFFSET (PostinoDonePage, groups[POSTINO_SIDE_OUTGOING]));
  gtk_widget_class_bind_template_callback (widget_class, on_copy_button_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_button_clicked);
}

static void
postino_done_page_init (PostinoDonePage *self)
{
  self->rows = g_ptr_array_new ();
}
