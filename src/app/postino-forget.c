/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-forget.h"

#include "postino-text.h"

#include <glib/gi18n.h>

GtkWindow *
postino_forget_dialog_new (GtkWindow *parent, const PostinoSavedAccount *account)
{
  g_return_val_if_fail (account != NULL, NULL);

  g_autofree char *address = postino_address_to_string (account->address);
  g_autofree char *heading = postino_text_fill (_ ("Forget {address}?"), "address", address, NULL);
  GtkWidget *widget = adw_message_dialog_new (
    parent, heading,
    _ ("Its settings and passwords are removed from the keyring of this computer. The mailbox "
       "itself, and your mail programs, stay as they are."));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "forget", _ ("_Forget"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "forget", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  return GTK_WINDOW (widget);
}
