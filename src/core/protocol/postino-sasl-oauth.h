/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two mechanisms that show an OAuth 2.0 access token: OAUTHBEARER (RFC 7628) and
 * XOAUTH2, which was there before it and differs in the frame. libgsasl has neither.
 */
#pragma once

#include "postino-secret.h"
#include "postino-server.h"

G_BEGIN_DECLS

/**
 * postino_sasl_oauth_make:
 * @mechanism: "OAUTHBEARER" or "XOAUTH2"
 * @server: its host, port and user name are used
 * @token: the access token
 *
 * Returns: (transfer full): the one message that there is, in base64
 */
PostinoSecret *
postino_sasl_oauth_make (const char *mechanism, const PostinoServer *server, PostinoSecret *token);

/**
 * postino_sasl_oauth_read_objection:
 * @challenge: a challenge in base64
 *
 * Returns: (transfer full) (nullable): the JSON in it, in one line; %NULL when it is none
 */
char *postino_sasl_oauth_read_objection (const char *challenge);

/**
 * postino_sasl_oauth_make_regret:
 * @mechanism: "OAUTHBEARER" or "XOAUTH2"
 *
 * Returns: (transfer full): what ends the exchange after an objection, in base64
 */
PostinoSecret *postino_sasl_oauth_make_regret (const char *mechanism);

G_END_DECLS
