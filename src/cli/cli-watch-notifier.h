/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Notifications of the desktop, from a program that has no window and may be gone before
 * they are read. A click opens Postino, where it tests the accounts.
 *
 * GNOME's own interface (org.gtk.Notifications) keeps a notification, and starts the program
 * of the desktop file by itself. The one of all other desktops
 * (https://specifications.freedesktop.org/notification-spec/) tells the sender of the
 * click, who has to be there for it. The portal is of no use here: it finds out by the
 * process whose notification it is, and this one is no application's.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _CliWatchNotifier CliWatchNotifier;

CliWatchNotifier *cli_watch_notifier_new (void);
void cli_watch_notifier_free (CliWatchNotifier *self);

/**
 * cli_watch_notifier_show:
 * @self: a notifier
 * @id: what the notification is about: a later one takes its place, where desktops can
 * @title: the title
 * @body: what is so, in lines
 * @error: why nothing is shown, in the words of D-Bus
 *
 * Returns: whether the desktop has taken it
 */
gboolean cli_watch_notifier_show (CliWatchNotifier *self,
                                  const char *id,
                                  const char *title,
                                  const char *body,
                                  GError **error);

/**
 * cli_watch_notifier_wait:
 * @self: a notifier
 * @cancellable: ends the waiting
 *
 * Waits for clicks on what is shown, for a minute at most.
 */
void cli_watch_notifier_wait (CliWatchNotifier *self, GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliWatchNotifier, cli_watch_notifier_free)

G_END_DECLS
