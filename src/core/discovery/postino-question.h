/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One question of a discovery: whom it goes to, and how long it is waited for.
 */
#pragma once

#include "postino-answers.h"
#include "postino-discovery.h"

G_BEGIN_DECLS

/**
 * PostinoQuestion:
 * @asker: the discovery, alive as long as the question is pending
 * @source: who is asked
 * @best: how good the answer can be at best
 * @order: how many were asked before
 * @where: (nullable): where it is asked
 * @cancellable: ends it, at its deadline as well
 * @pending: whether there is no answer yet
 * @answered: whether the answer has servers
 */
typedef struct
{
  PostinoDiscovery *asker;
  PostinoSource source;
  PostinoRank best;
  guint order;
  char *where;
  GCancellable *cancellable;
  gboolean pending;
  gboolean answered;

  /*< private >*/
  guint deadline_id;
} PostinoQuestion;

/**
 * postino_question_new:
 * @source: who is asked
 * @best: how good the answer can be at best
 * @order: how many were asked before
 * @where: (nullable): where it is asked
 *
 * Its time begins.
 *
 * Returns: (transfer full): the question
 */
PostinoQuestion *
postino_question_new (PostinoSource source, PostinoRank best, guint order, const char *where);

void postino_question_free (PostinoQuestion *self);

/**
 * postino_question_end:
 * @self: a question
 *
 * There is an answer, or none.
 */
void postino_question_end (PostinoQuestion *self);

/**
 * postino_question_stop:
 * @self: a question
 *
 * Nobody wants to know any more.
 */
void postino_question_stop (PostinoQuestion *self);

/**
 * postino_questions_get_best_to_come:
 * @questions: (element-type PostinoQuestion): questions
 *
 * Returns: how good an answer that has not come yet can be
 */
PostinoRank postino_questions_get_best_to_come (const GPtrArray *questions);

/**
 * postino_questions_get_state:
 * @questions: (element-type PostinoQuestion): questions
 * @source: a source, which may have been asked in several places
 *
 * Returns: how far it is
 */
PostinoSourceState postino_questions_get_state (const GPtrArray *questions, PostinoSource source);

G_END_DECLS
