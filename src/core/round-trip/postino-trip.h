/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What became of a message that went on a round trip.
 */
#pragma once

#include "postino-auth-results.h"
#include "postino-diagnosis.h"
#include "postino-letter.h"
#include "postino-mail-watch.h"
#include "postino-smtp-delivery.h"

G_BEGIN_DECLS

/**
 * PostinoTripState:
 * @POSTINO_TRIP_SENDING: it is on its way to the outgoing server
 * @POSTINO_TRIP_ACCEPTED: the outgoing server has taken it
 * @POSTINO_TRIP_WAITING: the incoming server is watched
 * @POSTINO_TRIP_ARRIVED: it arrived
 * @POSTINO_TRIP_IN_JUNK: it arrived, among what is taken for junk
 * @POSTINO_TRIP_BOUNCED: a report says that it was not delivered
 * @POSTINO_TRIP_DELAYED: a report says that it is not delivered yet
 * @POSTINO_TRIP_NEVER: it did not arrive as long as it was waited for
 * @POSTINO_TRIP_NOT_SENT: the outgoing server did not take it
 * @POSTINO_TRIP_LOST_SIGHT: it was sent, and the incoming server could not be watched
 *
 * How far it has come. All behind %POSTINO_TRIP_WAITING are ends. Nicks as in
 * docs/round-trip.md.
 */
typedef enum
{
  POSTINO_TRIP_SENDING,
  POSTINO_TRIP_ACCEPTED,
  POSTINO_TRIP_WAITING,
  POSTINO_TRIP_ARRIVED,
  POSTINO_TRIP_IN_JUNK,
  POSTINO_TRIP_BOUNCED,
  POSTINO_TRIP_DELAYED,
  POSTINO_TRIP_NEVER,
  POSTINO_TRIP_NOT_SENT,
  POSTINO_TRIP_LOST_SIGHT,
} PostinoTripState;

#define POSTINO_TYPE_TRIP_STATE (postino_trip_state_get_type ())
GType postino_trip_state_get_type (void);

#define POSTINO_TYPE_CLEANING (postino_cleaning_get_type ())
GType postino_cleaning_get_type (void);

/**
 * PostinoTrip:
 * @state: what became of it
 * @letter: what was sent, to look for it again
 * @folder: (nullable): the folder where it was found, as a person reads it
 * @seconds: how long it took from the outgoing server to that folder, in seconds, or -1
 * @waited: how long it was waited for, in seconds
 * @copies: how many of it arrived
 * @sent_copies: how many copies were among what was sent
 * @reports: how many reports about it came
 * @cleaning: what became of them all
 * @authentication: (nullable): what the receiving side says of where it comes from
 * @pop3: whether only the inbox can be seen
 * @delivery: what became of it at the outgoing server
 * @status: (nullable): the report's status code, "5.1.1"
 * @reply: (nullable): a server's words that say why it did not arrive
 * @diagnosis: (nullable): what they mean
 */
typedef struct
{
  PostinoTripState state;
  PostinoLetter *letter;
  char *folder;
  int seconds;
  int waited;
  guint copies;
  guint sent_copies;
  guint reports;
  PostinoCleaning cleaning;
  PostinoAuthResults *authentication;
  gboolean pop3;
  PostinoDelivery delivery;
  char *status;
  char *reply;
  PostinoDiagnosis *diagnosis;
} PostinoTrip;

void postino_trip_free (PostinoTrip *self);

/**
 * postino_trip_has_arrived:
 * @self: a trip
 *
 * Returns: whether the message went all the way, be it into the folder for junk
 */
gboolean postino_trip_has_arrived (const PostinoTrip *self);

/**
 * postino_trip_get_headline:
 * @self: a trip
 *
 * Returns: (transfer none): one translated sentence: what became of it
 */
const char *postino_trip_get_headline (const PostinoTrip *self);

/**
 * postino_trip_describe:
 * @self: a trip
 * @address: whose message it was
 *
 * Returns: (transfer full) (array zero-terminated=1): translated sentences: where it is,
 *   how long it took, what the receiving side says, what to do, and what was deleted
 */
char **postino_trip_describe (const PostinoTrip *self, const PostinoAddress *address);

/**
 * postino_trip_state_get_words:
 * @state: how far it has come
 *
 * Returns: (transfer none): a few translated words for a line that shows it on the way
 */
const char *postino_trip_state_get_words (PostinoTripState state);

/**
 * postino_trip_forget_retry:
 * @self: a trip whose message is on its way
 *
 * Nothing is tried again then, whatever a server said that is busy: the message is looked
 * for. What remains of the advice is about something else.
 */
void postino_trip_forget_retry (PostinoTrip *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoTrip, postino_trip_free)

G_END_DECLS
