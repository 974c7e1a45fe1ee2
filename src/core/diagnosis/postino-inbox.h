/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a test saw in the inbox, in words.
 */
#pragma once

#include "postino-report.h"

G_BEGIN_DECLS

/**
 * postino_inbox_describe:
 * @report: the evidence of an incoming server
 *
 * New messages where they are known, else all of them: "12 new messages" reassures.
 *
 * Returns: (transfer full) (nullable): a translated sentence, or %NULL when nothing was
 *   counted
 */
char *postino_inbox_describe (const PostinoReport *report);

G_END_DECLS
