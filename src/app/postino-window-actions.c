/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What menus, keys and pages ask of the window.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-window-private.h"

#include "postino-done-page.h"
#include "postino-help.h"

static void
on_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PostinoWindow *self = POSTINO_WINDOW (widget);

  if (postino_window_can_go_back (self))
    postino_way_go_back (self->way);
}

static void
on_print (GtkWidget *widget, const char *action, GVariant *parameter)
{
  postino_done_page_print (POSTINO_DONE_PAGE (POSTINO_WINDOW (widget)->done));
}

static void
on_test_message (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PostinoWindow *self = POSTINO_WINDOW (widget);

  if (postino_window_get_current (self) == self->done)
    postino_window_go_on (self, self->trip);
}

static void
on_help (GtkWidget *widget, const char *action, GVariant *parameter)
{
  postino_help_open (POSTINO_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
on_link_opened (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PostinoWindow *self = POSTINO_WINDOW (widget);

  self->opener = postino_window_get_current (self);
  self->opened = (PostinoLinkRel) g_variant_get_int32 (parameter);
}

static void
on_start_over (GtkWidget *widget, const char *action, GVariant *parameter)
{
  postino_window_start_over (POSTINO_WINDOW (widget));
}

static void
on_use_address (GtkWidget *widget, const char *action, GVariant *parameter)
{
  postino_window_use_address (POSTINO_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
on_close_anyway (GtkWidget *widget, const char *action, GVariant *parameter)
{
  POSTINO_WINDOW (widget)->close_anyway = TRUE;
  gtk_window_close (GTK_WINDOW (widget));
}

static void
on_accounts (GtkWidget *widget, const char *action, GVariant *parameter)
{
  postino_window_go_to_accounts (POSTINO_WINDOW (widget));
}

void
postino_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.back", NULL, on_back);
  gtk_widget_class_install_action (widget_class, "win.start-over", NULL, on_start_over);
  gtk_widget_class_install_action (widget_class, "win.use-address", "s", on_use_address);
  gtk_widget_class_install_action (widget_class, "win.close-anyway", NULL, on_close_anyway);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, on_print);
  gtk_widget_class_install_action (widget_class, "win.test-message", NULL, on_test_message);
  gtk_widget_class_install_action (widget_class, "win.help", "s", on_help);
  gtk_widget_class_install_action (widget_class, "win.accounts", NULL, on_accounts);
  gtk_widget_class_install_action (widget_class, "win.test-found", "s",
                                   postino_window_on_test_found);
  gtk_widget_class_install_action (widget_class, "win.link-opened", "i", on_link_opened);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "win.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Back, 0, "win.back", NULL);
}
