/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One run of "watch", for its files.
 */
#pragma once

#include "cli-accounts-private.h"
#include "cli-watch-memory.h"
#include "cli-watch-notifier.h"

G_BEGIN_DECLS

/**
 * CliWatchState:
 * @CLI_WATCH_STATE_TESTED: both servers were tested
 * @CLI_WATCH_STATE_RESTING: a sign-in was refused, and the next one waits
 * @CLI_WATCH_STATE_INCOMPLETE: one of its servers is not in the keyring
 */
typedef enum
{
  CLI_WATCH_STATE_TESTED,
  CLI_WATCH_STATE_RESTING,
  CLI_WATCH_STATE_INCOMPLETE,
} CliWatchState;

/**
 * CliWatchItem:
 * @news: what kind of news
 * @side: which server it is about
 * @text: the same in a sentence
 */
typedef struct
{
  CliWatchNews news;
  PostinoSide side;
  char *text;
} CliWatchItem;

/**
 * CliWatchVisit:
 * @account: a saved account
 * @state: what was done with it
 * @record: what is known of it
 * @result: what came out of its test
 * @clear: which sides are about their servers, and not about the network, by #PostinoSide
 * @news: (element-type CliWatchItem): what is new
 * @told: whether the desktop has taken the notification
 */
typedef struct
{
  const PostinoSavedAccount *account;
  CliWatchState state;
  CliWatchRecord record;
  CliResult result;
  gboolean clear[2];
  GPtrArray *news;
  gboolean told;
} CliWatchVisit;

/**
 * CliWatch:
 * @accounts: the options, and the accounts that are meant
 * @once: whether one round is all
 * @every: minutes from one round to the next
 * @memory: what is remembered
 * @notifier: the desktop's notifications
 * @visits: (element-type CliWatchVisit): the accounts of this round
 * @network: whether any mail server was reached in this round
 * @closed: (nullable): what the keyring does not do, a sentence
 */
typedef struct
{
  CliAccounts accounts;
  gboolean once;
  int every;
  CliWatchMemory *memory;
  CliWatchNotifier *notifier;
  GPtrArray *visits;
  gboolean network;
  char *closed;
} CliWatch;

/**
 * cli_watch_round:
 * @self: a run
 *
 * Tests the accounts, one after the other, tells what is new, and prints what is so.
 *
 * Returns: how the command ends after this round
 */
CliStatus cli_watch_round (CliWatch *self);

/**
 * cli_watch_look:
 * @self: a run
 * @visit: a visit whose servers were tested
 *
 * Finds out what is new, now that it is known whether the network is there.
 */
void cli_watch_look (CliWatch *self, CliWatchVisit *visit);

/**
 * cli_watch_print:
 * @self: a run at the end of a round
 *
 * Prints it on standard output, for a person, or as JSON on one line.
 */
void cli_watch_print (const CliWatch *self);

G_END_DECLS
