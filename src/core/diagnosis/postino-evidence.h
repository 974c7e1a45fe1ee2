/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From evidence to a situation, one server by itself.
 */
#pragma once

#include "postino-reply.h"
#include "postino-situation.h"

G_BEGIN_DECLS

/**
 * PostinoReading:
 * @situation: what is so
 * @said: whether the server said it itself, in words or by a code of its own;
 *   else it is what such a refusal mostly means at this provider
 */
typedef struct
{
  PostinoSituation situation;
  gboolean said;
} PostinoReading;

/**
 * postino_evidence_read:
 * @report: the evidence
 * @context: what else is known
 *
 * Returns: what is so
 */
PostinoReading postino_evidence_read (const PostinoReport *report, const PostinoContext *context);

/**
 * postino_reading_describe:
 * @self: what is so
 * @report: the evidence
 * @context: what else is known
 *
 * Returns: (transfer full): the diagnosis, with the other causes that are likely
 */
PostinoDiagnosis *postino_reading_describe (PostinoReading self,
                                            const PostinoReport *report,
                                            const PostinoContext *context);

G_END_DECLS
