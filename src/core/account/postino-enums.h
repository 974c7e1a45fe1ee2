/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words that every folder shares, each with the stable nick that stands in
 * provider files, on the command line and in JSON (see docs/cli.md).
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PostinoProtocol:
 * @POSTINO_PROTOCOL_IMAP: RFC 9051 and RFC 3501
 * @POSTINO_PROTOCOL_POP3: RFC 1939
 * @POSTINO_PROTOCOL_SMTP: message submission, RFC 6409
 */
typedef enum
{
  POSTINO_PROTOCOL_IMAP,
  POSTINO_PROTOCOL_POP3,
  POSTINO_PROTOCOL_SMTP,
} PostinoProtocol;

/**
 * PostinoSecurity:
 * @POSTINO_SECURITY_TLS: TLS from the first byte (RFC 8314, "implicit TLS")
 * @POSTINO_SECURITY_STARTTLS: plain text first, then STARTTLS or STLS, required
 * @POSTINO_SECURITY_NONE: plain text
 */
typedef enum
{
  POSTINO_SECURITY_TLS,
  POSTINO_SECURITY_STARTTLS,
  POSTINO_SECURITY_NONE,
} PostinoSecurity;

/**
 * PostinoSource:
 *
 * Where a setting was found. Nicks as in docs/cli.md.
 */
typedef enum
{
  POSTINO_SOURCE_BUNDLED,
  POSTINO_SOURCE_DROP_IN,
  POSTINO_SOURCE_PROVIDER_AUTOCONFIG,
  POSTINO_SOURCE_ISPDB,
  POSTINO_SOURCE_DNS_SRV,
  POSTINO_SOURCE_MX,
  POSTINO_SOURCE_GUESS,
  POSTINO_SOURCE_MANUAL,
} PostinoSource;

/**
 * PostinoTrust:
 * @POSTINO_TRUST_VOUCHED: a password may go to this host
 * @POSTINO_TRUST_UNCONFIRMED: nothing vouches for this host: ask the person first
 */
typedef enum
{
  POSTINO_TRUST_VOUCHED,
  POSTINO_TRUST_UNCONFIRMED,
} PostinoTrust;

/**
 * PostinoPolicy:
 * @POSTINO_POLICY_UNKNOWN: nobody wrote it down
 * @POSTINO_POLICY_PASSWORD: the account's own password works
 * @POSTINO_POLICY_APP_PASSWORD: a password made for programs is wanted
 * @POSTINO_POLICY_OAUTH: only a sign-in in the browser (OAuth 2.0) works
 * @POSTINO_POLICY_BRIDGE: a helper program on this computer is the server
 * @POSTINO_POLICY_UNSUPPORTED: no IMAP, POP3 or SMTP at all
 *
 * How a provider lets mail programs in.
 */
typedef enum
{
  POSTINO_POLICY_UNKNOWN,
  POSTINO_POLICY_PASSWORD,
  POSTINO_POLICY_APP_PASSWORD,
  POSTINO_POLICY_OAUTH,
  POSTINO_POLICY_BRIDGE,
  POSTINO_POLICY_UNSUPPORTED,
} PostinoPolicy;

/**
 * PostinoAuth:
 * @POSTINO_AUTH_PASSWORD_CLEARTEXT: PLAIN, LOGIN, USER/PASS
 * @POSTINO_AUTH_PASSWORD_ENCRYPTED: CRAM-MD5, DIGEST-MD5, SCRAM
 * @POSTINO_AUTH_OAUTH2: XOAUTH2, OAUTHBEARER (RFC 7628)
 * @POSTINO_AUTH_NONE: no sign-in
 *
 * Sign-in methods that a server is known to take; a set. The nicks are those of
 * Mozilla's autoconfig format, in lower case.
 */
