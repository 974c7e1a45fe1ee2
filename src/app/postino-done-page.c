/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Most people keep their mail settings nowhere: here they can be copied, for
 * another computer, a telephone, or the drawer.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-done-page.h"

#include "postino-heading.h"
#include "postino-pair.h"
#include "postino-text.h"

#include <glib/gi18n.h>

struct _PostinoDonePage
{
  PostinoPage parent_instance;

  PostinoHeading *heading;
  GtkLabel *subtitle;
  AdwPreferencesGroup *groups[2];
  GPtrArray *rows; /* of both groups, to be taken out again */
};

G_DEFINE_FINAL_TYPE (PostinoDonePage, postino_done_page, POSTINO_TYPE_PAGE)

static const char *
describe_protocol (PostinoProtocol protocol)
{
  switch (protocol)
    {
    case POSTINO_PROTOCOL_IMAP:
      return "IMAP";
    case POSTINO_PROTOCOL_POP3:
      return "POP3";
    case POSTINO_PROTOCOL_SMTP:
    default:
      return "SMTP";
    }
}

static const char *
describe_security (PostinoSecurity security)
{
  switch (security)
    {
    case POSTINO_SECURITY_TLS:
      return "TLS";
    case POSTINO_SECURITY_STARTTLS:
      return "STARTTLS";
    case POSTINO_SECURITY_NONE:
    default:
      return C_ ("encryption", "None");
    }
}

/* What stands in a row, and in the text that is copied. */
typedef struct
{
  const char *title;
  char *value;
} Setting;

#define N_SETTINGS 4

static void
describe_server (const PostinoServer *server, Setting settings[N_SETTINGS])
{
  settings[0] = (Setting){
    _ ("Server"), g_strdup_printf ("%s (%s)", server->host, describe_protocol (server->protocol))};
  settings[1] = (Setting){_ ("Port"), g_strdup_printf ("%u", server->port)};
  settings[2] = (Setting){_ ("Encryption"), g_strdup (describe_security (server->security))};
  settings[3] = (Setting){
    _ ("User name"),
    g_strdup (server->username != NULL ? server->username : C_ ("user name", "None")),
  };
}

static GtkWidget *
new_row (const Setting *setting)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = gtk_label_new (setting->title);
  GtkWidget *value = gtk_label_new (setting->value);

  gtk_label_set_xalign (GTK_LABEL (title), 0.0);
  gtk_widget_add_css_class (title, "subtitle");
  gtk_label_set_xalign (GTK_LABEL (value), 0.0);
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_label_set_wrap (GTK_LABEL (value), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (value), PANGO_WRAP_WORD_CHAR);
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
  Setting settings[N_SETTINGS];

  describe_server (server, settings);
  for (int i = 0; i < N_SETTINGS; i++)
    {
      GtkWidget *row = new_row (&settings[i]);

      adw_preferences_group_add (self->groups[side], row);
      g_ptr_array_add (self->rows, row);
      g_free (settings[i].value);
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

static void
append_server (GString *text, const char *title, const PostinoServer *server)
{
  Setting settings[N_SETTINGS];

  describe_server (server, settings);
  g_string_append_printf (text, "\n%s\n", title);
  for (int i = 0; i < N_SETTINGS; i++)
    {
      g_string_append_printf (text, "  %s: %s\n", settings[i].title, settings[i].value);
      g_free (settings[i].value);
    }
}

static void
on_copy_button_clicked (GtkButton *button, PostinoDonePage *self)
{
  const PostinoCheckResult *result =
    postino_setup_get_result (postino_page_get_setup (POSTINO_PAGE (self)));
  g_autofree char *address = postino_address_to_string (result->account->address);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s <%s>\n", result->account->name, address);
  append_server (text, _ ("Receiving"), result->account->incoming);
  append_server (text, _ ("Sending"), result->account->outgoing);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
  postino_page_toast (POSTINO_PAGE (self), _ ("Settings copied. There is no password in them."));
}

static void
update_heading (PostinoDonePage *self, PostinoSetup *setup, const PostinoAccount *account)
{
  gboolean saved = postino_setup_get_saved (setup);
  g_autofree char *address = postino_address_to_string (account->address);
  g_autofree char *subtitle = postino_text_fill (
    saved ? _ ("The password is in your keyring, once for receiving and once for sending. Look for "
               "{address} there. Mail programs ask for these settings:")
          : _ ("Nothing was saved. Mail programs ask for these settings, and for your password:"),
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

static void
postino_done_page_build (PostinoPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
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
  g_type_ensure (POSTINO_TYPE_PAIR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/done-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoDonePage, heading);
  gtk_widget_class_bind_template_child (widget_class, PostinoDonePage, subtitle);
  gtk_widget_class_bind_template_child_full (
    widget_class, "incoming", FALSE,
    G_STRUCT_OFFSET (PostinoDonePage, groups[POSTINO_SIDE_INCOMING]));
  gtk_widget_class_bind_template_child_full (
    widget_class, "outgoing", FALSE,
    G_STRUCT_OFFSET (PostinoDonePage, groups[POSTINO_SIDE_OUTGOING]));
  gtk_widget_class_bind_template_callback (widget_class, on_copy_button_clicked);
}

static void
postino_done_page_init (PostinoDonePage *self)
{
  self->rows = g_ptr_array_new ();
}
