/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a person begins who has accounts already: each with its last result, to be
 * tested again, changed or forgotten.
 */
#pragma once

#include "postino-page.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_ACCOUNTS_PAGE (postino_accounts_page_get_type ())
G_DECLARE_FINAL_TYPE (PostinoAccountsPage,
                      postino_accounts_page,
                      POSTINO,
                      ACCOUNTS_PAGE,
                      PostinoPage)

/**
 * PostinoAccountsPage::opened:
 * @self: the page
 * @to_test: whether to go on to its test
 *
 * The setup holds a saved account with its passwords: to be shown on the other pages.
 */

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

/**
 * postino_accounts_page_show_phase:
 * @self: a page
 * @phase: what there is to show
 * @message: (nullable): what to do about it, a sentence
 */
void postino_accounts_page_show_phase (PostinoAccountsPage *self,
                                       PostinoAccountsPhase phase,
                                       const char *message);

/**
 * postino_accounts_page_show_accounts:
 * @self: a page
 * @accounts: (element-type PostinoSavedAccount): the accounts; their results are the
 *   backend's
 */
void postino_accounts_page_show_accounts (PostinoAccountsPage *self, GPtrArray *accounts);

/**
 * postino_accounts_page_test:
 * @self: a page
 * @id: one of its accounts
 *
 * Tests it.
 */
void postino_accounts_page_test (PostinoAccountsPage *self, const char *id);

/**
 * postino_accounts_page_test_all:
 * @self: a page
 *
 * Tests all accounts, one after the other, as soon as the page is in view and has read
 * them.
 */
void postino_accounts_page_test_all (PostinoAccountsPage *self);

G_END_DECLS
