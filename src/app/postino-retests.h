/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saved accounts that are tested again, one after the other, each shown in its row.
 */
#pragma once

#include "postino-account-list.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_RETESTS (postino_retests_get_type ())
G_DECLARE_FINAL_TYPE (PostinoRetests, postino_retests, POSTINO, RETESTS, GObject)

/**
 * PostinoRetests::changed:
 * @self: the tests
 *
 * Another account is tested, or none any more.
 */

/**
 * postino_retests_new:
 * @list: shows them
 * @backend: makes them
 *
 * Returns: (transfer full): no test yet
 */
PostinoRetests *postino_retests_new (PostinoAccountList *list, PostinoBackend *backend);

/**
 * postino_retests_add:
 * @self: tests
 * @row: an account; nothing is done for one that lacks a server
 */
void postino_retests_add (PostinoRetests *self, PostinoAccountRow *row);

/**
 * postino_retests_add_all:
 * @self: tests
 *
 * Adds every account of the list, in place of what waited before.
 */
void postino_retests_add_all (PostinoRetests *self);

/**
 * postino_retests_is_waiting:
 * @self: tests
 *
 * Returns: whether an account waits for its test, or is being tested
 */
gboolean postino_retests_is_waiting (PostinoRetests *self);

/**
 * postino_retests_is_of_many:
 * @self: tests
 *
 * Returns: whether all accounts are tested, and not just one
 */
gboolean postino_retests_is_of_many (PostinoRetests *self);

/**
 * postino_retests_clear:
 * @self: tests
 *
 * No account waits any more: each shows its last result.
 */
void postino_retests_clear (PostinoRetests *self);

void postino_retests_run_async (PostinoRetests *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * postino_retests_run_finish:
 * @self: tests
 * @result: the result
 *
 * Returns: (transfer full) (nullable): the account that was tested last; %NULL when
 *   postino_retests_clear() came in between
 */
PostinoAccountRow *postino_retests_run_finish (PostinoRetests *self, GAsyncResult *result);

G_END_DECLS
