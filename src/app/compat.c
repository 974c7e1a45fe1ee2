/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "config.h"

#include "compat.h"

void
postino_compat_announce (GtkWidget *widget, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);

#ifdef HAVE_GTK_ACCESSIBLE_ANNOUNCE
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS /* newer than the base */
    gtk_accessible_announce (GTK_ACCESSIBLE (widget), text,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  G_GNUC_END_IGNORE_DEPRECATIONS
#endif
}

G_GNUC_BEGIN_IGNORE_DEPRECATIONS /* the new one is newer than the base, the old one goes */

  GtkWidget *
  postino_compat_dialog_new (GtkWindow *parent, const char *heading, const char *body)
{
  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);

#ifdef HAVE_ADW_ALERT_DIALOG
  return GTK_WIDGET (adw_alert_dialog_new (heading, body));
#else
  return adw_message_dialog_new (parent, heading, body);
#endif
}

void
postino_compat_dialog_add_response (GtkWidget *dialog,
                                    const char *id,
                                    const char *label,
                                    gboolean destructive)
{
  const AdwResponseAppearance appearance =
    destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_DEFAULT;

#ifdef HAVE_ADW_ALERT_DIALOG
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), id, label);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), id, appearance);
#else
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), id, label);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), id, appearance);
#endif
}

void
postino_compat_dialog_set_safe_response (GtkWidget *dialog, const char *id)
{
#ifdef HAVE_ADW_ALERT_DIALOG
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), id);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), id);
#else
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), id);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), id);
#endif
}

void
postino_compat_dialog_present (GtkWidget *dialog, GtkWindow *parent)
{
#ifdef HAVE_ADW_ALERT_DIALOG
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (parent));
#else
  gtk_window_present (GTK_WINDOW (dialog));
#endif
}

G_GNUC_END_IGNORE_DEPRECATIONS
