/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One small message from a person to themselves: out through the one server, in through
 * the other, and away again. For an account whose two servers work; never by itself.
 */
#pragma once

#include "postino-check.h"
#include "postino-trip.h"

G_BEGIN_DECLS

/* How long a message is waited for, in ms. */
#define POSTINO_ROUND_TRIP_DEFAULT_LIMIT_MS (5 * 60 * 1000)

#define POSTINO_TYPE_ROUND_TRIP (postino_round_trip_get_type ())
G_DECLARE_FINAL_TYPE (PostinoRoundTrip, postino_round_trip, POSTINO, ROUND_TRIP, GObject)

/**
 * PostinoRoundTrip::progress:
 * @self: the round trip
 * @state: (type int): a #PostinoTripState
 * @position: where the message is: 0 with the person, 0.5 with the outgoing server, 1
 *   where it ends
 *
 * It has come further, or a second has passed. While it is waited for, @position comes
 * near to 0.9 and does not reach it.
 */

/**
 * PostinoRoundTrip::line:
 * @self: the round trip
 * @side: (type int): a #PostinoSide
 * @direction: (type int): 0 from the server, 1 to it
 * @text: the line, masked and safe
 */

/**
 * postino_round_trip_new:
 * @account: the account, as it works
 * @provider: (nullable): its provider, for advice and links
 * @incoming_password: (nullable): the password for the incoming server, as it works
 * @outgoing_password: (nullable): the password for the outgoing server, as it works
 *
 * Returns: (transfer full): a round trip; good for one run
 */
PostinoRoundTrip *postino_round_trip_new (const PostinoAccount *account,
                                          PostinoProvider *provider,
                                          PostinoSecret *incoming_password,
                                          PostinoSecret *outgoing_password);

/**
 * postino_round_trip_set_trust:
 * @self: a round trip
 * @database: (nullable): authorities to trust; %NULL for the system's
 */
void postino_round_trip_set_trust (PostinoRoundTrip *self, GTlsDatabase *database);

/**
 * postino_round_trip_set_limit:
 * @self: a round trip
 * @limit_ms: how long the message is waited for, in ms
 */
void postino_round_trip_set_limit (PostinoRoundTrip *self, guint limit_ms);

/**
 * postino_round_trip_set_timeout:
 * @self: a round trip
 * @timeout_ms: how long the way to a server and the sign-in there may take, in ms
 */
void postino_round_trip_set_timeout (PostinoRoundTrip *self, guint timeout_ms);

/**
 * postino_round_trip_set_letter:
 * @self: a round trip
 * @letter: what was sent before
 *
 * Nothing is sent: it is looked for again.
 */
void postino_round_trip_set_letter (PostinoRoundTrip *self, const PostinoLetter *letter);

/**
 * postino_round_trip_dup_letter:
 * @self: a round trip, begun or over
 *
 * Also after it was cancelled: somebody may want to look again.
 *
 * Returns: (transfer full) (nullable): what was sent, or %NULL when nothing was
 */
PostinoLetter *postino_round_trip_dup_letter (PostinoRoundTrip *self);

/**
 * postino_round_trip_run_async:
 * @self: a round trip
 * @cancellable: (nullable): cancelling is answered at once; what is there stays there
 * @callback: called at the end
 * @user_data: for @callback
 */
void postino_round_trip_run_async (PostinoRoundTrip *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * postino_round_trip_run_finish:
 * @self: a round trip
 * @result: the result
 * @error: %G_IO_ERROR_CANCELLED when cancelled, and nothing else
 *
 * Returns: (transfer full): what became of the message, or %NULL when cancelled
 */
PostinoTrip *
postino_round_trip_run_finish (PostinoRoundTrip *self, GAsyncResult *result, GError **error);

G_END_DECLS
