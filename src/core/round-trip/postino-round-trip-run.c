/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two errands, one after the other: the message is sent once, and then looked for until
 * it is found or the time is over. Both are carried by probes, so that the way to a server
 * and the rules of certificates and sign-ins are those of the test before.
 */
#define G_LOG_DOMAIN "postino-round-trip"

#include "config.h"

#include "postino-round-trip-private.h"

#include "postino-imap-watch.h"
#include "postino-mail.h"
#include "postino-place.h"
#include "postino-pop3-watch.h"
#include "postino-trip-reading.h"

#include <math.h>

/* How long it may take to delete what was found when the time is over, in ms. */
#define CLEANING_MS 30000

/* A lost connection to the incoming server is taken up again so often. */
#define MAX_RETURNS 3

/* The pause before the next connection, the first and the longest, in ms. POP3 shows what
 * is new only to a new session, and each of them is a sign-in. */
#define FIRST_PAUSE_MS   2000
#define LONGEST_PAUSE_MS 60000

/* While it is waited for, half of the rest of the way is made in this time, in s. */
#define HALF_WAY_S 20

static void watch (PostinoRoundTrip *self);

void
postino_round_trip_clear_sources (PostinoRoundTrip *self)
{
  postino_place_clear (&self->limit);
  postino_place_clear (&self->pause);
  postino_place_clear (&self->tick);
  postino_place_clear (&self->cancelled);
}

static int
get_seconds (PostinoRoundTrip *self, gint64 until)
{
  return (int) ((until - self->accepted_at) / G_USEC_PER_SEC);
}

static void
show (PostinoRoundTrip *self, PostinoTripState state, double position)
{
  self->state = state;
  g_signal_emit_by_name (self, "progress", (int) state, position);
}

/* The end. */

static const PostinoMailCatch *
get_catch (PostinoRoundTrip *self)
{
  if (POSTINO_IS_IMAP_WATCH (self->watch))
    return postino_imap_watch_get_catch (POSTINO_IMAP_WATCH (self->watch));
  return self->watch != NULL ? postino_pop3_watch_get_catch (POSTINO_POP3_WATCH (self->watch))
                             : NULL;
}

static void
give_back (PostinoRoundTrip *self, PostinoTrip *trip)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  postino_round_trip_clear_sources (self);
  g_clear_object (&self->probe);
  if (task == NULL)
    postino_trip_free (trip);
  else if (trip != NULL)
    {
      show (self, trip->state, 1);
      g_task_return_pointer (task, trip, (GDestroyNotify) postino_trip_free);
    }
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
}

/* @report is of the server that it ended at, where that was not as it should. */
static void
conclude (PostinoRoundTrip *self, PostinoTripState otherwise, const PostinoReport *report)
{
  const PostinoContext context = {.address = self->account->address, .provider = self->provider};
  const PostinoMailCatch *found = get_catch (self);
  PostinoTrip *trip = g_new0 (PostinoTrip, 1);

  trip->state = otherwise;
  trip->seconds = -1;
  trip->letter = postino_letter_copy (self->letter);
  if (self->delivery != NULL)
    trip->delivery = postino_smtp_delivery_get_state (POSTINO_SMTP_DELIVERY (self->delivery));
  trip->pop3 = self->account->incoming->protocol == POSTINO_PROTOCOL_POP3;
  trip->waited = self->accepted_at > 0 ? get_seconds (self, g_get_monotonic_time ()) : 0;
  if (self->found_at > 0 && !self->resumed)
    trip->seconds = get_seconds (self, self->found_at);
  if (found != NULL)
    postino_trip_read_catch (trip, found, self->account, self->provider);
  if (report != NULL && trip->state == otherwise)
    {
      trip->diagnosis = postino_diagnose (report, &context);
      trip->reply = g_strdup (report->reply);
      if (trip->state == POSTINO_TRIP_LOST_SIGHT)
        postino_trip_forget_retry (trip);
    }

  give_back (self, trip);
}

/* A probe that does an errand. */

