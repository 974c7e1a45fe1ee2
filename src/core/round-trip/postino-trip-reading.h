/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the messages say that were found: the result of a round trip is read from them.
 */
#pragma once

#include "postino-account.h"
#include "postino-trip.h"

G_BEGIN_DECLS

/**
 * postino_trip_read_catch:
 * @self: a trip, with its letter; its state stays where nothing was found
 * @found: what was found
 * @account: whose message it was
 * @provider: (nullable): the provider, when it is known
 */
void postino_trip_read_catch (PostinoTrip *self,
                              const PostinoMailCatch *found,
                              const PostinoAccount *account,
                              PostinoProvider *provider);

G_END_DECLS
