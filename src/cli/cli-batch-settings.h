/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was found for a domain, as text: one process finds it, another one uses it for
 * every address of the domain.
 */
#pragma once

#include "postino-settings.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * cli_batch_settings_write:
 * @settings: (nullable): what was found for @address
 * @reason: (nullable): why there is nothing, a sentence
 * @address: the address that it was found for
 *
 * User names become templates, for any address of the domain.
 *
 * Returns: (transfer full): a JSON object, whose "individual" is true when it is for
 *   @address alone
 */
JsonObject *cli_batch_settings_write (const PostinoSettings *settings,
                                      const char *reason,
                                      const PostinoAddress *address);

/**
 * cli_batch_settings_read:
 * @object: what cli_batch_settings_write() has made
 * @address: an address of the domain
 * @reason: (out): why there is nothing
 *
 * Returns: (transfer full) (nullable): the settings for @address
 */
PostinoSettings *
cli_batch_settings_read (JsonObject *object, const PostinoAddress *address, char **reason);

/**
 * cli_batch_settings_find_hosts:
 * @found: (nullable): what cli_batch_settings_write() has made
 * @typed: (array fixed-size=2): the servers that were typed, which win over it
 * @n_incoming: (out): how many of them are for receiving
 *
 * Returns: (transfer full): each host that a side of the account may lead to, once for
 *   each side, in lower case
 */
char **
cli_batch_settings_find_hosts (JsonObject *found, PostinoServer *const typed[2], guint *n_incoming);

/**
 * cli_batch_settings_name_host:
 * @host: a server, however it is spelled
 *
 * Returns: (transfer full): its name as the limits know it
 */
char *cli_batch_settings_name_host (const char *host);

G_END_DECLS