static void
on_probe_line (PostinoProbe *probe, int direction, const char *text, PostinoRoundTrip *self)
{
  int side = self->state == POSTINO_TRIP_SENDING ? POSTINO_SIDE_OUTGOING : POSTINO_SIDE_INCOMING;

  g_signal_emit_by_name (self, "line", side, direction, text);
}

static void
send_out (PostinoRoundTrip *self,
          PostinoSide side,
          PostinoErrand *errand,
          guint timeout_ms,
          GAsyncReadyCallback callback)
{
  const PostinoServer *server =
    side == POSTINO_SIDE_INCOMING ? self->account->incoming : self->account->outgoing;

  g_clear_object (&self->probe);
  self->probe = postino_probe_new (server, self->account->address, self->passwords[side]);
  postino_probe_set_timeout (self->probe, self->timeout_ms);
  postino_probe_set_trust (self->probe, self->trust);
  postino_probe_set_strict_name (self->probe, self->provider != NULL);
  postino_probe_set_errand (self->probe, errand, timeout_ms);
  g_signal_connect_object (self->probe, "line", G_CALLBACK (on_probe_line), self, 0);
  postino_probe_run_async (self->probe, self->cancellable, callback, g_object_ref (self));
}

/* Waiting for it. */

static gboolean
on_tick (gpointer user_data)
{
  PostinoRoundTrip *self = user_data;
  double passed = get_seconds (self, g_get_monotonic_time ());

  if (self->state == POSTINO_TRIP_WAITING)
    show (self, POSTINO_TRIP_WAITING, 0.9 - 0.4 * exp2 (-passed / HALF_WAY_S));
  return G_SOURCE_CONTINUE;
}

static gboolean
on_limit_over (gpointer user_data)
{
  PostinoRoundTrip *self = user_data;

  postino_place_clear (&self->limit);
  self->time_is_over = TRUE;
  if (self->pause != NULL)
    conclude (self, POSTINO_TRIP_NEVER, NULL);
  else if (self->watch != NULL)
    postino_errand_hurry (self->watch);
  return G_SOURCE_REMOVE;
}

static gboolean
on_pause_over (gpointer user_data)
{
  PostinoRoundTrip *self = user_data;

  postino_place_clear (&self->pause);
  watch (self);
  return G_SOURCE_REMOVE;
}

static void
pause_and_watch (PostinoRoundTrip *self)
{
  guint wait_ms = postino_mail_get_pause (self->pauses++, FIRST_PAUSE_MS, LONGEST_PAUSE_MS);

  g_clear_object (&self->probe);
  postino_place_start (&self->pause, g_timeout_source_new (wait_ms), on_pause_over, self);
}

/* Nothing that another sign-in would only make worse. */
static gboolean
may_return (PostinoRoundTrip *self, const PostinoReport *report)
{
  gboolean refused = report->finding == POSTINO_FINDING_REFUSED;

  return self->returns++ < MAX_RETURNS && (!refused || report->stage > POSTINO_STAGE_LOGIN)
         && report->finding != POSTINO_FINDING_CERTIFICATE
         && report->finding != POSTINO_FINDING_UNCONFIRMED;
}

static void
on_watch_over (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoRoundTrip) self = user_data;
  g_autoptr (PostinoReport) report =
    postino_probe_run_finish (POSTINO_PROBE (source), result, NULL);
  gboolean well = report != NULL && report->finding == POSTINO_FINDING_NONE;

  if (report == NULL)
    give_back (self, NULL);
  else if (postino_errand_is_done (self->watch) || (well && self->time_is_over))
    conclude (self, POSTINO_TRIP_NEVER, NULL);
  else if (!self->time_is_over && (well || may_return (self, report)))
    pause_and_watch (self);
  else
    conclude (self, POSTINO_TRIP_LOST_SIGHT, report);
}