typedef enum
{
  POSTINO_AUTH_PASSWORD_CLEARTEXT = 1 << 0,
  POSTINO_AUTH_PASSWORD_ENCRYPTED = 1 << 1,
  POSTINO_AUTH_OAUTH2 = 1 << 2,
  POSTINO_AUTH_NONE = 1 << 3,
} PostinoAuth;

/**
 * PostinoLinkRel:
 * @POSTINO_LINK_PASSWORD_RESET: works without being signed in
 * @POSTINO_LINK_APP_PASSWORD: where an app password is made
 * @POSTINO_LINK_ENABLE_ACCESS: where IMAP, POP3 or SMTP is switched on
 * @POSTINO_LINK_SIGN_IN: the web mail's sign-in page
 * @POSTINO_LINK_HELP: the provider's help for mail programs
 */
typedef enum
{
  POSTINO_LINK_PASSWORD_RESET,
  POSTINO_LINK_APP_PASSWORD,
  POSTINO_LINK_ENABLE_ACCESS,
  POSTINO_LINK_SIGN_IN,
  POSTINO_LINK_HELP,
} PostinoLinkRel;

/**
 * PostinoStage:
 *
 * The stages of one server's test, in the order in which they happen. An
 * incoming server has a mailbox where an outgoing one has a sender.
 */
typedef enum
{
  POSTINO_STAGE_LOOKUP,
  POSTINO_STAGE_CONNECT,
  POSTINO_STAGE_TLS,
  POSTINO_STAGE_GREETING,
  POSTINO_STAGE_LOGIN,
  POSTINO_STAGE_MAILBOX,
  POSTINO_STAGE_SENDER,
  POSTINO_STAGE_DONE,
} PostinoStage;

/**
 * PostinoNetwork:
 * @POSTINO_NETWORK_UNKNOWN: nobody asked
 * @POSTINO_NETWORK_NONE: this computer alone is within reach
 * @POSTINO_NETWORK_LIMITED: some hosts are, the internet is not
 * @POSTINO_NETWORK_PORTAL: a page wants a sign-in first
 * @POSTINO_NETWORK_FULL: the whole internet is
 *
 * What the system says of the network.
 */
typedef enum
{
  POSTINO_NETWORK_UNKNOWN,
  POSTINO_NETWORK_NONE,
  POSTINO_NETWORK_LIMITED,
  POSTINO_NETWORK_PORTAL,
  POSTINO_NETWORK_FULL,
} PostinoNetwork;

#define POSTINO_TYPE_PROTOCOL (postino_protocol_get_type ())
#define POSTINO_TYPE_SECURITY (postino_security_get_type ())
#define POSTINO_TYPE_SOURCE   (postino_source_get_type ())
#define POSTINO_TYPE_TRUST    (postino_trust_get_type ())
#define POSTINO_TYPE_POLICY   (postino_policy_get_type ())
#define POSTINO_TYPE_AUTH     (postino_auth_get_type ())
#define POSTINO_TYPE_LINK_REL (postino_link_rel_get_type ())
#define POSTINO_TYPE_STAGE    (postino_stage_get_type ())
#define POSTINO_TYPE_NETWORK  (postino_network_get_type ())

GType postino_protocol_get_type (void);
GType postino_security_get_type (void);
GType postino_source_get_type (void);
GType postino_trust_get_type (void);
GType postino_policy_get_type (void);
GType postino_auth_get_type (void);
GType postino_link_rel_get_type (void);
GType postino_stage_get_type (void);
GType postino_network_get_type (void);

/**
 * postino_enum_to_nick:
 * @type: an enumeration's type
 * @value: one of its values
 *
 * Returns: (transfer none): the stable nick of @value, or %NULL if it has none
 */
const char *postino_enum_to_nick (GType type, int value);

/**
 * postino_enum_from_nick:
 * @type: an enumeration's or a flags' type
 * @nick: the nick, matched exactly
 * @value: (out): the value
 *
 * Returns: whether @type has a value of that nick
 */
gboolean postino_enum_from_nick (GType type, const char *nick, int *value);

G_END_DECLS
