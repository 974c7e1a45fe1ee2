/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-phone-window.h"

#include "postino-heading.h"
#include "postino-pair.h"
#include "postino-qr-view.h"
#include "postino-save.h"
#include "postino-setting.h"
#include "postino-text.h"
#include "postino-toast.h"

#include <glib/gi18n.h>

struct _PostinoPhoneWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  PostinoHeading *heading;
  PostinoQrView *code;
  GtkLabel *settings;
  GtkLabel *trouble;
  GtkLabel *apple;
  GtkButton *save_button;

  PostinoHandover *profile; /* %NULL where the devices cannot have it */
};

G_DEFINE_FINAL_TYPE (PostinoPhoneWindow, postino_phone_window, ADW_TYPE_WINDOW)

static void
say (gpointer owner, const char *text)
{
  postino_toast_show (POSTINO_PHONE_WINDOW (owner)->toasts, text);
}

static GBytes *
make_file (gpointer owner, GError **error)
{
  return g_bytes_ref (postino_handover_get_document (POSTINO_PHONE_WINDOW (owner)->profile));
}

static void
choose_file (PostinoPhoneWindow *self)
{
  const PostinoSave save = {
    .title = _ ("Save the Profile"),
    .name = postino_handover_get_document_name (self->profile),
    .saved = _ ("Profile saved. There is no password in it."),
    .make = make_file,
    .tell = say,
  };

  postino_save_run (&save, G_OBJECT (self), GTK_WINDOW (self));
}

static void
show_trouble (PostinoPhoneWindow *self, const char *text)
{
  gtk_label_set_label (self->trouble, text);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->code), FALSE);
}

static void
show_code (PostinoPhoneWindow *self, PostinoHandovers *handovers, const PostinoAccount *account)
{
  g_autofree char *address = postino_address_to_string (account->address);
  g_autofree char *text = postino_setting_to_text (account);
  g_autofree char *name =
    postino_text_fill (_ ("QR code with the settings of {address}"), "address", address, NULL);
  g_autoptr (GError) error = NULL;
  const PostinoTarget *sheet = postino_handovers_find_target (handovers, "sheet");
  g_autoptr (PostinoHandover) plan = postino_handovers_plan (handovers, sheet, account, &error);
  PostinoQr *qr = plan != NULL ? postino_handovers_encode (handovers, plan, &error) : NULL;

  gtk_label_set_label (self->settings, text);
  if (qr != NULL)
    postino_qr_view_take (self->code, qr, name, text);
  else
    show_trouble (self, error->message);
}

static void
show_profile (PostinoPhoneWindow *self, PostinoHandovers *handovers, const PostinoAccount *account)
{
  const PostinoTarget *apple = postino_handovers_find_target (handovers, "apple");
  g_autoptr (GError) error = NULL;

  self->profile = postino_handovers_plan (handovers, apple, account, &error);
  gtk_widget_set_visible (GTK_WIDGET (self->save_button), self->profile != NULL);
  gtk_label_set_label (
    self->apple,
    self->profile != NULL
      ? _ ("Save a profile, and send it to the device: opened there, it sets the account up and "
           "asks for the password. The device says that it is not signed, for it comes from you "
           "alone. To take the account away again, remove the profile on the device.")
      : error->message);
}

static void
postino_phone_window_finalize (GObject *object)
{
  postino_handover_free (POSTINO_PHONE_WINDOW (object)->profile);

  G_OBJECT_CLASS (postino_phone_window_parent_class)->finalize (object);
}

static void
postino_phone_window_class_init (PostinoPhoneWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postino_phone_window_finalize;

  g_type_ensure (POSTINO_TYPE_HEADING);
  g_type_ensure (POSTINO_TYPE_PAIR);
  g_type_ensure (POSTINO_TYPE_QR_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/phone-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoPhoneWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, PostinoPhoneWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, PostinoPhoneWindow, code);
  gtk_widget_class_bind_template_child (widget_class, PostinoPhoneWindow, settings);
  gtk_widget_class_bind_template_child (widget_class, PostinoPhoneWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, PostinoPhoneWindow, apple);
  gtk_widget_class_bind_template_child (widget_class, PostinoPhoneWindow, save_button);
  gtk_widget_class_bind_template_callback (widget_class, choose_file);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
postino_phone_window_init (PostinoPhoneWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
postino_phone_window_new (GtkWindow *parent,
                          PostinoHandovers *handovers,
                          const PostinoAccount *account)
{
  g_return_val_if_fail (POSTINO_IS_HANDOVERS (handovers) && account != NULL, NULL);

  PostinoPhoneWindow *self =
    g_object_new (POSTINO_TYPE_PHONE_WINDOW, "transient-for", parent, NULL);

  postino_heading_set_text (self->heading, _ ("Here, scan this"));
  show_code (self, handovers, account);
  show_profile (self, handovers, account);
  gtk_widget_grab_focus (GTK_WIDGET (self->heading));
  return GTK_WINDOW (self);
}
