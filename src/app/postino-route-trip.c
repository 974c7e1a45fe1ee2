/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whoever watches from outside sees it leave and sees it arrive; in between it is on the way,
 * nearer to its end with the time.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-route-trip.h"

#include "postino-text.h"

#include <glib/gi18n.h>

/* Where the message is, in stations from the person on. */
#define WITH_PERSON   0.0
#define TO_OUTGOING   0.5
#define WITH_OUTGOING 1.0
#define IN_THE_WORLD  2.0
#define WITH_INCOMING 3.0
#define BACK_HOME     4.0

/* What PostinoRoundTrip says of a message that has just been taken, and of one that does not
 * come as long as anybody waits. */
#define FIRST_WAITING 0.5
#define LAST_WAITING  0.9

/* How the route looks as far as the outgoing server, and behind it. */
static PostinoRouteState
make_state (PostinoRouteMark line,
            PostinoRouteMark outgoing,
            PostinoRouteMark world,
            PostinoRouteMark incoming,
            PostinoRouteMark last,
            double letter)
{
  return (PostinoRouteState){
    .marks = {line, outgoing, world, incoming, last},
    .letter = letter,
  };
}

static double
get_place (const PostinoTripProgress *progress)
{
  double part = (progress->position - FIRST_WAITING) / (LAST_WAITING - FIRST_WAITING);

  return WITH_OUTGOING + CLAMP (part, 0, 1) * (WITH_INCOMING - WITH_OUTGOING);
}

/* A connection that was not even made is a way that does not lead there. */
static PostinoRouteState
mark_not_sent (const PostinoTrip *trip)
{
  gboolean near = trip->diagnosis != NULL && trip->diagnosis->stage <= POSTINO_STAGE_CONNECT;
  const PostinoRouteMark none = POSTINO_ROUTE_UNTRIED;

  return near ? make_state (POSTINO_ROUTE_BAD, none, none, none, none, WITH_PERSON)
              : make_state (POSTINO_ROUTE_GOOD, POSTINO_ROUTE_BAD, none, none, none, TO_OUTGOING);
}

static PostinoRouteState
mark_over (const PostinoTripProgress *progress)
{
  const PostinoRouteMark good = POSTINO_ROUTE_GOOD, bad = POSTINO_ROUTE_BAD;
  const PostinoRouteMark none = POSTINO_ROUTE_UNTRIED;

  switch (progress->state)
    {
    case POSTINO_TRIP_ARRIVED:
      return make_state (good, good, good, good, good, BACK_HOME);
    case POSTINO_TRIP_IN_JUNK:
      return make_state (good, good, good, good, none, WITH_INCOMING);
    case POSTINO_TRIP_BOUNCED:
      return make_state (good, good, good, bad, none, WITH_INCOMING);
    case POSTINO_TRIP_NOT_SENT:
      return mark_not_sent (progress->trip);
    case POSTINO_TRIP_LOST_SIGHT:
      return make_state (good, good, none, none, bad, IN_THE_WORLD);
    case POSTINO_TRIP_SENDING:
    case POSTINO_TRIP_ACCEPTED:
    case POSTINO_TRIP_WAITING:
    case POSTINO_TRIP_DELAYED:
    case POSTINO_TRIP_NEVER:
    default:
      return make_state (good, good, none, none, none, IN_THE_WORLD);
    }
}

/* @behind is what has not come yet, @here where the message is. */
static PostinoRouteState
mark_on_the_way (const PostinoTripProgress *progress,
                 PostinoRouteMark here,
                 PostinoRouteMark behind)
{
  const PostinoRouteMark good = POSTINO_ROUTE_GOOD;

  switch (progress->state)
    {
    case POSTINO_TRIP_SENDING:
      return make_state (here, behind, behind, behind, behind, TO_OUTGOING);
    case POSTINO_TRIP_ACCEPTED:
      return make_state (good, good, behind, behind, behind, WITH_OUTGOING);
    case POSTINO_TRIP_ARRIVED:
    case POSTINO_TRIP_IN_JUNK:
      return make_state (good, good, good, good, here, WITH_INCOMING);
    case POSTINO_TRIP_WAITING:
    case POSTINO_TRIP_BOUNCED:
    case POSTINO_TRIP_DELAYED:
    case POSTINO_TRIP_NEVER:
    case POSTINO_TRIP_NOT_SENT:
    case POSTINO_TRIP_LOST_SIGHT:
    default:
      return make_state (good, good, here, behind, behind, get_place (progress));
    }
}

PostinoRouteState
postino_route_state_of_trip (const PostinoTripProgress *progress)
{
  const PostinoRouteMark none = POSTINO_ROUTE_UNTRIED, pending = POSTINO_ROUTE_PENDING;

  g_return_val_if_fail (progress != NULL, (PostinoRouteState){.letter = -1});

  switch (progress->phase)
    {
    case POSTINO_TRIP_PHASE_OFFERED:
      return make_state (pending, pending, pending, pending, pending, WITH_PERSON);
    case POSTINO_TRIP_PHASE_UNDER_WAY:
      return mark_on_the_way (progress, POSTINO_ROUTE_ACTIVE, pending);
    case POSTINO_TRIP_PHASE_STOPPED:
      return mark_on_the_way (progress, none, none);
    case POSTINO_TRIP_PHASE_OVER:
    default:
      return mark_over (progress);
    }
}

static const char *
get_place_words (const PostinoTripProgress *progress)
{
  if (progress->phase == POSTINO_TRIP_PHASE_OFFERED)
    return _ ("Your message has not been sent.");

  switch (progress->state)
    {
    case POSTINO_TRIP_SENDING:
      return _ ("Your message is between you and {outgoing}.");
    case POSTINO_TRIP_ACCEPTED:
      return _ ("Your message is at {outgoing}.");
    case POSTINO_TRIP_WAITING:
    case POSTINO_TRIP_DELAYED:
    case POSTINO_TRIP_NEVER:
    case POSTINO_TRIP_LOST_SIGHT:
      return _ ("Your message is between {outgoing} and {incoming}.");
    case POSTINO_TRIP_ARRIVED:
      return _ ("Your message went all the way, through {outgoing} and {incoming}.");
    case POSTINO_TRIP_IN_JUNK:
      return _ ("Your message is at {incoming}, in the junk folder.");
    case POSTINO_TRIP_BOUNCED:
      return _ ("Your message came as far as {incoming}, and was not taken there.");
    case POSTINO_TRIP_NOT_SENT:
    default:
      return _ ("Your message came no further than {outgoing}.");
    }
}

char *
postino_route_describe_trip (const PostinoTripProgress *progress)
{
  g_return_val_if_fail (progress != NULL, NULL);

  const PostinoAccount *account = progress->works->account;

  return postino_text_fill (get_place_words (progress), "outgoing", account->outgoing->host,
                            "incoming", account->incoming->host, NULL);
}
