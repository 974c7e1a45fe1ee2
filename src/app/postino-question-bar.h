/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A question above the pages that can wait: it stays until it is answered, so that
 * nobody has to be quick. Whoever answers nothing loses nothing.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_QUESTION_BAR (postino_question_bar_get_type ())
G_DECLARE_FINAL_TYPE (PostinoQuestionBar, postino_question_bar, POSTINO, QUESTION_BAR, AdwBin)

/**
 * postino_question_bar_ask:
 * @self: a bar
 * @question: what is so, or asked
 * @answer: the label of the one button, with a mnemonic
 * @action: what the button does
 * @target: (nullable): its parameter, sunk if it is floating
 *
 * Takes the place of the question before.
 */
void postino_question_bar_ask (PostinoQuestionBar *self,
                               const char *question,
                               const char *answer,
                               const char *action,
                               GVariant *target);

/**
 * postino_question_bar_dismiss:
 * @self: a bar
 *
 * There is nothing to ask any more.
 */
void postino_question_bar_dismiss (PostinoQuestionBar *self);

G_END_DECLS
