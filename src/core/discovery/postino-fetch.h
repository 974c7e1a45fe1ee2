/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A document from the web, for programs that trust nobody: HTTPS alone, little of
 * it, without cookies.
 */
#pragma once

#include "postino-address.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The longest document, in bytes, and the most redirects. */
#define POSTINO_FETCH_MAX_SIZE      (256 * 1024)
#define POSTINO_FETCH_MAX_REDIRECTS 3

/**
 * PostinoFetchError:
 * @POSTINO_FETCH_ERROR_STATUS: the status is none of 200 and the redirects
 * @POSTINO_FETCH_ERROR_REDIRECT: a redirect leads nowhere, away from HTTPS, takes the
 *   address along to a stranger, or is one too many
 * @POSTINO_FETCH_ERROR_TOO_LARGE: it is longer than %POSTINO_FETCH_MAX_SIZE
 *
 * The messages are for a log.
 */
typedef enum
{
  POSTINO_FETCH_ERROR_STATUS,
  POSTINO_FETCH_ERROR_REDIRECT,
  POSTINO_FETCH_ERROR_TOO_LARGE,
} PostinoFetchError;

#define POSTINO_FETCH_ERROR (postino_fetch_error_quark ())
GQuark postino_fetch_error_quark (void);

/**
 * postino_fetch_session_new:
 * @trust: (nullable): authorities to trust; %NULL for the system's
 *
 * Proxies are the desktop's (GProxyResolver).
 *
 * Returns: (transfer full): a session without cookies, cache and passwords
 */
SoupSession *postino_fetch_session_new (GTlsDatabase *trust);

/**
 * postino_fetch_async:
 * @session: a session
 * @uri: an https address
 * @address: the person's address: a redirect that leaves its registrable domain must
 *   not carry it along
 * @cancellable: (nullable): stops it at once
 * @callback: called with the result
 * @user_data: for @callback
 */
void postino_fetch_async (SoupSession *session,
                          const char *uri,
                          const PostinoAddress *address,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/**
 * postino_fetch_finish:
 * @result: the result
 * @error: #PostinoFetchError, %G_TLS_ERROR_BAD_CERTIFICATE, libsoup's and GIO's errors
 *
 * Returns: (transfer full): the document
 */
GBytes *postino_fetch_finish (GAsyncResult *result, GError **error);

G_END_DECLS
