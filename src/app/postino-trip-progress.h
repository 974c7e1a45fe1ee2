/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that the page of the test message can show, as a value.
 */
#pragma once

#include "postino-check-result.h"
#include "postino-trip.h"

G_BEGIN_DECLS

/**
 * PostinoTripPhase:
 * @POSTINO_TRIP_PHASE_OFFERED: nothing was sent
 * @POSTINO_TRIP_PHASE_UNDER_WAY: the message is sent, waited for or deleted
 * @POSTINO_TRIP_PHASE_STOPPED: the person stopped it
 * @POSTINO_TRIP_PHASE_OVER: there is a result
 */
typedef enum
{
  POSTINO_TRIP_PHASE_OFFERED,
  POSTINO_TRIP_PHASE_UNDER_WAY,
  POSTINO_TRIP_PHASE_STOPPED,
  POSTINO_TRIP_PHASE_OVER,
} PostinoTripPhase;

/**
 * PostinoTripProgress:
 * @works: the test in which both servers worked
 * @phase: what is going on
 * @again: whether it is only looked for, and not sent
 * @state: how far the message has come
 * @position: where it is, as #PostinoRoundTrip::progress tells it
 * @waited_us: since when it is waited for, in µs of the monotonic clock; 0 before that
 * @seconds: how long it is waited for
 * @letter: (nullable): what was sent, to look for it again
 * @trip: (nullable): what became of it, once it is over
 */
typedef struct
{
  PostinoCheckResult *works;
  PostinoTripPhase phase;
  gboolean again;
  PostinoTripState state;
  double position;
  gint64 waited_us;
  guint seconds;
  PostinoLetter *letter;
  PostinoTrip *trip;
} PostinoTripProgress;

/**
 * postino_trip_progress_new:
 * @works: a test in which both servers worked
 *
 * Returns: (transfer full): a message that was not sent
 */
PostinoTripProgress *postino_trip_progress_new (const PostinoCheckResult *works);

void postino_trip_progress_free (PostinoTripProgress *self);

/**
 * postino_trip_progress_begin:
 * @self: a progress
 * @again: whether the letter is looked for; else a message is sent
 */
void postino_trip_progress_begin (PostinoTripProgress *self, gboolean again);

/**
 * postino_trip_progress_step:
 * @self: a progress that is under way
 * @state: how far the message has come
 * @position: where it is
 * @now_us: the time, in µs of the monotonic clock
 *
 * Returns: whether there is something to tell beside the time: it has come further, or
 *   another minute has passed
 */
gboolean postino_trip_progress_step (PostinoTripProgress *self,
                                     PostinoTripState state,
                                     double position,
                                     gint64 now_us);

/**
 * postino_trip_progress_end:
 * @self: a progress that is under way
 * @trip: (transfer full) (nullable): what became of it, %NULL where it was stopped
 * @letter: (transfer full) (nullable): what was sent
 */
void
postino_trip_progress_end (PostinoTripProgress *self, PostinoTrip *trip, PostinoLetter *letter);

/**
 * postino_trip_progress_may_look_again:
 * @self: a progress
 *
 * Returns: whether a message was sent that may still come
 */
gboolean postino_trip_progress_may_look_again (const PostinoTripProgress *self);

/**
 * postino_trip_progress_get_heading:
 * @self: a progress
 *
 * Returns: (transfer none): one translated sentence
 */
const char *postino_trip_progress_get_heading (const PostinoTripProgress *self);

/**
 * postino_trip_progress_describe:
 * @self: a progress
 *
 * Returns: (transfer full) (nullable): what there is to add to the heading; %NULL once
 *   there is a result, which says it
 */
char *postino_trip_progress_describe (const PostinoTripProgress *self);

/**
 * postino_trip_progress_describe_moment:
 * @self: a progress
 *
 * Returns: (transfer full) (nullable): what is happening just now, and for how long;
 *   %NULL where nothing is
 */
char *postino_trip_progress_describe_moment (const PostinoTripProgress *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoTripProgress, postino_trip_progress_free)

G_END_DECLS
