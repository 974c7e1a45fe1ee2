/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The server's own words in a report, and what the rules make of them.
 */
#pragma once

#include "postino-reply.h"
#include "postino-situation.h"

G_BEGIN_DECLS

/**
 * postino_words_of:
 * @report: the evidence
 *
 * Returns: (transfer none) (nullable): what the server said last, as it came where that is known
 */
const char *postino_words_of (const PostinoReport *report);

/**
 * postino_words_classify:
 * @report: the evidence
 * @context: what else is known
 * @words: what the server said; what was typed is struck out of it
 * @grade: (out): what the answer rests on
 *
 * Returns: the likeliest cause
 */
PostinoCause postino_words_classify (const PostinoReport *report,
                                     const PostinoContext *context,
                                     const char *words,
                                     PostinoReplyGrade *grade);

/**
 * postino_words_find_others:
 * @report: the evidence
 * @context: what else is known
 * @cause: what is so
 * @others: (out caller-allocates): room for %POSTINO_REPLY_MAX_OTHERS situations
 *
 * Returns: how many other things the server's own words leave open
 */
guint postino_words_find_others (const PostinoReport *report,
                                 const PostinoContext *context,
                                 PostinoCause cause,
                                 PostinoSituation *others);

G_END_DECLS
