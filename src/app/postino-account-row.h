/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One saved account in the list: who it is, what its last test said, and what can be
 * done with it.
 */
#pragma once

#include "postino-backend.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_ACCOUNT_ROW (postino_account_row_get_type ())
G_DECLARE_FINAL_TYPE (PostinoAccountRow, postino_account_row, POSTINO, ACCOUNT_ROW, GtkListBoxRow)

/**
 * PostinoAccountRow::asked:
 * @self: the row
 * @wish: (type int): a #PostinoAccountWish
 *
 * The person wants something of this account.
 */

/**
 * PostinoAccountWish:
 * @POSTINO_ACCOUNT_TEST: to test it
 * @POSTINO_ACCOUNT_CANCEL: to stop testing it
 * @POSTINO_ACCOUNT_HELP: to know what to do about its last result
 * @POSTINO_ACCOUNT_EDIT: to change it
 * @POSTINO_ACCOUNT_FORGET: to remove it
 */
typedef enum
{
  POSTINO_ACCOUNT_TEST,
  POSTINO_ACCOUNT_CANCEL,
  POSTINO_ACCOUNT_HELP,
  POSTINO_ACCOUNT_EDIT,
  POSTINO_ACCOUNT_FORGET,
} PostinoAccountWish;

/**
 * postino_account_row_new:
 * @account: an account
 * @provider: (nullable): its provider
 * @has_twin: whether another account has the same address
 *
 * Returns: a row
 */
PostinoAccountRow *postino_account_row_new (const PostinoSavedAccount *account,
                                            PostinoProvider *provider,
                                            gboolean has_twin);

const PostinoSavedAccount *postino_account_row_get_account (PostinoAccountRow *self);

/**
 * postino_account_row_show_last:
 * @self: a row
 * @last: (nullable): its last result, %NULL when it was never tested
 * @changes: (nullable): what has changed since it last worked, lines
 */
void postino_account_row_show_last (PostinoAccountRow *self,
                                    const PostinoLastResult *last,
                                    const char *changes);

/**
 * postino_account_row_show_waiting:
 * @self: a row
 *
 * Its test comes after that of others.
 */
void postino_account_row_show_waiting (PostinoAccountRow *self);

/**
 * postino_account_row_begin:
 * @self: a row
 *
 * Its test begins.
 */
void postino_account_row_begin (PostinoAccountRow *self);

/**
 * postino_account_row_show_step:
 * @self: a row whose test is under way
 * @side: which server
 * @stage: which stage
 * @state: what happened to it
 */
void postino_account_row_show_step (PostinoAccountRow *self,
                                    PostinoSide side,
                                    PostinoStage stage,
                                    PostinoStepState state);

/**
 * postino_account_row_show_side:
 * @self: a row whose test is under way
 * @side: the server that has its answer
 * @diagnosis: what it means
 */
void postino_account_row_show_side (PostinoAccountRow *self,
                                    PostinoSide side,
                                    const PostinoDiagnosis *diagnosis);

/**
 * postino_account_row_set_note:
 * @self: a row
 * @text: why there is no new result, a sentence
 */
void postino_account_row_set_note (PostinoAccountRow *self, const char *text);

/**
 * postino_account_row_set_busy:
 * @self: a row
 * @busy: whether another account is being tested, so that nothing can be asked for here
 */
void postino_account_row_set_busy (PostinoAccountRow *self, gboolean busy);

/**
 * postino_account_row_focus:
 * @self: a row
 *
 * Makes a screen reader say how the account is.
 */
void postino_account_row_focus (PostinoAccountRow *self);

G_END_DECLS
