/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The browser sign-in that the desktop has made already: GNOME Online Accounts gives the
 * access token, so that Postino needs no client of its own at any provider.
 */
#pragma once

#include "postino-goa.h"

G_BEGIN_DECLS

/**
 * postino_goa_sign_in_async:
 * @address: whose account
 * @timeout_ms: how long to wait for all answers together, in milliseconds; the list of
 *   accounts is waited for 5 seconds at most
 * @cancellable: (nullable): a cancellable
 * @callback: called with the token
 * @user_data: for @callback
 *
 * Finds the account of @address that signs in with the browser, and takes its access
 * token. The token is as good as a password while it lasts, mostly an hour: it may go to
 * the servers that the account itself names, and is not to be kept.
 */
void postino_goa_sign_in_async (const PostinoAddress *address,
                                guint timeout_ms,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * postino_goa_sign_in_finish:
 * @result: the result
 * @account: (out) (optional) (nullable) (transfer full): the account, also where it gave
 *   no token
 * @error: #PostinoGoaError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the token, or %NULL
 */
PostinoSecret *
postino_goa_sign_in_finish (GAsyncResult *result, PostinoGoaAccount **account, GError **error);

/**
 * postino_goa_account_offers:
 * @self: an account
 * @server: a server
 *
 * Returns: whether @server is one that the account itself names, so that its token may go
 *   there: of the same protocol, at the same host
 */
gboolean postino_goa_account_offers (const PostinoGoaAccount *self, const PostinoServer *server);

G_END_DECLS
