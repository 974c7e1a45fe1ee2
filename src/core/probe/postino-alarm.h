/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long is waited for what a server says next. When the time is over, the read that is
 * under way comes back as cancelled, with nothing lost.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PostinoAlarm PostinoAlarm;

/**
 * postino_alarm_new:
 *
 * Returns: (transfer full): an alarm that is not set
 */
PostinoAlarm *postino_alarm_new (void);
void postino_alarm_free (PostinoAlarm *self);

/**
 * postino_alarm_set:
 * @self: an alarm
 * @anew: whether something is sent, so that the time begins anew
 * @wait_ms: for how long to wait, in ms; 0 for no alarm
 *
 * The same time as before goes on: a server that drips bytes does not stretch it.
 */
void postino_alarm_set (PostinoAlarm *self, gboolean anew, guint wait_ms);

/**
 * postino_alarm_ring:
 * @self: an alarm
 *
 * The time is over now.
 */
void postino_alarm_ring (PostinoAlarm *self);

/**
 * postino_alarm_begin_reading:
 * @self: an alarm
 * @cancellable: (nullable): what stops everything
 *
 * Returns: (transfer none) (nullable): what to read with
 */
GCancellable *postino_alarm_begin_reading (PostinoAlarm *self, GCancellable *cancellable);

/**
 * postino_alarm_end_reading:
 * @self: an alarm
 *
 * Returns: whether it has rung
 */
gboolean postino_alarm_end_reading (PostinoAlarm *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoAlarm, postino_alarm_free)

G_END_DECLS
