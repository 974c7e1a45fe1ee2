/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The end of a connection on good terms: the last words, and close_notify where
 * there is TLS. No answer is waited for.
 */
#pragma once

#include "postino-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * postino_parting_say_async:
 * @stream: an open stream on which nothing is under way
 * @words: the last bytes, QUIT or LOGOUT
 * @cancellable: (nullable): stops it at once
 * @callback: called when they have left and the stream is closed
 * @user_data: for @callback
 */
void postino_parting_say_async (GIOStream *stream,
                                PostinoSecret *words,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * postino_parting_say_finish:
 * @stream: the stream
 * @result: the result
 *
 * Nothing can have gone wrong that anybody would want to know.
 */
void postino_parting_say_finish (GIOStream *stream, GAsyncResult *result);

G_END_DECLS
