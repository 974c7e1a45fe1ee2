/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that the Test page can show, as a value.
 */
#pragma once

#include "postino-progress.h"

G_BEGIN_DECLS

/**
 * PostinoTestPhase:
 * @POSTINO_TEST_RUNNING: at least one server's test is under way
 * @POSTINO_TEST_STOPPED: the person stopped it
 * @POSTINO_TEST_ENDED: both have a result
 * @POSTINO_TEST_SAVING: both work, and the keyring is being asked
 * @POSTINO_TEST_NOT_SAVED: both work, and the keyring did not take it
 */
typedef enum
{
  POSTINO_TEST_RUNNING,
  POSTINO_TEST_STOPPED,
  POSTINO_TEST_ENDED,
  POSTINO_TEST_SAVING,
  POSTINO_TEST_NOT_SAVED,
} PostinoTestPhase;

/**
 * PostinoTestState:
 * @phase: what is going on
 * @progress: by #PostinoSide
 * @result: (nullable): what came out, from %POSTINO_TEST_ENDED on
 * @message: (nullable): why it was not saved
 * @signed_in: whether it is tested with the sign-in of Online Accounts, which is not saved
 */
typedef struct
{
  PostinoTestPhase phase;
  PostinoProgress *progress[2];
  PostinoCheckResult *result;
  char *message;
  gboolean signed_in;
} PostinoTestState;

/**
 * postino_test_state_new:
 * @incoming: (nullable): the server for receiving
 * @outgoing: (nullable): the server for sending
 *
 * Returns: (transfer full): a test that has just begun
 */
PostinoTestState *
postino_test_state_new (const PostinoServer *incoming, const PostinoServer *outgoing);

void postino_test_state_free (PostinoTestState *self);

/**
 * postino_test_state_end:
 * @self: a state
 * @result: (transfer full) (nullable): what came out, %NULL when it was stopped
 */
void postino_test_state_end (PostinoTestState *self, PostinoCheckResult *result);

/**
 * postino_test_state_is_ready:
 * @self: a state
 *
 * Returns: whether both servers work
 */
gboolean postino_test_state_is_ready (const PostinoTestState *self);

/**
 * postino_test_state_repeats:
 * @self: a state
 *
 * Returns: whether sending ended in the very words in which receiving did, and not well
 */
gboolean postino_test_state_repeats (const PostinoTestState *self);

/**
 * postino_test_state_get_heading:
 * @self: a state
 *
 * Returns: (transfer none): one sentence over both servers
 */
const char *postino_test_state_get_heading (const PostinoTestState *self);

/**
 * postino_test_state_get_subtitle:
 * @self: a state
 *
 * Returns: (transfer none): what there is to add, "" when there is nothing
 */
const char *postino_test_state_get_subtitle (const PostinoTestState *self);

/**
 * postino_test_state_get_cause:
 * @self: a state
 *
 * Returns: (transfer full) (nullable): what keeps the servers from working, in sentences,
 *   as far as the heading does not say it; %NULL when there is nothing to add
 */
char *postino_test_state_get_cause (const PostinoTestState *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoTestState, postino_test_state_free)

G_END_DECLS
