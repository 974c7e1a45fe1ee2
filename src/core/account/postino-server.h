/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The settings of one server: what has to be known to speak to it, and where
 * that is known from. No secret.
 */
#pragma once

#include "postino-address.h"
#include "postino-enums.h"

G_BEGIN_DECLS

/**
 * PostinoServer:
 * @protocol: what it speaks
 * @host: name or IP address, as found or typed
 * @port: TCP port
 * @security: how the connection is protected
 * @username: (nullable): the user name; %NULL where nobody signs in
 * @auth: sign-in methods it is known to take; 0 when nobody knows
 * @source: where the settings come from
 * @trust: whether a password may go there without asking
 * @answered: whether such a server was met there, when it was tried without signing in
 * @pinned: (nullable): SHA-256 of a certificate that a person has accepted for this
 *   server although nothing vouches for it, lower case hexadecimal
 */
typedef struct
{
  PostinoProtocol protocol;
  char *host;
  guint16 port;
  PostinoSecurity security;
  char *username;
  PostinoAuth auth;
  PostinoSource source;
  PostinoTrust trust;
  gboolean answered;
  char *pinned;
} PostinoServer;

/**
 * PostinoServerError:
 * @POSTINO_SERVER_ERROR_URI: not a server URI; the message says what is wrong
 */
typedef enum
{
  POSTINO_SERVER_ERROR_URI,
} PostinoServerError;

#define POSTINO_SERVER_ERROR (postino_server_error_quark ())
GQuark postino_server_error_quark (void);

#define POSTINO_TYPE_SERVER (postino_server_get_type ())
GType postino_server_get_type (void);

/**
 * postino_server_new:
 * @protocol: the protocol
 * @host: the host
 * @port: the port, or 0 for the usual one of @protocol and @security
 * @security: the security
 * @username: (nullable): the user name
 *
 * Returns: (transfer full): settings with source "manual", vouched for
 */
PostinoServer *postino_server_new (PostinoProtocol protocol,
                                   const char *host,
                                   guint16 port,
                                   PostinoSecurity security,
                                   const char *username);

/**
 * postino_server_new_from_uri:
 * @uri: imaps://HOST[:PORT], imap://, pop3s://, pop3://, smtps:// or smtp://, with
 *   "?security=none" for plain text and "?auth=none" for a server that wants no
 *   sign-in. The s-schemes speak TLS at once, the others require STARTTLS.
 * @error: #PostinoServerError
 *
 * A user name in the URI is taken; a password in it is an error, since it would
 * have stood in the argument list.
 *
 * Returns: (transfer full): settings with source "manual", vouched for, or %NULL
 */
PostinoServer *postino_server_new_from_uri (const char *uri, GError **error);

PostinoServer *postino_server_copy (const PostinoServer *self);
void postino_server_free (PostinoServer *self);

/**
 * postino_server_equal:
 * @a: settings
 * @b: settings
 *
 * Returns: whether a connection would be the same; source and trust don't count
 */
gboolean postino_server_equal (const PostinoServer *a, const PostinoServer *b);

/**
 * postino_server_default_port:
 * @protocol: a protocol
 * @security: a security
 *
 * Returns: the registered port (RFC 8314 for TLS, 587 for submission)
 */
guint16 postino_server_default_port (PostinoProtocol protocol, PostinoSecurity security);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoServer, postino_server_free)

G_END_DECLS
