/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A situation is a cause together with what makes its sentence more telling: the
 * provider's ways, the other server's answer. Every cause is one by itself
 * (causes.def); situations.def has the rest.
 */
#pragma once

#include "postino-diagnosis.h"

G_BEGIN_DECLS

/* The most steps that anybody is asked to take. */
#define POSTINO_SITUATION_MAX_STEPS 3

typedef enum
{
#define CAUSE(name, nick, ...)      POSTINO_SITUATION_##name,
#define SITUATION(name, cause, ...) POSTINO_SITUATION_##name,
#include "causes.def"
#include "situations.def"
#undef CAUSE
#undef SITUATION
  POSTINO_N_SITUATIONS,
} PostinoSituation;

/**
 * postino_situation_get_cause:
 * @self: a situation
 *
 * Returns: its cause
 */
PostinoCause postino_situation_get_cause (PostinoSituation self);

/**
 * postino_situation_get_headlines:
 * @self: a situation
 *
 * Returns: (transfer none) (array zero-terminated=1): the headline's versions, not
 *   translated, most telling first
 */
const char *const *postino_situation_get_headlines (PostinoSituation self);

/**
 * postino_situation_get_meanings:
 * @self: a situation
 *
 * Returns: (transfer none) (array zero-terminated=1): the versions of the sentence
 *   that says what it means, not translated; none when the headline says it all
 */
const char *const *postino_situation_get_meanings (PostinoSituation self);

/**
 * postino_situation_get_step:
 * @self: a situation
 * @i: which step, from 0 to #POSTINO_SITUATION_MAX_STEPS - 1
 *
 * Returns: (transfer none) (array zero-terminated=1): the versions of the step, not
 *   translated; none when there are fewer steps
 */
const char *const *postino_situation_get_step (PostinoSituation self, guint i);

/**
 * postino_situation_get_links:
 * @self: a situation
 * @provider: (nullable): the provider
 *
 * Returns: (transfer full) (element-type PostinoLink): the pages of @provider that
 *   cure it, the primary one first
 */
GPtrArray *postino_situation_get_links (PostinoSituation self, const PostinoProvider *provider);

/**
 * postino_situation_describe:
 * @self: a situation
 * @report: the evidence
 * @context: what else is known
 *
 * Fills the sentences in, with text from outside made safe and short.
 *
 * Returns: (transfer full): a diagnosis without alternatives
 */
PostinoDiagnosis *postino_situation_describe (PostinoSituation self,
                                              const PostinoReport *report,
                                              const PostinoContext *context);

G_END_DECLS
