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

G_END_DECLS
