/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What only the whole report tells: that nothing at all is within reach, and who
 * it was that answered in place of TLS.
 */
#pragma once

#include "postino-report.h"

G_BEGIN_DECLS

/**
 * postino_hindsight_find:
 * @report: a report, complete but for its finding's last word
 *
 * A time-out or a name that is not found means %POSTINO_FINDING_OFFLINE where this
 * computer has no network. Text where TLS is due means %POSTINO_FINDING_PLAIN_TEXT
 * when it is the wanted protocol's own greeting, and
 * %POSTINO_FINDING_WRONG_SERVICE when it is anything else.
 *
 * Returns: the finding
 */
PostinoFinding postino_hindsight_find (const PostinoReport *report);

G_END_DECLS
