/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The mail accounts that other programs on this computer have. They are read, and
 * never changed.
 */
#pragma once

#include "postino-found-account.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * postino_import_find_async:
 * @cancellable: (nullable): a cancellable
 * @callback: called with the accounts
 * @user_data: for @callback
 *
 * Looks at GNOME Online Accounts, Evolution and Thunderbird. A program that is not there,
 * does not answer within 5 seconds or has an odd file adds nothing; no password is read,
 * and nobody is asked anything.
 */
void postino_import_find_async (GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * postino_import_find_finish:
 * @result: the result
 * @error: %G_IO_ERROR_CANCELLED, and nothing else
 *
 * Returns: (transfer full) (element-type PostinoFoundAccount): the accounts, by address;
 *   or %NULL
 */
GPtrArray *postino_import_find_finish (GAsyncResult *result, GError **error);

/**
 * postino_import_lookup_async:
 * @account: an account that was found
 * @cancellable: (nullable): a cancellable
 * @callback: called with the passwords
 * @user_data: for @callback
 *
 * Looks where the account's program keeps its passwords in the keyring. May ask the person
 * to unlock it, and waits for them.
 */
void postino_import_lookup_async (const PostinoFoundAccount *account,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * postino_import_lookup_finish:
 * @result: the result
 * @passwords: (out) (array fixed-size=2) (transfer full): the password for receiving, then
 *   the one for sending; %NULL where there is none to be had, which is no error
 * @error: %G_IO_ERROR_CANCELLED, and nothing else
 *
 * Where only one of them is kept, it is for both.
 *
 * Returns: %FALSE when it was cancelled
 */
gboolean
postino_import_lookup_finish (GAsyncResult *result, PostinoSecret *passwords[2], GError **error);

G_END_DECLS
