/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who signs in, and how: the choice of a mechanism (RFC 4422) and its steps, which
 * are libgsasl's work.
 */
#pragma once

#include "postino-secret.h"
#include "postino-server.h"

G_BEGIN_DECLS

/**
 * PostinoChannel:
 * @POSTINO_CHANNEL_CLEAR: no TLS; the person has agreed to that
 * @POSTINO_CHANNEL_VERIFIED: TLS with a certificate that an authority vouches for
 * @POSTINO_CHANNEL_ACCEPTED: TLS with a certificate that only the person vouches for
 *
 * What the credentials go through.
 */
typedef enum
{
  POSTINO_CHANNEL_CLEAR,
  POSTINO_CHANNEL_VERIFIED,
  POSTINO_CHANNEL_ACCEPTED,
} PostinoChannel;

typedef struct _PostinoSasl PostinoSasl;

/**
 * postino_sasl_new:
 * @server: its host, protocol and user name are used
 * @password: the password, or a token of postino_secret_new_token()
 *
 * Returns: (transfer full): who signs in
 */
PostinoSasl *postino_sasl_new (const PostinoServer *server, PostinoSecret *password);
void postino_sasl_free (PostinoSasl *self);

/**
 * postino_sasl_get_username:
 * @self: who signs in
 *
 * Returns: (transfer none): the user name, as it is sent
 */
const char *postino_sasl_get_username (PostinoSasl *self);
/**
 * postino_sasl_get_password:
 * @self: who signs in
 *
 * Returns: (transfer none): the password, or the token
 */
PostinoSecret *postino_sasl_get_password (PostinoSasl *self);

/**
 * postino_sasl_set_exporter:
 * @self: who signs in
 * @exporter: (nullable): the TLS channel's exporter value (RFC 9266 section 2); without
 *   it nothing can be bound to the channel
 */
void postino_sasl_set_exporter (PostinoSasl *self, GBytes *exporter);

/**
 * postino_sasl_is_usable:
 * @self: who signs in
 *
 * Returns: whether user name and password can be sent at all: no control
 *   character in the one, no NUL in the other
 */
gboolean postino_sasl_is_usable (PostinoSasl *self);

/**
 * postino_sasl_choose:
 * @self: who signs in
 * @offered: names of mechanisms
 * @channel: what they go through
 *
 * Over verified TLS PLAIN's one round trip comes before SCRAM's three: the password
 * is safe on the way, and many servers have nothing stored to check a proof with.
 * Without TLS, or when the certificate was accepted by hand, a proof comes first. A
 * token goes with OAUTHBEARER or XOAUTH2, over TLS. docs/mechanisms.md has the table.
 *
 * Returns: (nullable) (transfer none): the best one offered that has not begun
 *   yet, or %NULL
 */
const char *
postino_sasl_choose (PostinoSasl *self, const char *const *offered, PostinoChannel channel);

/**
 * postino_sasl_may_send_password:
 * @self: who signs in
 *
 * For the commands that send the password outside of SASL.
 *
 * Returns: whether there is a password, and nothing speaks against showing it to
 *   the server after what was tried
 */
gboolean postino_sasl_may_send_password (PostinoSasl *self);

/**
 * postino_sasl_sends_password:
 * @mechanism: a mechanism's name
 *
 * Returns: whether the server gets the password or token itself, and not a proof
 *   that it is known, which not every server can check for every account
 */
gboolean postino_sasl_sends_password (const char *mechanism);

/**
 * postino_sasl_begin:
 * @self: who signs in
 * @mechanism: from postino_sasl_choose(), or the one before once more
 * @with_initial: whether an initial response may go with the command
 *
 * Returns: (transfer full) (nullable): the initial response in base64, or %NULL
 *   when the server has to ask first
 */
PostinoSecret *postino_sasl_begin (PostinoSasl *self, const char *mechanism, gboolean with_initial);

/**
 * postino_sasl_had_initial:
 * @self: who signs in, begun
 *
 * Returns: whether the server was sent an initial response and has not asked since
 */
gboolean postino_sasl_had_initial (PostinoSasl *self);

/**
 * postino_sasl_is_done:
 * @self: who signs in, begun
 *
 * Returns: whether all was said, so that the server may have checked it
 */
gboolean postino_sasl_is_done (PostinoSasl *self);

/**
 * postino_sasl_get_realm:
 * @self: who signs in
 *
 * Returns: (transfer none) (nullable): the realm that the server asked for a name of
 */
const char *postino_sasl_get_realm (PostinoSasl *self);

/**
 * postino_sasl_get_objection:
 * @self: who signs in
 *
 * Returns: (transfer none) (nullable): what the server said against the token, one line
 *   of JSON (RFC 7628 section 3.2.2)
 */
const char *postino_sasl_get_objection (PostinoSasl *self);

/**
 * postino_sasl_respond:
 * @self: who signs in, begun
 * @challenge: the server's challenge in base64
 *
 * Returns: (transfer full) (nullable): the response in base64, or %NULL when the
 *   challenge makes no sense
 */
PostinoSecret *postino_sasl_respond (PostinoSasl *self, const char *challenge);

/**
 * postino_sasl_blames_mechanism:
 * @words: a server's refusal
 *
 * Returns: whether it is about the mechanism or the form, not about the password
 */
gboolean postino_sasl_blames_mechanism (const char *words);

/**
 * postino_sasl_blames_haste:
 * @words: a server's refusal
 *
 * Returns: whether it is about how often it was tried, or wants a pause: no other
 *   mechanism would do, and each further sign-in makes it worse
 */
gboolean postino_sasl_blames_haste (const char *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoSasl, postino_sasl_free)

G_END_DECLS
