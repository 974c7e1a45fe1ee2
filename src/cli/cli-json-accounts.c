/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * No password is ever among it: none is read for this.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "cli-json-accounts.h"
#include "cli-json-private.h"

void
cli_json_accounts_add_server (JsonBuilder *builder, const char *name, const PostinoServer *server)
{
  json_builder_set_member_name (builder, name);
  if (server == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  cli_json_add_nick (builder, "protocol", POSTINO_TYPE_PROTOCOL, (int) server->protocol);
  cli_json_add_string (builder, "host", server->host);
  cli_json_add_int (builder, "port", server->port);
  cli_json_add_nick (builder, "security", POSTINO_TYPE_SECURITY, (int) server->security);
  cli_json_add_string (builder, "username", server->username);
  cli_json_add_string (builder, "certificate", server->pinned);
  json_builder_end_object (builder);
}

static void
add_time (JsonBuilder *builder, const char *name, gint64 seconds)
{
  g_autoptr (GDateTime) time = seconds > 0 ? g_date_time_new_from_unix_utc (seconds) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

  cli_json_add_string (builder, name, text);
}

static void
add_last (JsonBuilder *builder, const PostinoHistory *history, const char *id)
{
  PostinoLastResult last;

  json_builder_set_member_name (builder, "last");
  if (!postino_history_look_up (history, id, &last))
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  add_time (builder, "tested", last.tested);
  add_time (builder, "worked", last.worked);
  cli_json_add_nick (builder, "incoming", POSTINO_TYPE_CAUSE, (int) last.incoming);
  cli_json_add_nick (builder, "outgoing", POSTINO_TYPE_CAUSE, (int) last.outgoing);
  json_builder_end_object (builder);
}

static void
add_changes (JsonBuilder *builder, const char *name, const GPtrArray *changes)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      const PostinoChange *change = changes->pdata[i];

      json_builder_begin_object (builder);
      cli_json_add_string (builder, "change", postino_change_get_nick (change));
      cli_json_add_string (builder, "before", change->before);
      cli_json_add_string (builder, "now", change->now);
      cli_json_add_string (builder, "text", change->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

JsonBuilder *
cli_json_accounts_new (const char *name)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  cli_json_add_int (builder, "schema", CLI_JSON_SCHEMA);
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  return builder;
}

void
cli_json_accounts_end (JsonBuilder *builder, const CliResult *result)
{
  json_builder_set_member_name (builder, "result");
  if (result != NULL)
    cli_json_add_result (builder, result);
  else
    json_builder_add_null_value (builder);
  json_builder_end_object (builder);
}

void
cli_json_accounts_add (JsonBuilder *builder,
                       const PostinoSavedAccount *account,
                       const PostinoHistory *history,
                       const CliResult *result)
{
  g_autofree char *address = postino_address_to_string (account->address);

  json_builder_begin_object (builder);
  cli_json_add_string (builder, "id", account->id);
  cli_json_add_string (builder, "address", address);
  cli_json_add_string (builder, "name", account->name);
  cli_json_accounts_add_server (builder, "incoming", account->incoming);
  cli_json_accounts_add_server (builder, "outgoing", account->outgoing);
  add_last (builder, history, account->id);
  json_builder_set_member_name (builder, "changes");
  json_builder_begin_object (builder);
  add_changes (builder, "incoming", result != NULL ? result->changes[POSTINO_SIDE_INCOMING] : NULL);
  add_changes (builder, "outgoing", result != NULL ? result->changes[POSTINO_SIDE_OUTGOING] : NULL);
  json_builder_end_object (builder);
  cli_json_accounts_end (builder, result);
}

void
cli_json_accounts_print (JsonBuilder *builder)
{
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  cli_json_print (builder);
}
