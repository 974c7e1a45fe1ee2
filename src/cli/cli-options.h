/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands on the command line, read and checked. Never a password.
 */
#pragma once

#include "cli-command.h"
#include "postino-address.h"
#include "postino-letter.h"
#include "postino-server.h"

G_BEGIN_DECLS

/**
 * CliOptions:
 * @address: the address
 * @typed: the servers of --incoming and --outgoing, by #PostinoSide; %NULL where not given
 * @usernames: --incoming-username and --outgoing-username, by #PostinoSide
 * @uris: --incoming and --outgoing as they were given
 * @timeout: for one server as a whole, in seconds
 * @round_trip_limit: how long a message is waited for, in seconds; 0 for as long as usual
 * @letter: (nullable): the message of --look-again
 *
 * The other members are the options of docs/cli.md as they were given.
 */
typedef struct
{
  PostinoAddress *address;
  PostinoServer *typed[2];
  char *usernames[2];
  char *uris[2];
  char *username;
  char *name;
  char *password_file;
  char *outgoing_password_file;
  char *oauth_token_file;
  char *ca_file;
  char *settings;
  char **providers;
  char **confirmed_hosts;
  char **accepted_certificates;
  int timeout;
  int round_trip_limit;
  char *look_again;
  PostinoLetter *letter;
  gboolean json;
  gboolean offline;
  gboolean allow_cleartext;
  gboolean no_repair;
  gboolean no_online_accounts;
  gboolean round_trip;
  gboolean save;
  gboolean verbose;
  gboolean help;
  gboolean help_all;
} CliOptions;

/**
 * cli_options_parse:
 * @argc: the number of @argv
 * @argv: the command's name ("check" or "settings"), its options and the address
 * @status: (out): how to end when there is nothing to go on with
 *
 * Prints the help when it was asked for, and on standard error what is wrong.
 *
 * Returns: (transfer full) (nullable): the options, or %NULL when @status is the end
 */
CliOptions *cli_options_parse (int argc, char **argv, CliStatus *status);

/**
 * cli_options_take_account:
 * @self: options with @uris and user names as they were given
 * @address: the address as it was given
 * @error: what is wrong, a sentence that begins with an option's name where it is one
 *
 * Reads and checks what says which account it is.
 *
 * Returns: whether it can be used
 */
gboolean cli_options_take_account (CliOptions *self, const char *address, GError **error);

/**
 * cli_options_check_cleartext:
 * @self: the options
 * @incoming: (nullable): the server for receiving
 * @outgoing: (nullable): the server for sending
 * @error: a sentence
 *
 * Returns: %FALSE when a password would go without encryption, and nobody said that it may
 */
gboolean cli_options_check_cleartext (const CliOptions *self,
                                      const PostinoServer *incoming,
                                      const PostinoServer *outgoing,
                                      GError **error);

/**
 * cli_options_check_certificates:
 * @self: the options
 * @error: a sentence
 *
 * Returns: whether --accept-certificate can be used
 */
gboolean cli_options_check_certificates (const CliOptions *self, GError **error);

/**
 * cli_options_find_certificate:
 * @self: the options
 * @host: a server
 *
 * Returns: (transfer full) (nullable): SHA-256 of the certificate that
 *   --accept-certificate names for it, lower case hexadecimal
 */
char *cli_options_find_certificate (const CliOptions *self, const char *host);

void cli_options_free (CliOptions *self);

/**
 * cli_options_set_error:
 * @error: gets %G_OPTION_ERROR_BAD_VALUE
 * @format: a translated sentence, with what follows filled in as by printf()
 *
 * Returns: %FALSE, for the reader of options to end with
 */
gboolean cli_options_set_error (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliOptions, cli_options_free)

G_END_DECLS
