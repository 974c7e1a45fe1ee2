/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What other programs have, for a program: data/found.schema.json.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "cli-json-accounts.h"
#include "cli-json-private.h"

void
cli_json_found_add (JsonBuilder *builder,
                    const PostinoFoundAccount *account,
                    const CliResult *result)
{
  g_autofree char *address = postino_address_to_string (account->address);
  gboolean kept = postino_found_account_keeps_password (account);

  json_builder_begin_object (builder);
  cli_json_add_string (builder, "id", account->id);
  cli_json_add_nick (builder, "program", POSTINO_TYPE_PROGRAM, (int) account->program);
  cli_json_add_string (builder, "profile", account->place);
  cli_json_add_string (builder, "address", address);
  cli_json_add_string (builder, "name", account->name);
  cli_json_accounts_add_server (builder, "incoming", account->incoming);
  cli_json_accounts_add_server (builder, "outgoing", account->outgoing);
  cli_json_add_string (builder, "password",
                       account->in_browser ? "browser" : (kept ? "kept" : "asked"));
  cli_json_accounts_end (builder, result);
}
