/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From an address to settings: the providers' data, and the discovery.
 */
#pragma once

#include "cli-loop.h"
#include "cli-options.h"
#include "postino-discovery.h"
#include "postino-known.h"

G_BEGIN_DECLS

/**
 * cli_find_providers:
 * @folders: (nullable): those of --providers
 * @error: a sentence: which folder cannot be read
 *
 * Warns on standard error of each file that cannot be used.
 *
 * Returns: (transfer full) (nullable): what is known beforehand
 */
PostinoProviders *cli_find_providers (char **folders, GError **error);

/**
 * cli_find_read_files:
 * @options: the options
 * @providers: (out): the providers, with those of --providers
 * @trust: (out) (nullable): the authorities of --ca-file; %NULL without it
 * @error: a sentence
 *
 * Reads what was named, before anything else is done.
 *
 * Returns: whether all of it could be read
 */
gboolean cli_find_read_files (const CliOptions *options,
                              PostinoProviders **providers,
                              GTlsDatabase **trust,
                              GError **error);

/**
 * cli_find_settings:
 * @providers: what is known beforehand
 * @trust: (nullable): authorities to trust; %NULL for the system's
 * @options: the options
 * @flags: how far to go; --offline goes before
 * @loop: cancels the search
 * @error: #PostinoDiscoveryError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the settings found, with the user names of
 *   @options
 */
PostinoSettings *cli_find_settings (PostinoProviders *providers,
                                    GTlsDatabase *trust,
                                    const CliOptions *options,
                                    PostinoDiscoveryFlags flags,
                                    CliLoop *loop,
                                    GError **error);

/**
 * cli_find_set_usernames:
 * @settings: what was found
 * @options: the options
 *
 * A user name that was typed wins over what was found.
 */
void cli_find_set_usernames (PostinoSettings *settings, const CliOptions *options);

/**
 * cli_find_print_suggestion:
 * @suggestion: (nullable): the corrected address
 *
 * Asks on standard error whether it was meant.
 */
void cli_find_print_suggestion (const char *suggestion);

G_END_DECLS
