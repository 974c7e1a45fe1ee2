/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "config.h"

#include "postino-trip-progress.h"

#include "postino-text.h"

#include <glib/gi18n.h>

PostinoTripProgress *
postino_trip_progress_new (const PostinoCheckResult *works)
{
  g_return_val_if_fail (works != NULL, NULL);

  PostinoTripProgress *self = g_new0 (PostinoTripProgress, 1);

  self->works = postino_check_result_copy (works);
  return self;
}

void
postino_trip_progress_free (PostinoTripProgress *self)
{
  if (self == NULL)
    return;

  postino_check_result_free (self->works);
  g_clear_pointer (&self->letter, postino_letter_free);
  g_clear_pointer (&self->trip, postino_trip_free);
  g_free (self);
}

void
postino_trip_progress_begin (PostinoTripProgress *self, gboolean again)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (!again || self->letter != NULL);

  self->phase = POSTINO_TRIP_PHASE_UNDER_WAY;
  self->again = again;
  self->state = again ? POSTINO_TRIP_WAITING : POSTINO_TRIP_SENDING;
  self->position = again ? 0.5 : 0;
  self->waited_us = 0;
  self->seconds = 0;
  g_clear_pointer (&self->trip, postino_trip_free);
  if (!again)
    g_clear_pointer (&self->letter, postino_letter_free);
}

gboolean
postino_trip_progress_step (PostinoTripProgress *self,
                            PostinoTripState state,
                            double position,
                            gint64 now_us)
{
  g_return_val_if_fail (self != NULL, FALSE);

  gboolean further = state != self->state;
  guint minutes = self->seconds / 60;

  self->state = state;
  self->position = position;
  if (state == POSTINO_TRIP_WAITING && self->waited_us == 0)
    self->waited_us = now_us;
  if (self->waited_us > 0)
    self->seconds = (guint) ((now_us - self->waited_us) / G_USEC_PER_SEC);

  return further || self->seconds / 60 > minutes;
}

void
postino_trip_progress_end (PostinoTripProgress *self, PostinoTrip *trip, PostinoLetter *letter)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->letter, postino_letter_free);
  self->letter = letter;
  self->trip = trip;
  self->phase = trip != NULL ? POSTINO_TRIP_PHASE_OVER : POSTINO_TRIP_PHASE_STOPPED;
  if (trip != NULL)
    self->state = trip->state;
}

gboolean
postino_trip_progress_may_look_again (const PostinoTripProgress *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->letter == NULL || self->phase == POSTINO_TRIP_PHASE_UNDER_WAY)
    return FALSE;

  return self->trip == NULL
         || (!postino_trip_has_arrived (self->trip) && self->state != POSTINO_TRIP_BOUNCED);
}

/* All that is left to do then. */
static gboolean
is_being_deleted (const PostinoTripProgress *self)
{
  return self->phase == POSTINO_TRIP_PHASE_UNDER_WAY
         && (self->state == POSTINO_TRIP_ARRIVED || self->state == POSTINO_TRIP_IN_JUNK);
}

const char *
postino_trip_progress_get_heading (const PostinoTripProgress *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch (self->phase)
    {
    case POSTINO_TRIP_PHASE_OFFERED:
      return _ ("Does mail go all the way?");
    case POSTINO_TRIP_PHASE_UNDER_WAY:
      if (is_being_deleted (self))
        return _ ("Deleting your message again…");
      return self->again ? _ ("Looking for your message") : _ ("Your message is on its way");
    case POSTINO_TRIP_PHASE_STOPPED:
      return _ ("You stopped the test");
    case POSTINO_TRIP_PHASE_OVER:
    default:
      return postino_trip_get_headline (self->trip);
    }
}

static char *
describe_offer (const PostinoTripProgress *self)
{
  g_autofree char *address = postino_address_to_string (self->works->account->address);

  return postino_text_fill (
    _ ("Postino sends one small message from {address} to the same address, watches it arrive, "
       "and deletes it again. Nothing else in your mailbox is touched."),
    "address", address, NULL);
}

char *
postino_trip_progress_describe (const PostinoTripProgress *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch (self->phase)
    {
    case POSTINO_TRIP_PHASE_OFFERED:
      return describe_offer (self);
    case POSTINO_TRIP_PHASE_UNDER_WAY:
      if (is_being_deleted (self))
        return g_strdup (_ ("Nothing else in your mailbox is touched."));
      return g_strdup (_ ("Mostly this takes a few seconds, and five minutes at most. You can stop "
                          "at any time."));
    case POSTINO_TRIP_PHASE_STOPPED:
      return g_strdup (self->letter != NULL
                         ? _ ("The message was sent and stays where it is. Postino can look for it "
                              "again, and delete it.")
                         : _ ("No message was sent."));
    case POSTINO_TRIP_PHASE_OVER:
    default:
      return NULL;
    }
}

char *
postino_trip_progress_describe_moment (const PostinoTripProgress *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  const char *words = postino_trip_state_get_words (self->state);
  g_autofree char *number = g_strdup_printf ("%u", self->seconds);
  g_autofree char *time = postino_text_fill (_ ("{number} s"), "number", number, NULL);

  if (self->phase != POSTINO_TRIP_PHASE_UNDER_WAY)
    return NULL;
  if (self->state != POSTINO_TRIP_WAITING || self->seconds == 0)
    return g_strdup (words);

  return g_strdup_printf ("%s %s", words, time);
}
