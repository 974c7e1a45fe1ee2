/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "config.h"

#include "postino-inbox.h"

#include <glib/gi18n-lib.h>

char *
postino_inbox_describe (const PostinoReport *report)
{
  g_return_val_if_fail (report != NULL, NULL);

  if (report->unseen > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Inbox opened, %d new message",
                                         "Inbox opened, %d new messages", (gulong) report->unseen),
                            report->unseen);
  if (report->unseen == 0)
    return g_strdup (_ ("Inbox opened, nothing new"));
  if (report->messages >= 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Inbox opened, %d message",
                                         "Inbox opened, %d messages", (gulong) report->messages),
                            report->messages);

  return NULL;
}
