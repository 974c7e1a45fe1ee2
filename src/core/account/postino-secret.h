/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A secret while it is alive: reference counted, in locked pages that are kept
 * out of swap and core dumps, wiped when the last reference goes.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _PostinoSecret PostinoSecret;

/** The longest password that is taken from anywhere, in bytes. */
#define POSTINO_SECRET_MAX_PASSWORD 4095
/** A token is shorter than this, in bytes. Some hold a whole signed document. */
#define POSTINO_SECRET_MAX_TOKEN 16384

/**
 * postino_secret_new:
 * @text: the secret, UTF-8 as typed; not changed in any way
 *
 * Copies @text into non-pageable memory. Wiping @text is the caller's business.
 *
 * Returns: (transfer full): a secret
 */
PostinoSecret *postino_secret_new (const char *text);

/**
 * postino_secret_new_len:
 * @data: bytes
 * @length: how many, in bytes
 *
 * Like postino_secret_new() for bytes that need not end in NUL.
 *
 * Returns: (transfer full): a secret
 */
PostinoSecret *postino_secret_new_len (const char *data, gsize length);

/**
 * postino_secret_new_token:
 * @data: bytes
 * @length: how many, in bytes
 *
 * Like postino_secret_new_len() for an OAuth 2.0 access token, which stands where
 * a password would and is sent as nothing else.
 *
 * Returns: (transfer full): a secret
 */
PostinoSecret *postino_secret_new_token (const char *data, gsize length);

/**
 * postino_secret_is_token_text:
 * @text: bytes
 * @length: how many, in bytes
 *
 * Returns: whether they are an access token as RFC 6750 section 2.1 has it ("b64token"),
 *   with "=" allowed anywhere
 */
gboolean postino_secret_is_token_text (const char *text, gsize length);

/**
 * postino_secret_new_without:
 * @self: a secret that is no token
 * @is_left_out: which characters to leave out
 *
 * Bytes that are no UTF-8 stay.
 *
 * Returns: (transfer full): a secret, in pages of its own
 */
PostinoSecret *
postino_secret_new_without (PostinoSecret *self, gboolean (*is_left_out) (gunichar character));

/**
 * postino_secret_is_token:
 * @self: a secret
 *
 * Returns: whether it is an access token and no password
 */
gboolean postino_secret_is_token (PostinoSecret *self);

PostinoSecret *postino_secret_ref (PostinoSecret *self);
void postino_secret_unref (PostinoSecret *self);

/**
 * postino_secret_peek:
 * @self: a secret
 *
 * Returns: (transfer none): the text, valid while a reference is held. Do not
 *   copy it into ordinary memory and never log it.
 */
const char *postino_secret_peek (PostinoSecret *self);

/**
 * postino_secret_get_length:
 * @self: a secret
 *
 * Returns: the length in bytes, without the closing NUL
 */
gsize postino_secret_get_length (PostinoSecret *self);

/**
 * postino_secret_equal:
 * @a: (nullable): a secret
 * @b: (nullable): another
 *
 * Returns: whether both hold the same bytes (or both are %NULL)
 */
gboolean postino_secret_equal (PostinoSecret *a, PostinoSecret *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoSecret, postino_secret_unref)

G_END_DECLS
