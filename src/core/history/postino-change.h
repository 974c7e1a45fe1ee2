/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is different about a server from when it last worked. None of it need be the
 * cause of what does not work; it tells whoever helps where to look first.
 */
#pragma once

#include "postino-traits.h"

G_BEGIN_DECLS

/**
 * PostinoChangeKind:
 * @POSTINO_CHANGE_SERVER_MOVED: it is another server, or another port; nothing else is
 *   compared then
 * @POSTINO_CHANGE_CERTIFICATE_RENEWED: another certificate of the same authority
 * @POSTINO_CHANGE_CERTIFICATE_ISSUER: another certificate of another authority
 * @POSTINO_CHANGE_MECHANISM_GONE: ways to sign in that are not offered any more
 * @POSTINO_CHANGE_MECHANISM_NEW: ways to sign in that were not offered then
 * @POSTINO_CHANGE_CAPABILITY_GONE: what else is not offered any more
 */
typedef enum
{
  POSTINO_CHANGE_SERVER_MOVED,
  POSTINO_CHANGE_CERTIFICATE_RENEWED,
  POSTINO_CHANGE_CERTIFICATE_ISSUER,
  POSTINO_CHANGE_MECHANISM_GONE,
  POSTINO_CHANGE_MECHANISM_NEW,
  POSTINO_CHANGE_CAPABILITY_GONE,
} PostinoChangeKind;

/**
 * PostinoChange:
 * @kind: what kind of change
 * @before: (nullable): what was shown when it last worked: "host:port", a fingerprint, an
 *   authority, or names with spaces between them
 * @now: (nullable): what is shown instead
 * @text: the same as a translated sentence
 */
typedef struct
{
  PostinoChangeKind kind;
  char *before;
  char *now;
  char *text;
} PostinoChange;

/**
 * postino_change_get_nick:
 * @self: a change
 *
 * Returns: (transfer none): what a program calls its kind
 */
const char *postino_change_get_nick (const PostinoChange *self);

/**
 * postino_changes_find:
 * @before: (nullable): what a server showed when it last worked
 * @now: (nullable): what it shows
 *
 * What one of both does not tell is not compared.
 *
 * Returns: (transfer full) (element-type PostinoChange): the changes, maybe none
 */
GPtrArray *postino_changes_find (const PostinoTraits *before, const PostinoTraits *now);

/**
 * postino_changes_describe:
 * @incoming: (nullable) (element-type PostinoChange): the changes of the incoming server
 * @outgoing: (nullable) (element-type PostinoChange): those of the outgoing server
 *
 * Returns: (transfer full) (nullable): a heading and a line for each change, translated;
 *   %NULL where there is none
 */
char *postino_changes_describe (GPtrArray *incoming, GPtrArray *outgoing);

G_END_DECLS
