/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Before anybody's memory is blamed: what is odd about what was typed.
 */
#pragma once

#include "postino-evidence.h"

G_BEGIN_DECLS

/* The most hints that anybody is given. */
#define POSTINO_MAX_HINTS 2

/**
 * postino_hints_collect:
 * @reading: what is so
 * @report: the evidence
 * @context: what else is known, the signs among it
 *
 * Returns: (transfer full) (array zero-terminated=1): translated sentences, likeliest
 *   first; none unless user name or password were plainly refused
 */
char **postino_hints_collect (PostinoReading reading,
                              const PostinoReport *report,
                              const PostinoContext *context);

G_END_DECLS
