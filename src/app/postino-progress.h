/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far the test of one server has come: a value that a card can show.
 */
#pragma once

#include "postino-check-result.h"

G_BEGIN_DECLS

/* A step that has not begun, beside the values of #PostinoStepState. */
#define POSTINO_STEP_WAITING (-1)

/**
 * PostinoProgress:
 * @server: (nullable): what is tested just now, or what speaks in the end
 * @attempt: (nullable): what is tried in place of what was asked for, in words
 * @mended: (nullable): what has helped, once the test has ended
 * @tried: what was tried before, and how that ended, a line each
 * @steps: a #PostinoStepState, or %POSTINO_STEP_WAITING, for each #PostinoStage
 * @begun_us: when each step began, in µs of the monotonic clock
 * @elapsed_ms: how long each step took, or takes so far, in ms; 0 when that is not known
 * @conversation: what was said so far, a line a line, masked and safe
 * @report: (nullable): the evidence, once the test has ended
 * @diagnosis: (nullable): what it means, once the test has ended
 */
typedef struct
{
  PostinoServer *server;
  char *attempt;
  char *mended;
  GPtrArray *tried;
  int steps[POSTINO_STAGE_DONE];
  gint64 begun_us[POSTINO_STAGE_DONE];
  guint elapsed_ms[POSTINO_STAGE_DONE];
  GString *conversation;
  PostinoReport *report;
  PostinoDiagnosis *diagnosis;
} PostinoProgress;

PostinoProgress *postino_progress_new (const PostinoServer *server);
void postino_progress_free (PostinoProgress *self);

/**
 * postino_progress_step_at:
 * @self: a progress
 * @stage: which stage
 * @state: what happened to it
 * @now_us: when it happened, in µs of the monotonic clock
 */
void postino_progress_step_at (PostinoProgress *self,
                               PostinoStage stage,
                               PostinoStepState state,
                               gint64 now_us);

/**
 * postino_progress_step:
 * @self: a progress
 * @stage: which stage
 * @state: what has happened to it just now
 */
void postino_progress_step (PostinoProgress *self, PostinoStage stage, PostinoStepState state);

/**
 * postino_progress_tick:
 * @self: a progress
 * @now_us: the time, in µs of the monotonic clock
 *
 * Time has passed for a step that is under way.
 */
void postino_progress_tick (PostinoProgress *self, gint64 now_us);

/**
 * postino_progress_add_line:
 * @self: a progress
 * @direction: 0 from the server, 1 to it
 * @text: a line of the conversation, masked and safe
 */
void postino_progress_add_line (PostinoProgress *self, int direction, const char *text);

/**
 * postino_progress_try:
 * @self: a progress
 * @server: what is tried from here on
 * @diagnosis: how the last one ended
 * @text: what is tried, in words
 *
 * The steps begin anew.
 */
void postino_progress_try (PostinoProgress *self,
                           const PostinoServer *server,
                           const PostinoDiagnosis *diagnosis,
                           const char *text);

/**
 * postino_progress_set_tried:
 * @self: a progress whose test has ended
 * @attempts: (element-type PostinoAttempt): what was tried beside what speaks
 * @mended: (nullable): what has helped
 */
void
postino_progress_set_tried (PostinoProgress *self, const GPtrArray *attempts, const char *mended);

/**
 * postino_progress_end:
 * @self: a progress
 * @report: the evidence
 * @diagnosis: what it means
 */
void postino_progress_end (PostinoProgress *self,
                           const PostinoReport *report,
                           const PostinoDiagnosis *diagnosis);

/**
 * postino_progress_applies:
 * @self: a progress
 * @stage: a stage
 *
 * Returns: whether a test of this server has such a stage
 */
gboolean postino_progress_applies (const PostinoProgress *self, PostinoStage stage);

/**
 * postino_progress_describe:
 * @self: a progress
 * @stage: a stage
 *
 * Returns: (transfer full): the step in words, as it stands now
 */
char *postino_progress_describe (const PostinoProgress *self, PostinoStage stage);

/**
 * postino_progress_describe_time:
 * @self: a progress
 * @stage: a stage
 *
 * Returns: (transfer full) (nullable): how long the step took, as "84 ms"; while it is
 *   under way whole seconds, and %NULL in the first one
 */
char *postino_progress_describe_time (const PostinoProgress *self, PostinoStage stage);

/**
 * postino_progress_describe_server:
 * @self: a progress
 *
 * For somebody who knows mail servers: where the test goes to and, once it has
 * ended badly, at which stage and why, by the names that the report and the command line
 * have for them.
 *
 * Returns: (transfer full) (nullable): one or two lines; %NULL without a server
 */
char *postino_progress_describe_server (const PostinoProgress *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoProgress, postino_progress_free)

G_END_DECLS
