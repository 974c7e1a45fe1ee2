/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A round trip, for its two files: the object, and the run.
 */
#pragma once

#include "postino-errand.h"
#include "postino-round-trip.h"

G_BEGIN_DECLS

struct _PostinoRoundTrip
{
  GObject parent_instance;

  PostinoAccount *account;
  PostinoProvider *provider;
  PostinoSecret *passwords[2];
  GTlsDatabase *trust;
  guint limit_ms;
  guint timeout_ms;
  PostinoLetter *letter;
  gboolean resumed;

  GTask *task;
  GCancellable *cancellable;
  PostinoErrand *delivery;
  PostinoErrand *watch;
  PostinoProbe *probe;
  PostinoTripState state;
  GSource *limit;
  GSource *pause;
  GSource *tick;
  GSource *cancelled;
  gboolean time_is_over;
  guint returns;
  guint pauses;
  gint64 accepted_at; /* monotonic, in µs */
  gint64 found_at;
};

/* Sends the message, or only looks for it; the task is there. */
void postino_round_trip_begin (PostinoRoundTrip *self);

void postino_round_trip_clear_sources (PostinoRoundTrip *self);

G_END_DECLS
