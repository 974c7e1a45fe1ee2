/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes that hold a secret, put together in a secret's own memory.
 */
#pragma once

#include "postino-secret.h"

G_BEGIN_DECLS

/**
 * postino_wire_join:
 * @before: text
 * @secret: a secret
 * @after: text
 *
 * Returns: (transfer full): the three in a row
 */
PostinoSecret *postino_wire_join (const char *before, PostinoSecret *secret, const char *after);

/**
 * postino_wire_quote:
 * @secret: a secret without CR, LF and NUL
 *
 * Returns: (transfer full): an IMAP quoted string (RFC 9051 section 4.3)
 */
PostinoSecret *postino_wire_quote (PostinoSecret *secret);

/**
 * postino_wire_take:
 * @text: (transfer full) (nullable): a secret that a library has left in ordinary
 *   memory, to be freed with free()
 *
 * Returns: (transfer full) (nullable): the same in its own memory; @text is wiped
 */
PostinoSecret *postino_wire_take (char *text);

/**
 * postino_wire_has_control:
 * @bytes: bytes
 * @length: how many
 *
 * Returns: whether CR, LF, NUL or another ASCII control character is among them
 */
gboolean postino_wire_has_control (const char *bytes, gsize length);

G_END_DECLS
