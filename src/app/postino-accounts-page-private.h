/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the page share.
 */
#pragma once

#include "postino-accounts-page.h"

#include "postino-retests.h"

G_BEGIN_DECLS

/* What the page does for the person, one at a time. */
typedef enum
{
  ERRAND_NONE, /* on to a new account */
  ERRAND_READ,
  ERRAND_UNLOCK,
  ERRAND_TEST,
  ERRAND_OPEN,
  ERRAND_FORGET,
} AccountsErrand;

struct _PostinoAccountsPage
{
  PostinoPage parent_instance;

  PostinoAccountsView *view;

  PostinoAccountsPhase phase;
  AccountsErrand errand;
  AccountsErrand next;          /* when the one under way has ended */
  PostinoSavedAccount *account; /* whose errand it is */
  gboolean to_test;             /* an opened account is to be tested */
  gboolean test_all;            /* as soon as the accounts are there */
  PostinoAccountList *list;     /* the view's */
  PostinoFoundList *found;      /* the view's */
  GPtrArray *saved;             /* the accounts that are listed */
  PostinoRetests *tests;
};

/* The focus makes a screen reader say the heading. */
void postino_accounts_page_announce (PostinoAccountsPage *self);

/* Begins what is next. */
void postino_accounts_page_do_errand (PostinoPage *page,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

G_END_DECLS
