/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A test that does not come as far as a protected connection has not met the server: the way to
 * it is at fault, as far as anybody can see from here.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-way-state.h"

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
mark_ended (const PostinoProgress *progress, PostinoWayMark *line, PostinoWayMark *server)
{
  if (progress->diagnosis->cause == POSTINO_CAUSE_OK)
    {
      *line = POSTINO_WAY_GOOD;
      *server = progress->mended != NULL ? POSTINO_WAY_MENDED : POSTINO_WAY_GOOD;
    }
  else if (progress->report->stage <= POSTINO_STAGE_CONNECT)
    {
      *line = POSTINO_WAY_BAD;
      *server = POSTINO_WAY_UNTRIED;
    }
  else
    {
      *line = POSTINO_WAY_GOOD;
      *server = POSTINO_WAY_BAD;
    }
}

static void
mark_running (const PostinoProgress *progress, PostinoWayMark *line, PostinoWayMark *server)
{
  if (is_connected (progress))
    {
      *line = POSTINO_WAY_GOOD;
      *server = POSTINO_WAY_ACTIVE;
    }
  else
    {
      *line = has_begun (progress) ? POSTINO_WAY_ACTIVE : POSTINO_WAY_PENDING;
      *server = POSTINO_WAY_PENDING;
    }
}

static void
mark_stopped (const PostinoProgress *progress, PostinoWayMark *line, PostinoWayMark *server)
{
  *line = is_connected (progress) ? POSTINO_WAY_GOOD : POSTINO_WAY_UNTRIED;
  *server = POSTINO_WAY_UNTRIED;
}

PostinoWayState
postino_way_state_of (const PostinoTestState *test)
{
  static const PostinoWayPart parts[][2] = {
    [POSTINO_SIDE_INCOMING] = {POSTINO_WAY_FROM_INCOMING, POSTINO_WAY_INCOMING},
    [POSTINO_SIDE_OUTGOING] = {POSTINO_WAY_TO_OUTGOING, POSTINO_WAY_OUTGOING},
  };
  PostinoWayState self = {.marks = {[POSTINO_WAY_WORLD] = POSTINO_WAY_UNTRIED}};

  g_return_val_if_fail (test != NULL, self);

  for (PostinoSide side = 0; side < 2; side++)
    {
      const PostinoProgress *progress = test->progress[side];
      PostinoWayMark *line = &self.marks[parts[side][0]];
      PostinoWayMark *server = &self.marks[parts[side][1]];

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
describe_sending (PostinoWayMark line, PostinoWayMark server)
{
  if (line == POSTINO_WAY_BAD)
    return _ ("Sending does not get as far as {host}.");

  switch (server)
    {
    case POSTINO_WAY_BAD:
      return _ ("Sending stops at {host}.");
    case POSTINO_WAY_GOOD:
      return _ ("Sending works.");
    case POSTINO_WAY_MENDED:
      return _ ("Sending works, in another way than at first.");
    case POSTINO_WAY_UNTRIED:
      return _ ("Sending was not tested to the end.");
    case POSTINO_WAY_PENDING:
    case POSTINO_WAY_ACTIVE:
    default:
      return _ ("Sending is being tested.");
    }
}

static const char *
describe_receiving (PostinoWayMark line, PostinoWayMark server)
{
  if (line == POSTINO_WAY_BAD)
    return _ ("Receiving does not get as far as {host}.");

  switch (server)
    {
    case POSTINO_WAY_BAD:
      return _ ("Receiving stops at {host}.");
    case POSTINO_WAY_GOOD:
      return _ ("Receiving works.");
    case POSTINO_WAY_MENDED:
      return _ ("Receiving works, in another way than at first.");
    case POSTINO_WAY_UNTRIED:
      return _ ("Receiving was not tested to the end.");
    case POSTINO_WAY_PENDING:
    case POSTINO_WAY_ACTIVE:
    default:
      return _ ("Receiving is being tested.");
    }
}

char *
postino_way_state_describe (const PostinoWayState *self, const char *outgoing, const char *incoming)
{
  g_return_val_if_fail (self != NULL, NULL);

  const PostinoWayMark *marks = self->marks;
  g_autofree char *sending = postino_text_fill (
    describe_sending (marks[POSTINO_WAY_TO_OUTGOING], marks[POSTINO_WAY_OUTGOING]), "host",
    outgoing != NULL ? outgoing : "", NULL);
  g_autofree char *receiving = postino_text_fill (
    describe_receiving (marks[POSTINO_WAY_FROM_INCOMING], marks[POSTINO_WAY_INCOMING]), "host",
    incoming != NULL ? incoming : "", NULL);

  return g_strdup_printf ("%s %s", sending, receiving);
}
