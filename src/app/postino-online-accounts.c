/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GNOME's Settings bring a desktop file for each panel, which says where it is
 * shown and how it is started:
 * https://gitlab.gnome.org/GNOME/gnome-control-center/-/tree/main/panels/online-accounts
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-online-accounts.h"

#include "postino-sandbox.h"

#include <gio/gdesktopappinfo.h>
#include <glib/gi18n.h>

#define PANEL "gnome-online-accounts-panel.desktop"

GAppInfo *
postino_online_accounts_find (void)
{
  g_autoptr (GDesktopAppInfo) panel = NULL;

  if (!postino_sandbox_is_inside ())
    panel = g_desktop_app_info_new (PANEL);
  if (panel == NULL || !g_desktop_app_info_get_show_in (panel, NULL))
    return NULL;

  return G_APP_INFO (g_steal_pointer (&panel));
}

gboolean
postino_online_accounts_is_there (void)
{
  g_autoptr (GAppInfo) panel = postino_online_accounts_find ();

  return panel != NULL;
}

gboolean
postino_online_accounts_open (GtkWidget *widget, GError **error)
{
  g_autoptr (GAppInfo) panel = postino_online_accounts_find ();
  GdkDisplay *display = gtk_widget_get_display (widget);
  g_autoptr (GdkAppLaunchContext) context = gdk_display_get_app_launch_context (display);

  if (panel == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, PANEL);
      return FALSE;
    }
  return g_app_info_launch (panel, NULL, G_APP_LAUNCH_CONTEXT (context), error);
}

const char *
postino_online_accounts_get_label (const char *sign_in)
{
  return sign_in != NULL ? _ ("_Use Online Accounts") : _ ("_Open Online Accounts");
}
