/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The saved accounts, or why they cannot be seen: what a phase looks like.
 */
#pragma once

#include "postino-account-list.h"
#include "postino-found-list.h"

G_BEGIN_DECLS

/**
 * PostinoAccountsPhase:
 * @POSTINO_ACCOUNTS_READING: the keyring is read
 * @POSTINO_ACCOUNTS_LISTED: the accounts are shown, or that there are none
 * @POSTINO_ACCOUNTS_LOCKED: the keyring has to be unlocked first
 * @POSTINO_ACCOUNTS_CLOSED: the keyring cannot be read
 */
typedef enum
{
  POSTINO_ACCOUNTS_READING,
  POSTINO_ACCOUNTS_LISTED,
  POSTINO_ACCOUNTS_LOCKED,
  POSTINO_ACCOUNTS_CLOSED,
} PostinoAccountsPhase;

#define POSTINO_TYPE_ACCOUNTS_VIEW (postino_accounts_view_get_type ())
G_DECLARE_FINAL_TYPE (PostinoAccountsView, postino_accounts_view, POSTINO, ACCOUNTS_VIEW, AdwBin)

/**
 * postino_accounts_view_show:
 * @self: a view
 * @phase: what there is to show
 * @message: (nullable): what to do about a closed keyring, a sentence
 * @testing_all: whether all accounts are being tested
 */
void postino_accounts_view_show (PostinoAccountsView *self,
                                 PostinoAccountsPhase phase,
                                 const char *message,
                                 gboolean testing_all);

/**
 * postino_accounts_view_get_list:
 * @self: a view
 *
 * Returns: (transfer none): its list, which is in sight when there are accounts
 */
PostinoAccountList *postino_accounts_view_get_list (PostinoAccountsView *self);

/**
 * postino_accounts_view_get_found:
 * @self: a view
 *
 * Returns: (transfer none): the accounts that other programs have
 */
PostinoFoundList *postino_accounts_view_get_found (PostinoAccountsView *self);

/**
 * postino_accounts_view_announce:
 * @self: a view
 *
 * Makes a screen reader say its heading.
 */
void postino_accounts_view_announce (PostinoAccountsView *self);

G_END_DECLS
