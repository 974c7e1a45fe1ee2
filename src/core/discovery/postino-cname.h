/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which other name a name is an alias for: the one question to DNS that GResolver
 * has no call for.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * postino_cname_look_up_async:
 * @name: a host name, A-labels
 * @cancellable: (nullable): stops the waiting at once
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks for the CNAME record of @name (RFC 1035 section 3.3.1), in a thread of GLib's
 * pool, as GResolver does.
 */
void postino_cname_look_up_async (const char *name,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * postino_cname_look_up_finish:
 * @result: the result
 * @error: #GResolverError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what @name is an alias for, lower case, without
 *   the root's dot
 */
char *postino_cname_look_up_finish (GAsyncResult *result, GError **error);

G_END_DECLS
