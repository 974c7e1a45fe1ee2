/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where verified settings can be handed on to: mail programs, the desktop's own
 * accounts, and documents for a phone or an administrator. One row a target.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostinoTargetKind:
 * @POSTINO_TARGET_DOCUMENT: a document, to be written wherever the person wants it
 * @POSTINO_TARGET_FILES: the program's own files in the person's home
 * @POSTINO_TARGET_SERVICE: a service of the desktop, asked over D-Bus
 */
typedef enum
{
  POSTINO_TARGET_DOCUMENT,
  POSTINO_TARGET_FILES,
  POSTINO_TARGET_SERVICE,
} PostinoTargetKind;

/**
 * PostinoTargetPassword:
 * @POSTINO_TARGET_PASSWORD_ASKED: is not handed on: the program asks for it
 * @POSTINO_TARGET_PASSWORD_READ: the program reads Postino's own item in the keyring, each
 *   time it signs in
 * @POSTINO_TARGET_PASSWORD_KEPT: goes into the program's own item in the keyring
 *
 * What becomes of the password. It is never written anywhere else.
 */
typedef enum
{
  POSTINO_TARGET_PASSWORD_ASKED,
  POSTINO_TARGET_PASSWORD_READ,
  POSTINO_TARGET_PASSWORD_KEPT,
} PostinoTargetPassword;

/**
 * PostinoTarget:
 * @id: the stable name, as for `--format`
 * @name: the program's or the format's name, as people know it, not translated yet
 * @kind: what is written
 * @password: what becomes of the password
 * @needs: (nullable): the program, or the D-Bus name, that it is of no use without
 * @summary: what handing over does, one sentence, not translated yet
 */
typedef struct
{
  const char *id;
  const char *name;
  PostinoTargetKind kind;
  PostinoTargetPassword password;
  const char *needs;
  const char *summary;
} PostinoTarget;

/**
 * postino_target_get_count:
 *
 * Returns: how many targets there are
 */
gsize postino_target_get_count (void);

/**
 * postino_target_get_nth:
 * @index: from 0
 *
 * Returns: (transfer none): a target, those of most people first
 */
const PostinoTarget *postino_target_get_nth (gsize index);

/**
 * postino_target_find:
 * @id: a target's name
 *
 * Returns: (transfer none) (nullable): the target
 */
const PostinoTarget *postino_target_find (const char *id);

/**
 * postino_target_is_available:
 * @self: a target
 *
 * Blocks for a moment where a service is asked for. The settings of a program that is
 * not there can be written all the same.
 *
 * Returns: whether what the target needs is on this computer
 */
gboolean postino_target_is_available (const PostinoTarget *self);

/**
 * postino_target_can_read_password:
 * @self: a target
 *
 * Returns: %FALSE where the target would read the password with secret-tool, which is
 *   not on this computer
 */
gboolean postino_target_can_read_password (const PostinoTarget *self);

/**
 * postino_target_describe_password:
 * @self: a target
 *
 * Returns: (transfer none): what becomes of the password, a translated sentence
 */
const char *postino_target_describe_password (const PostinoTarget *self);

G_END_DECLS
