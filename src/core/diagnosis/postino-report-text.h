/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report for the helper on the phone: plain text with everything exact and
 * no secret.
 */
#pragma once

#include "postino-diagnosis.h"

G_BEGIN_DECLS

/**
 * postino_report_text:
 * @account: the account
 * @incoming: the incoming server's report
 * @outgoing: the outgoing server's report
 * @diagnosis: what they mean
 * @show_local_part: whether the address (and user names) stand in full; else the
 *   local part is masked
 *
 * Version, system, address, both servers' settings, steps with times, TLS, the
 * exact reply made safe, the cause.
 *
 * Returns: (transfer full): the text
 */
char *postino_report_text (const PostinoAccount *account,
                           const PostinoReport *incoming,
                           const PostinoReport *outgoing,
                           const PostinoJointDiagnosis *diagnosis,
                           gboolean show_local_part);

G_END_DECLS
