/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The route of a message, from the person through both servers back to the person, and
 * how far a test has been along it.
 */
#pragma once

#include "postino-test-state.h"

G_BEGIN_DECLS

/**
 * PostinoRoutePart:
 * @POSTINO_ROUTE_TO_OUTGOING: from this computer to the server that sends
 * @POSTINO_ROUTE_OUTGOING: the server that sends
 * @POSTINO_ROUTE_WORLD: what lies between both servers
 * @POSTINO_ROUTE_INCOMING: the server that receives
 * @POSTINO_ROUTE_FROM_INCOMING: from there to this computer
 *
 * In the order in which a message passes them.
 */
typedef enum
{
  POSTINO_ROUTE_TO_OUTGOING,
  POSTINO_ROUTE_OUTGOING,
  POSTINO_ROUTE_WORLD,
  POSTINO_ROUTE_INCOMING,
  POSTINO_ROUTE_FROM_INCOMING,
  POSTINO_ROUTE_N_PARTS,
} PostinoRoutePart;

/**
 * PostinoRouteMark:
 * @POSTINO_ROUTE_PENDING: its turn has not come
 * @POSTINO_ROUTE_ACTIVE: the test is there just now
 * @POSTINO_ROUTE_GOOD: it works
 * @POSTINO_ROUTE_MENDED: it works in another way than was asked for
 * @POSTINO_ROUTE_BAD: the test ended here
 * @POSTINO_ROUTE_UNTRIED: the test has not come here, and will not
 */
typedef enum
{
  POSTINO_ROUTE_PENDING,
  POSTINO_ROUTE_ACTIVE,
  POSTINO_ROUTE_GOOD,
  POSTINO_ROUTE_MENDED,
  POSTINO_ROUTE_BAD,
  POSTINO_ROUTE_UNTRIED,
} PostinoRouteMark;

/**
 * PostinoRouteState:
 * @marks: by #PostinoRoutePart
 * @letter: where the message is, in stations from the person on: 0 with the person, 1 the
 *   server that sends, 2 the world, 3 the server that receives, 4 the person again; negative
 *   where there is none
 */
typedef struct
{
  PostinoRouteMark marks[POSTINO_ROUTE_N_PARTS];
  double letter;
} PostinoRouteState;

/**
 * postino_route_state_of:
 * @test: a test
 *
 * The world is never tried: a test sends no message.
 *
 * Returns: how the route looks
 */
PostinoRouteState postino_route_state_of (const PostinoTestState *test);

/**
 * postino_route_state_describe:
 * @self: a route
 * @outgoing: (nullable): the name of the server that sends
 * @incoming: (nullable): the name of the server that receives
 *
 * For somebody who does not see the picture.
 *
 * Returns: (transfer full): a sentence about sending and one about receiving
 */
char *postino_route_state_describe (const PostinoRouteState *self,
                                    const char *outgoing,
                                    const char *incoming);

G_END_DECLS
