/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Notices that the computer was asleep. The monotonic clock stands still
 * meanwhile, the boot clock does not: what the one is ahead of the other tells it,
 * and nobody has to be asked.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PostinoSleep PostinoSleep;

typedef void (*PostinoSleepFunc) (gpointer user_data);

/**
 * postino_sleep_watch:
 * @func: called from the main context after each sleep; it may free the watch
 * @user_data: for @func
 *
 * Looks once a second: for the time of a test, not for hours.
 *
 * Returns: (transfer full): a watch
 */
PostinoSleep *postino_sleep_watch (PostinoSleepFunc func, gpointer user_data);
void postino_sleep_free (PostinoSleep *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoSleep, postino_sleep_free)

G_END_DECLS
