/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way of a message, from the person through both servers back to the person, and
 * how far a test has been along it.
 */
#pragma once

#include "postino-test-state.h"

G_BEGIN_DECLS

/**
 * PostinoWayPart:
 * @POSTINO_WAY_TO_OUTGOING: from this computer to the server that sends
 * @POSTINO_WAY_OUTGOING: the server that sends
 * @POSTINO_WAY_WORLD: what lies between both servers
 * @POSTINO_WAY_INCOMING: the server that receives
 * @POSTINO_WAY_FROM_INCOMING: from there to this computer
 *
 * In the order in which a message passes them.
 */
typedef enum
{
  POSTINO_WAY_TO_OUTGOING,
  POSTINO_WAY_OUTGOING,
  POSTINO_WAY_WORLD,
  POSTINO_WAY_INCOMING,
  POSTINO_WAY_FROM_INCOMING,
  POSTINO_WAY_N_PARTS,
} PostinoWayPart;

/**
 * PostinoWayMark:
 * @POSTINO_WAY_PENDING: its turn has not come
 * @POSTINO_WAY_ACTIVE: the test is there just now
 * @POSTINO_WAY_GOOD: it works
 * @POSTINO_WAY_MENDED: it works in another way than was asked for
 * @POSTINO_WAY_BAD: the test ended here
 * @POSTINO_WAY_UNTRIED: the test has not come here, and will not
 */
typedef enum
{
  POSTINO_WAY_PENDING,
  POSTINO_WAY_ACTIVE,
  POSTINO_WAY_GOOD,
  POSTINO_WAY_MENDED,
  POSTINO_WAY_BAD,
  POSTINO_WAY_UNTRIED,
} PostinoWayMark;

/**
 * PostinoWayState:
 * @marks: by #PostinoWayPart
 */
typedef struct
{
  PostinoWayMark marks[POSTINO_WAY_N_PARTS];
} PostinoWayState;

/**
 * postino_way_state_of:
 * @test: a test
 *
 * The world is never tried: a test sends no message.
 *
 * Returns: how the way looks
 */
PostinoWayState postino_way_state_of (const PostinoTestState *test);

/**
 * postino_way_state_describe:
 * @self: a way
 * @outgoing: (nullable): the name of the server that sends
 * @incoming: (nullable): the name of the server that receives
 *
 * For somebody who does not see the picture.
 *
 * Returns: (transfer full): a sentence about sending and one about receiving
 */
char *postino_way_state_describe (const PostinoWayState *self,
                                  const char *outgoing,
                                  const char *incoming);

G_END_DECLS
