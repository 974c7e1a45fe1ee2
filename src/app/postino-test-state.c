/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state of a test.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-test-state.h"

#include <glib/gi18n.h>

PostinoTestState *
postino_test_state_new (const PostinoServer *incoming, const PostinoServer *outgoing)
{
  PostinoTestState *self = g_new0 (PostinoTestState, 1);

  self->phase = POSTINO_TEST_RUNNING;
  self->progress[POSTINO_SIDE_INCOMING] = postino_progress_new (incoming);
  self->progress[POSTINO_SIDE_OUTGOING] = postino_progress_new (outgoing);

  return self;
}

void
postino_test_state_free (PostinoTestState *self)
{
  if (self == NULL)
    return;

  for (int side = 0; side < 2; side++)
    postino_progress_free (self->progress[side]);
  g_clear_pointer (&self->result, postino_check_result_free);
  g_free (self->message);
  g_free (self);
}

void
postino_test_state_end (PostinoTestState *self, PostinoCheckResult *result)
{
  g_return_if_fail (self != NULL);

  self->result = result;
  self->phase = result != NULL ? POSTINO_TEST_ENDED : POSTINO_TEST_STOPPED;
  if (result == NULL)
    return;

  postino_progress_end (self->progress[POSTINO_SIDE_INCOMING],
                        result->reports[POSTINO_SIDE_INCOMING], result->diagnosis->incoming);
  postino_progress_end (self->progress[POSTINO_SIDE_OUTGOING],
                        result->reports[POSTINO_SIDE_OUTGOING], result->diagnosis->outgoing);
  for (int side = 0; side < 2; side++)
    postino_progress_set_tried (self->progress[side], result->attempts[side], result->mended[side]);
}

gboolean
postino_test_state_is_ready (const PostinoTestState *self)
{
  return self->result != NULL && self->result->diagnosis->verdict == POSTINO_VERDICT_READY;
}

static gboolean
say_the_same (const PostinoDiagnosis *a, const PostinoDiagnosis *b)
{
  gboolean same = a->cause == b->cause && g_str_equal (a->headline, b->headline)
                  && g_strcmp0 (a->advice, b->advice) == 0
                  && g_strv_equal ((const char *const *) a->hints, (const char *const *) b->hints)
                  && a->links->len == b->links->len && a->alternatives->len == b->alternatives->len;

  for (guint i = 0; same && i < a->alternatives->len; i++)
    same = say_the_same (a->alternatives->pdata[i], b->alternatives->pdata[i]);

  return same;
}

gboolean
postino_test_state_repeats (const PostinoTestState *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  const PostinoDiagnosis *incoming = self->progress[POSTINO_SIDE_INCOMING]->diagnosis;
  const PostinoDiagnosis *outgoing = self->progress[POSTINO_SIDE_OUTGOING]->diagnosis;

  return incoming != NULL && outgoing != NULL && incoming->cause != POSTINO_CAUSE_OK
         && say_the_same (incoming, outgoing);
}

const char *
postino_test_state_get_heading (const PostinoTestState *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch (self->phase)
    {
    case POSTINO_TEST_RUNNING:
      return _ ("Testing both servers…");
    case POSTINO_TEST_STOPPED:
      return _ ("You stopped the test");
    case POSTINO_TEST_ENDED:
    case POSTINO_TEST_SAVING:
    case POSTINO_TEST_NOT_SAVED:
    default:
      return self->result->diagnosis->headline;
    }
}

const char *
postino_test_state_get_subtitle (const PostinoTestState *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch (self->phase)
    {
    case POSTINO_TEST_RUNNING:
      return _ ("This takes a few seconds. No message is sent.");
    case POSTINO_TEST_STOPPED:
      return _ ("Nothing was saved, and nothing you typed is lost.");
    case POSTINO_TEST_ENDED:
      if (postino_test_state_is_ready (self) && self->signed_in)
        return _ ("Tested with the sign-in of Online Accounts. Nothing has to be saved: mail "
                  "programs take it from there.");
      return postino_test_state_is_ready (self)
               ? _ ("Save it, and your password goes to your keyring and nowhere else.")
               : "";
    default:
      return "";
    }
}

char *
postino_test_state_get_cause (const PostinoTestState *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->phase != POSTINO_TEST_ENDED)
    return NULL;

  g_autoptr (GString) text = g_string_new (NULL);
  for (PostinoSide side = 0; side < 2; side++)
    {
      const PostinoDiagnosis *diagnosis = self->progress[side]->diagnosis;
      const char *said = postino_test_state_get_heading (self);
      gboolean again = side == POSTINO_SIDE_OUTGOING && postino_test_state_repeats (self);

      if (diagnosis->cause == POSTINO_CAUSE_OK || again || g_str_equal (diagnosis->headline, said))
        continue;
      g_string_append_printf (text, text->len > 0 ? " %s." : "%s.", diagnosis->headline);
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
