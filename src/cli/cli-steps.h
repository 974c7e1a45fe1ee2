/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The steps of both tests as they happen, a line each, for somebody who waits.
 */
#pragma once

#include "postino-check.h"

G_BEGIN_DECLS

/**
 * cli_steps_print:
 * @side: which server
 * @stage: which stage
 * @state: what became of it; nothing is printed before it has ended
 */
void cli_steps_print (PostinoSide side, PostinoStage stage, PostinoStepState state);

/**
 * cli_steps_print_attempt:
 * @side: which server
 * @text: what is tried from here on
 */
void cli_steps_print_attempt (PostinoSide side, const char *text);

G_END_DECLS