static void
on_watch_progress (PostinoErrand *errand, PostinoRoundTrip *self)
{
  const PostinoMailCatch *found = get_catch (self);

  if (found->mails[POSTINO_MAIL_OURS] != NULL && self->found_at == 0)
    {
      self->found_at = g_get_monotonic_time ();
      show (self, found->role == POSTINO_FOLDER_JUNK ? POSTINO_TRIP_IN_JUNK : POSTINO_TRIP_ARRIVED,
            1);
    }
}

static PostinoMailKind
on_judge (const char *bytes, gsize length, gpointer user_data)
{
  PostinoRoundTrip *self = user_data;

  return postino_mail_judge (bytes, length, self->letter);
}

static void
watch (PostinoRoundTrip *self)
{
  send_out (self, POSTINO_SIDE_INCOMING, self->watch, self->limit_ms + CLEANING_MS, on_watch_over);
}

static void
begin_watching (PostinoRoundTrip *self)
{
  g_autofree char *message_id = g_strdup_printf ("<%s>", self->letter->message_id);
  g_autoptr (GDateTime) since = g_date_time_new_from_unix_utc (self->letter->sent_at);

  self->accepted_at = g_get_monotonic_time ();
  self->watch = self->account->incoming->protocol == POSTINO_PROTOCOL_POP3
                  ? postino_pop3_watch_new (on_judge, self)
                  : postino_imap_watch_new (message_id, since, on_judge, self);
  g_signal_connect_object (self->watch, "progress", G_CALLBACK (on_watch_progress), self, 0);
  postino_place_start (&self->limit, g_timeout_source_new (self->limit_ms), on_limit_over, self);
  postino_place_start (&self->tick, g_timeout_source_new_seconds (1), on_tick, self);
  show (self, POSTINO_TRIP_WAITING, 0.5);
  watch (self);
}

/* Sending it. */

static gboolean
may_be_sent (PostinoRoundTrip *self, const PostinoReport *report)
{
  PostinoDelivery state = postino_smtp_delivery_get_state (POSTINO_SMTP_DELIVERY (self->delivery));

  return state == POSTINO_DELIVERY_ACCEPTED
         || (state == POSTINO_DELIVERY_UNCERTAIN && report->finding != POSTINO_FINDING_REFUSED);
}

static void
on_delivery_over (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoRoundTrip) self = user_data;
  g_autoptr (PostinoReport) report =
    postino_probe_run_finish (POSTINO_PROBE (source), result, NULL);

  if (report == NULL)
    give_back (self, NULL);
  else if (may_be_sent (self, report))
    begin_watching (self);
  else
    conclude (self, POSTINO_TRIP_NOT_SENT, report->finding != POSTINO_FINDING_NONE ? report : NULL);
}

static void
on_delivery_progress (PostinoErrand *errand, PostinoRoundTrip *self)
{
  show (self, POSTINO_TRIP_ACCEPTED, 0.5);
}

static void
send_message (PostinoRoundTrip *self)
{
  g_autofree char *message = NULL;

  self->letter = postino_letter_new (self->account->address);
  message = postino_mail_write (self->account, self->letter);
  self->delivery = postino_smtp_delivery_new (message);
  g_signal_connect_object (self->delivery, "progress", G_CALLBACK (on_delivery_progress), self, 0);
  show (self, POSTINO_TRIP_SENDING, 0);
  send_out (self, POSTINO_SIDE_OUTGOING, self->delivery, self->timeout_ms, on_delivery_over);
}

/* In a pause nothing else would notice. */
static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  PostinoRoundTrip *self = user_data;

  postino_place_clear (&self->cancelled);
  if (self->pause != NULL)
    give_back (self, NULL);
  return G_SOURCE_REMOVE;
}

void
postino_round_trip_begin (PostinoRoundTrip *self)
{
  GCancellable *cancellable = self->cancellable;

  if (g_cancellable_is_cancelled (cancellable))
    {
      give_back (self, NULL);
      return;
    }

  if (cancellable != NULL)
    postino_place_start (&self->cancelled, g_cancellable_source_new (cancellable),
                         G_SOURCE_FUNC (on_cancelled), self);
  if (self->letter != NULL)
    begin_watching (self);
  else
    send_message (self);
}
