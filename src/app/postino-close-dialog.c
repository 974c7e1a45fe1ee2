/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-close-dialog.h"

#include "compat.h"

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

void
postino_close_dialog_present (GtkWindow *window, PostinoCloseLoss loss)
{
  GtkWidget *dialog =
    postino_compat_dialog_new (window, _ ("Close Before You Are Done?"), get_body (loss));

  postino_compat_dialog_add_response (dialog, "stay", _ ("Go On"), FALSE);
  postino_compat_dialog_add_response (dialog, "close", _ ("Close"), TRUE);
  postino_compat_dialog_set_safe_response (dialog, "stay");
  g_signal_connect_object (dialog, "response::close", G_CALLBACK (on_close_chosen), window,
                           G_CONNECT_SWAPPED);
  postino_compat_dialog_present (dialog, window);
}
