/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A mail account as another program on this computer has it. No secret: only where the
 * program keeps it, where that is a place that we may look in.
 */
#pragma once

#include "postino-account.h"

G_BEGIN_DECLS

/**
 * PostinoProgram:
 * @POSTINO_PROGRAM_ONLINE_ACCOUNTS: GNOME Online Accounts
 * @POSTINO_PROGRAM_EVOLUTION: Evolution, and what else uses its data server
 * @POSTINO_PROGRAM_THUNDERBIRD: Thunderbird
 *
 * Programs that have mail accounts. Nicks as in docs/cli.md.
 */
typedef enum
{
  POSTINO_PROGRAM_ONLINE_ACCOUNTS,
  POSTINO_PROGRAM_EVOLUTION,
  POSTINO_PROGRAM_THUNDERBIRD,
} PostinoProgram;

#define POSTINO_TYPE_PROGRAM (postino_program_get_type ())
GType postino_program_get_type (void);

/**
 * postino_program_get_name:
 * @self: a program
 *
 * Returns: (transfer none): what a person calls it, translated
 */
const char *postino_program_get_name (PostinoProgram self);

/**
 * PostinoFoundAccount:
 * @id: tells it from all other accounts that were found; the same as long as its settings are
 * @program: whose account it is
 * @place: (nullable): the profile, where the program has several
 * @address: its address
 * @name: (nullable): the display name
 * @incoming: the server that mail is read from
 * @outgoing: (nullable): the server that mail is sent through; %NULL where the program does
 *   not say, or hands mail to a program on this computer
 * @in_browser: whether it signs in with the browser there, so that it has no password
 * @keys: (nullable): what the program keeps each password under, by #PostinoSide of the test;
 *   %NULL where it lets nobody have it
 * @shared_key: (nullable): where else a password may be that both servers share
 */
typedef struct
{
  char *id;
  PostinoProgram program;
  char *place;
  PostinoAddress *address;
  char *name;
  PostinoServer *incoming;
  PostinoServer *outgoing;
  gboolean in_browser;
  char *keys[2];
  char *shared_key;
} PostinoFoundAccount;

/**
 * postino_found_account_new:
 * @program: whose account it is
 * @place: (nullable): its profile
 * @address: its address, as the program has it
 * @name: (nullable): the display name
 * @incoming: (transfer full) (nullable): the server that mail is read from
 * @outgoing: (transfer full) (nullable): the server that mail is sent through
 *
 * Returns: (transfer full) (nullable): the account; %NULL without an address that can be
 *   one, or without an incoming server
 */
PostinoFoundAccount *postino_found_account_new (PostinoProgram program,
                                                const char *place,
                                                const char *address,
                                                const char *name,
                                                PostinoServer *incoming,
                                                PostinoServer *outgoing);

PostinoFoundAccount *postino_found_account_copy (const PostinoFoundAccount *self);
void postino_found_account_free (PostinoFoundAccount *self);

/**
 * postino_found_account_to_account:
 * @self: an account
 *
 * Returns: (transfer full) (nullable): what can be tested; %NULL where the server for
 *   sending is not known
 */
PostinoAccount *postino_found_account_to_account (const PostinoFoundAccount *self);

/**
 * postino_found_account_is_called:
 * @self: an account
 * @word: an address or an id, in whatever letter case
 *
 * Returns: whether @word names it
 */
gboolean postino_found_account_is_called (const PostinoFoundAccount *self, const char *word);

/**
 * postino_found_account_keeps_password:
 * @self: an account
 *
 * Returns: whether its program keeps passwords where postino_import_lookup_async() may
 *   look for them
 */
gboolean postino_found_account_keeps_password (const PostinoFoundAccount *self);

/**
 * postino_found_account_describe_program:
 * @self: an account
 *
 * Returns: (transfer full): the program, with the profile where there is one, translated
 */
char *postino_found_account_describe_program (const PostinoFoundAccount *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoFoundAccount, postino_found_account_free)

G_END_DECLS
