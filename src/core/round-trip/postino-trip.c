/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-round-trip"

#include "postino-trip.h"

G_DEFINE_ENUM_TYPE (PostinoTripState,
                    postino_trip_state,
                    G_DEFINE_ENUM_VALUE (POSTINO_TRIP_SENDING, "sending"),
                    G_DEFINE_ENUM_VALUE (POSTINO_TRIP_ACCEPTED, "accepted"),
                    G_DEFINE_ENUM_VALUE (POSTINO_TRIP_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (POSTINO_TRIP_ARRIVED, "arrived"),
                    G_DEFINE_ENUM_VALUE (POSTINO_TRIP_IN_JUNK, "in-junk"),
                    G_DEFINE_ENUM_VALUE (POSTINO_TRIP_BOUNCED, "bounced"),
                    G_DEFINE_ENUM_VALUE (POSTINO_TRIP_DELAYED, "delayed"),
                    G_DEFINE_ENUM_VALUE (POSTINO_TRIP_NEVER, "never"),
                    G_DEFINE_ENUM_VALUE (POSTINO_TRIP_NOT_SENT, "not-sent"),
                    G_DEFINE_ENUM_VALUE (POSTINO_TRIP_LOST_SIGHT, "lost-sight"))

G_DEFINE_ENUM_TYPE (PostinoCleaning,
                    postino_cleaning,
                    G_DEFINE_ENUM_VALUE (POSTINO_CLEANING_NONE, "nothing"),
                    G_DEFINE_ENUM_VALUE (POSTINO_CLEANING_DELETED, "deleted"),
                    G_DEFINE_ENUM_VALUE (POSTINO_CLEANING_TRASHED, "trashed"),
                    G_DEFINE_ENUM_VALUE (POSTINO_CLEANING_MARKED, "marked"),
                    G_DEFINE_ENUM_VALUE (POSTINO_CLEANING_KEPT, "kept"))

void
postino_trip_free (PostinoTrip *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->letter, postino_letter_free);
  g_clear_pointer (&self->authentication, postino_auth_results_free);
  g_clear_pointer (&self->diagnosis, postino_diagnosis_free);
  g_free (self->folder);
  g_free (self->status);
  g_free (self->reply);
  g_free (self);
}

gboolean
postino_trip_has_arrived (const PostinoTrip *self)
{
  return self->state == POSTINO_TRIP_ARRIVED || self->state == POSTINO_TRIP_IN_JUNK;
}

void
postino_trip_forget_retry (PostinoTrip *self)
{
  g_return_if_fail (self != NULL);

  PostinoDiagnosis *diagnosis = self->diagnosis;

  if (diagnosis == NULL || diagnosis->cause != POSTINO_CAUSE_SERVER_UNAVAILABLE)
    return;

  g_strfreev (diagnosis->steps);
  diagnosis->steps = g_new0 (char *, 1);
  g_free (diagnosis->advice);
  diagnosis->advice = g_strdup (diagnosis->meaning);
}
