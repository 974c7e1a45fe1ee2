/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A computer whose date is wrong takes good certificates for old ones.
 */
#pragma once

#include "postino-situation.h"

G_BEGIN_DECLS

/**
 * postino_clock_get_server_time:
 * @incoming: the evidence of the incoming server
 * @outgoing: the evidence of the outgoing server
 * @web_time: (nullable): what the web's clocks say
 *
 * A mail server that contradicts the web proves nothing, and neither does the web then.
 *
 * Returns: (transfer none) (nullable): the time that they say
 */
GDateTime *postino_clock_get_server_time (const PostinoReport *incoming,
                                          const PostinoReport *outgoing,
                                          GDateTime *web_time);

/**
 * postino_clock_is_right:
 * @now: this computer's time
 * @server_time: (nullable): a server's
 *
 * Returns: whether the server says the same, but for a day
 */
gboolean postino_clock_is_right (GDateTime *now, GDateTime *server_time);

/**
 * postino_clock_read:
 * @situation: what is so by what is known otherwise
 * @report: the evidence
 * @now: this computer's time
 * @server_time: (nullable): a server's
 *
 * A certificate that is good at the server's time, but not at this computer's, which
 * is off by more than a day, is no bad one.
 *
 * Returns: the situation of the same cause that says so, or @situation
 */
PostinoSituation postino_clock_read (PostinoSituation situation,
                                     const PostinoReport *report,
                                     GDateTime *now,
                                     GDateTime *server_time);

/**
 * postino_clock_is_after:
 * @report: the evidence
 * @now: this computer's time
 *
 * Returns: whether the certificate ends before @now
 */
gboolean postino_clock_is_after (const PostinoReport *report, GDateTime *now);

/**
 * postino_clock_is_before:
 * @report: the evidence
 * @now: this computer's time
 *
 * Returns: whether the certificate begins after @now
 */
gboolean postino_clock_is_before (const PostinoReport *report, GDateTime *now);

G_END_DECLS
