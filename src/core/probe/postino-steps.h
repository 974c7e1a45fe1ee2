/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The stages of one test as they begin and end, with their times.
 */
#pragma once

#include "postino-probe.h"

G_BEGIN_DECLS

typedef struct _PostinoSteps PostinoSteps;

/**
 * PostinoStepsFunc:
 * @stage: a stage
 * @state: what became of it
 * @user_data: as given
 */
typedef void (*PostinoStepsFunc) (PostinoStage stage, PostinoStepState state, gpointer user_data);

/**
 * postino_steps_new:
 * @steps: (element-type PostinoStep): where they are written down
 * @func: told of each change
 * @user_data: for @func
 *
 * The clock starts now.
 *
 * Returns: (transfer full): the steps, none begun
 */
PostinoSteps *postino_steps_new (GArray *steps, PostinoStepsFunc func, gpointer user_data);
void postino_steps_free (PostinoSteps *self);

/**
 * postino_steps_enter:
 * @self: the steps
 * @stage: a stage that begins, or that is under way
 *
 * The stage before it has passed. A stage that passed already (the greeting,
 * which is read again behind STARTTLS) does not begin a second time.
 */
void postino_steps_enter (PostinoSteps *self, PostinoStage stage);

/**
 * postino_steps_pass:
 * @self: the steps
 *
 * The stage under way has passed; the next has not begun.
 */
void postino_steps_pass (PostinoSteps *self);

/**
 * postino_steps_fail:
 * @self: the steps
 *
 * The stage under way has failed.
 */
void postino_steps_fail (PostinoSteps *self);

/**
 * postino_steps_end:
 * @self: the steps
 * @stage: the stage in which the test ended
 * @passed: whether all stages passed
 */
void postino_steps_end (PostinoSteps *self, PostinoStage stage, gboolean passed);

/**
 * postino_steps_get_stage:
 * @self: the steps
 *
 * Returns: the stage entered last
 */
PostinoStage postino_steps_get_stage (PostinoSteps *self);

/**
 * postino_steps_get_elapsed:
 * @self: the steps
 *
 * Returns: the time since postino_steps_new(), in ms
 */
guint postino_steps_get_elapsed (PostinoSteps *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoSteps, postino_steps_free)

G_END_DECLS
