/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes into a PostinoTestState what the backend tells while a test is under way.
 */
#pragma once

#include "postino-backend.h"
#include "postino-test-state.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_TEST_RUN (postino_test_run_get_type ())
G_DECLARE_FINAL_TYPE (PostinoTestRun, postino_test_run, POSTINO, TEST_RUN, GObject)

/**
 * PostinoTestRun::progress:
 * @self: the run
 *
 * A step, a line, or a second more: shown while it is awaited.
 */

/**
 * PostinoTestRun::side-ended:
 * @self: the run
 * @side: (type int): a #PostinoSide
 *
 * One of both servers has a result.
 */

/**
 * postino_test_run_new:
 * @backend: who tells
 *
 * Returns: (transfer full): a run that writes nowhere yet
 */
PostinoTestRun *postino_test_run_new (PostinoBackend *backend);

/**
 * postino_test_run_set_state:
 * @self: a run
 * @state: (transfer none) (nullable): a test that has begun; it has to live until another one,
 *   or %NULL, takes its place
 */
void postino_test_run_set_state (PostinoTestRun *self, PostinoTestState *state);

G_END_DECLS
