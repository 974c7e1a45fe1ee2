/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report for the helper on the phone: plain text with everything exact and
 * no secret.
 */
#pragma once

#include "postino-report-writer.h"

G_BEGIN_DECLS

/**
 * postino_report_text:
 * @result: what came out of a check
 * @show_local_part: whether the address (and user names) stand in full; else the
 *   local part is masked
 *
 * Version, system, address, both servers' settings, steps with times, TLS, the
 * exact reply made safe, the cause, and what was tried beside it.
 *
 * Returns: (transfer full): the text
 */
char *postino_report_text (const PostinoCheckResult *result, gboolean show_local_part);

/**
 * postino_report_text_write:
 * @writer: a writer for @result
 * @result: what came out of a check
 *
 * The same, to be continued.
 */
void postino_report_text_write (PostinoReportWriter *writer, const PostinoCheckResult *result);

G_END_DECLS
