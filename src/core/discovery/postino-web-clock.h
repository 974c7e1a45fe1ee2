/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Web servers say the time with every answer (RFC 9110 section 6.6.1): over HTTPS, and from
 * somebody who has nothing to do with the mail servers' certificates.
 */
#pragma once

#include "postino-report.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * postino_web_clock_note:
 * @session: what asked
 * @message: an answer that came over HTTPS
 *
 * Remembers by how much the server's clock is ahead of this computer's. A date at which the
 * server's own certificate would not be good is none to rely on.
 */
void postino_web_clock_note (SoupSession *session, SoupMessage *message);

/**
 * postino_web_clock_get:
 * @session: what asked
 *
 * Returns: by how much the web's clocks are ahead of this computer's, in µs, negative when
 *   they are behind; %POSTINO_AHEAD_UNKNOWN when none said so, or two differ by more
 *   than a day
 */
GTimeSpan postino_web_clock_get (SoupSession *session);

G_END_DECLS
