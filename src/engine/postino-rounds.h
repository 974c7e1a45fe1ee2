/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All the programs that an account was handed to, one after the other: brought up to
 * date after it was saved again, or rid of it after it was forgotten. One that gives
 * trouble does not keep the others from their turn.
 */
#pragma once

#include "postino-handover.h"
#include "postino-news.h"

G_BEGIN_DECLS

/**
 * postino_rounds_update_async:
 * @account: an account that was saved
 * @id: under which it was saved
 * @passwords: (array fixed-size=2): its passwords, by #PostinoSide
 * @ca_file: (nullable): as for postino_handover_plan()
 * @callback: called with the news
 * @user_data: for @callback
 */
void postino_rounds_update_async (const PostinoAccount *account,
                                  const char *id,
                                  PostinoSecret *const passwords[2],
                                  const char *ca_file,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * postino_rounds_take_back_async:
 * @address: an address whose last account was forgotten
 * @callback: called with the news
 * @user_data: for @callback
 */
void postino_rounds_take_back_async (const PostinoAddress *address,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/**
 * postino_rounds_finish:
 * @result: the result of either
 *
 * Returns: (transfer full): what became of the account there
 */
PostinoNews *postino_rounds_finish (GAsyncResult *result);

G_END_DECLS
