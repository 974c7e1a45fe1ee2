/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is the network's doing: a sign-in page in place of servers, a port that is
 * not for people, addresses that it has no way to.
 */
#pragma once

#include "postino-situation.h"

G_BEGIN_DECLS

/**
 * postino_network_is_web_page:
 * @report: the evidence
 *
 * Returns: whether the first bytes are an answer of HTTP, or a page
 */
gboolean postino_network_is_web_page (const PostinoReport *report);

/**
 * postino_network_read_web_page:
 * @report: the evidence of a web page in place of a mail server
 *
 * On a port for mail, that is mostly a network that answers itself; on another one,
 * rather the wrong port.
 *
 * Returns: what is so
 */
PostinoSituation postino_network_read_web_page (const PostinoReport *report);

/**
 * postino_network_read_silence:
 * @report: the evidence of a connection that got no answer
 *
 * Returns: what is so
 */
PostinoSituation postino_network_read_silence (const PostinoReport *report);

/**
 * postino_network_read_missing_sign_in:
 * @report: the evidence of an outgoing server that lets nobody sign in
 *
 * Returns: what is so
 */
PostinoSituation postino_network_read_missing_sign_in (const PostinoReport *report);

/**
 * postino_network_read_unreachable:
 * @report: the evidence of an address to which there is no way
 *
 * Returns: what is so
 */
PostinoSituation postino_network_read_unreachable (const PostinoReport *report);

/**
 * postino_network_find_portal:
 * @situation: what is so by what is known otherwise
 * @report: the evidence of this server
 * @other: the evidence of the other one
 *
 * A network that wants a sign-in of its own is told by the system, by a page in place
 * of both servers, or by one certificate for two servers of Postino's list whose names it
 * does not have.
 * Not where the other server came as far as the sign-in.
 *
 * Returns: the situation of the same cause that says so, or @situation
 */
PostinoSituation postino_network_find_portal (PostinoSituation situation,
                                              const PostinoReport *report,
                                              const PostinoReport *other);

G_END_DECLS
