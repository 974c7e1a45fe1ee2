/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One reader a program, for postino-import.c. They block, and are called in a worker
 * thread.
 */
#pragma once

#include "postino-found-account.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* How long a service of the desktop is waited for, in milliseconds. */
#define POSTINO_IMPORT_TIMEOUT_MS 5000

/* Each adds the program's accounts to @found, (element-type PostinoFoundAccount). */
void postino_import_read_goa (GPtrArray *found, GCancellable *cancellable);
void postino_import_read_evolution (GPtrArray *found, GCancellable *cancellable);
void postino_import_read_thunderbird (GPtrArray *found, GCancellable *cancellable);

/**
 * postino_import_take:
 * @found: (element-type PostinoFoundAccount): accounts
 * @account: (transfer full) (nullable): one more
 *
 * Leaves out one that is there already.
 */
void postino_import_take (GPtrArray *found, PostinoFoundAccount *account);

/**
 * postino_import_load_file:
 * @path: a file of another program's
 * @length: (out): its length, in bytes
 *
 * Returns: (transfer full) (nullable): what is in it, with NUL behind it; %NULL for what is
 *   no ordinary file, cannot be read, or is larger than any such file
 */
char *postino_import_load_file (const char *path, gsize *length);

/**
 * postino_import_make_server:
 * @protocol: the protocol
 * @host: (nullable): the host, as the program has it
 * @port: the port; 0 or what is none for the usual one
 * @security: the security
 * @username: (nullable): the user name
 *
 * Returns: (transfer full) (nullable): the server; %NULL for a host or a user name that
 *   nobody can have
 */
PostinoServer *postino_import_make_server (PostinoProtocol protocol,
                                           const char *host,
                                           gint64 port,
                                           PostinoSecurity security,
                                           const char *username);

G_END_DECLS
