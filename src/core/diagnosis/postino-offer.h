/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sign-in methods among a server's capabilities.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * postino_offer_is_oauth_only:
 * @capabilities: (nullable): as the server listed them, in any protocol's form
 *   ("AUTH=XOAUTH2", "AUTH XOAUTH2 OAUTHBEARER", "SASL XOAUTH2")
 *
 * Returns: whether there are sign-in methods among them and all want a token of
 *   OAuth 2.0
 */
gboolean postino_offer_is_oauth_only (const char *const *capabilities);

/**
 * postino_offer_is_token_mechanism:
 * @mechanism: (nullable): a SASL mechanism's name
 *
 * Returns: whether it takes a token of OAuth 2.0 (RFC 7628, or Google's XOAUTH2)
 *   in place of a password
 */
gboolean postino_offer_is_token_mechanism (const char *mechanism);

G_END_DECLS
