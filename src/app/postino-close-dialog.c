/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-close-dialog.h"

#include <glib/gi18n.h>

static gboolean
on_idle (gpointer window)
{
  gtk_widget_activate_action (window, "win.close-anyway", NULL);
  return G_SOURCE_REMOVE;
}

/* Not before the dialog is gone: it still has to close itself. */
static void
on_close_chosen (GtkWindow *window)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_idle, g_object_ref (window), g_object_unref);
}

static const char *
get_body (PostinoCloseLoss loss)
{
  switch (loss)
    {
    case POSTINO_CLOSE_MESSAGE:
      return _ ("A test message is on its way. Nobody would wait for it, and it would stay in your "
                "mailbox.");
    case POSTINO_CLOSE_TEST:
      return _ ("The test would stop, and the password would have to be typed again. "
                "Your other entries will be here next time.");
    case POSTINO_CLOSE_NOTHING:
    case POSTINO_CLOSE_PASSWORD:
    default:
      return _ ("The password would have to be typed again. Your other entries will be "
                "here next time.");
    }
}

GtkWindow *
postino_close_dialog_new (GtkWindow *window, PostinoCloseLoss loss)
{
  GtkWidget *widget =
    adw_message_dialog_new (window, _ ("Close Before You Are Done?"), get_body (loss));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);

  adw_message_dialog_add_responses (dialog, "stay", _ ("Go On"), "close", _ ("Close"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "close", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "stay");
  adw_message_dialog_set_close_response (dialog, "stay");
  g_signal_connect_object (dialog, "response::close", G_CALLBACK (on_close_chosen), window,
                           G_CONNECT_SWAPPED);

  return GTK_WINDOW (widget);
}
