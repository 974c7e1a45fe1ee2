/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes from a server on their way to becoming replies, within limits.
 */
#pragma once

#include "postino-dialog.h"

G_BEGIN_DECLS

typedef struct _PostinoInput PostinoInput;

/* As #PostinoDialogClass.frame. */
typedef PostinoFrame (*PostinoInputFrame) (const char *reply,
                                           gsize line,
                                           gsize length,
                                           gsize *literal,
                                           gpointer user_data);

/**
 * postino_input_new:
 *
 * Returns: (transfer full): an input with nothing in it
 */
PostinoInput *postino_input_new (void);
void postino_input_free (PostinoInput *self);

/**
 * postino_input_push:
 * @self: an input
 * @data: what has come
 * @length: its length in bytes
 */
void postino_input_push (PostinoInput *self, const char *data, gsize length);
/**
 * postino_input_clear:
 * @self: an input
 *
 * Forgets what has come.
 */
void postino_input_clear (PostinoInput *self);
/**
 * postino_input_is_empty:
 * @self: an input
 *
 * Returns: whether everything that has come was taken
 */
gboolean postino_input_is_empty (PostinoInput *self);

/**
 * postino_input_peek:
 * @self: an input
 * @length: (out) (optional): how many bytes
 *
 * Returns: (transfer none): what has come and was not taken, with a NUL behind it
 */
const char *postino_input_peek (PostinoInput *self, gsize *length);

/**
 * postino_input_take:
 * @self: an input
 * @frame: tells where a reply ends
 * @user_data: for @frame
 * @reply: (out) (transfer full) (nullable): the next reply, %NULL when it is not
 *   all there yet
 * @length: (out): its length in bytes
 *
 * Returns: whether the input is within the limits, and the protocol
 */
gboolean postino_input_take (PostinoInput *self,
                             PostinoInputFrame frame,
                             gpointer user_data,
                             char **reply,
                             gsize *length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoInput, postino_input_free)

G_END_DECLS
