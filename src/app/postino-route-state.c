/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A test that does not come as far as a protected connection has not met the server: the way to
 * it is at fault, as far as anybody can see from here.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-route-state.h"

#include "postino-text.h"

#include <glib/gi18n.h>

static gboolean
has_begun (const PostinoProgress *progress)
{
  for (PostinoStage stage = 0; stage < POSTINO_STAGE_DONE; stage++)
    if (progress->steps[stage] != POSTINO_STEP_WAITING)
      return TRUE;

  return progress->attempt != NULL;
}

static gboolean
is_connected (const PostinoProgress *progress)
{
  return progress->steps[POSTINO_STAGE_CONNECT] == POSTINO_STEP_PASSED;
}

static void
mark_ended (const PostinoProgress *progress, PostinoRouteMark *line, PostinoRouteMark *server)
{
  if (progress->diagnosis->cause == POSTINO_CAUSE_OK)
    {
      *line = POSTINO_ROUTE_GOOD;
      *server = progress->mended != NULL ? POSTINO_ROUTE_MENDED : POSTINO_ROUTE_GOOD;
    }
  else if (progress->report->stage <= POSTINO_STAGE_CONNECT)
    {
      *line = POSTINO_ROUTE_BAD;
      *server = POSTINO_ROUTE_UNTRIED;
    }
  else
    {
      *line = POSTINO_ROUTE_GOOD;
      *server = POSTINO_ROUTE_BAD;
    }
}

static void
mark_running (const PostinoProgress *progress, PostinoRouteMark *line, PostinoRouteMark *server)
{
  if (is_connected (progress))
    {
      *line = POSTINO_ROUTE_GOOD;
      *server = POSTINO_ROUTE_ACTIVE;
    }
  else
    {
      *line = has_begun (progress) ? POSTINO_ROUTE_ACTIVE : POSTINO_ROUTE_PENDING;
      *server = POSTINO_ROUTE_PENDING;
    }
}

static void
mark_stopped (const PostinoProgress *progress, PostinoRouteMark *line, PostinoRouteMark *server)
{
  *line = is_connected (progress) ? POSTINO_ROUTE_GOOD : POSTINO_ROUTE_UNTRIED;
  *server = POSTINO_ROUTE_UNTRIED;
}

PostinoRouteState
postino_route_state_of (const PostinoTestState *test)
{
  static const PostinoRoutePart parts[][2] = {
    [POSTINO_SIDE_INCOMING] = {POSTINO_ROUTE_FROM_INCOMING, POSTINO_ROUTE_INCOMING},
    [POSTINO_SIDE_OUTGOING] = {POSTINO_ROUTE_TO_OUTGOING, POSTINO_ROUTE_OUTGOING},
  };
  PostinoRouteState self = {.marks = {[POSTINO_ROUTE_WORLD] = POSTINO_ROUTE_UNTRIED}, .letter = -1};

  g_return_val_if_fail (test != NULL, self);

  for (PostinoSide side = 0; side < 2; side++)
    {
      const PostinoProgress *progress = test->progress[side];
      PostinoRouteMark *line = &self.marks[parts[side][0]];
      PostinoRouteMark *server = &self.marks[parts[side][1]];

      if (progress->diagnosis != NULL)
        mark_ended (progress, line, server);
      else if (test->phase == POSTINO_TEST_RUNNING)
        mark_running (progress, line, server);
      else
        mark_stopped (progress, line, server);
    }

  return self;
}

static const char *
describe_sending (PostinoRouteMark line, PostinoRouteMark server)
{
  if (line == POSTINO_ROUTE_BAD)
    return _ ("Sending does not get as far as {host}.");

  switch (server)
    {
    case POSTINO_ROUTE_BAD:
      return _ ("Sending stops at {host}.");
    case POSTINO_ROUTE_GOOD:
      return _ ("Sending works.");
    case POSTINO_ROUTE_MENDED:
      return _ ("Sending works, in another way than at first.");
    case POSTINO_ROUTE_UNTRIED:
      return _ ("Sending was not tested to the end.");
    case POSTINO_ROUTE_PENDING:
    case POSTINO_ROUTE_ACTIVE:
    default:
      return _ ("Sending is being tested.");
    }
}

static const char *
describe_receiving (PostinoRouteMark line, PostinoRouteMark server)
{
  if (line == POSTINO_ROUTE_BAD)
    return _ ("Receiving does not get as far as {host}.");

  switch (server)
    {
    case POSTINO_ROUTE_BAD:
      return _ ("Receiving stops at {host}.");
    case POSTINO_ROUTE_GOOD:
      return _ ("Receiving works.");
    case POSTINO_ROUTE_MENDED:
      return _ ("Receiving works, in another way than at first.");
    case POSTINO_ROUTE_UNTRIED:
      return _ ("Receiving was not tested to the end.");
    case POSTINO_ROUTE_PENDING:
    case POSTINO_ROUTE_ACTIVE:
    default:
      return _ ("Receiving is being tested.");
    }
}

char *
postino_route_state_describe (const PostinoRouteState *self,
                              const char *outgoing,
                              const char *incoming)
{
  g_return_val_if_fail (self != NULL, NULL);

  const PostinoRouteMark *marks = self->marks;
  g_autofree char *sending = postino_text_fill (
    describe_sending (marks[POSTINO_ROUTE_TO_OUTGOING], marks[POSTINO_ROUTE_OUTGOING]), "host",
    outgoing != NULL ? outgoing : "", NULL);
  g_autofree char *receiving = postino_text_fill (
    describe_receiving (marks[POSTINO_ROUTE_FROM_INCOMING], marks[POSTINO_ROUTE_INCOMING]), "host",
    incoming != NULL ? incoming : "", NULL);

  return g_strdup_printf ("%s %s", sending, receiving);
}
