/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What only the whole report tells: that nothing at all is within reach, who it was
 * that answered in place of TLS, what the network is like and what time it is there.
 */
#pragma once

#include "postino-report.h"

G_BEGIN_DECLS

/**
 * postino_hindsight_fill:
 * @report: a report, complete but for its finding's last word
 *
 * A time-out or a name that is not found means %POSTINO_FINDING_OFFLINE where this
 * computer has no network. Text where TLS is due means %POSTINO_FINDING_PLAIN_TEXT
 * when it is the wanted protocol's own greeting, and
 * %POSTINO_FINDING_WRONG_SERVICE when it is anything else.
 *
 * #PostinoReport.network and #PostinoReport.server_time are filled in.
 */
void postino_hindsight_fill (PostinoReport *report);

G_END_DECLS
