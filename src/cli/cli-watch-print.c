/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One round, for a person and for a program: data/watch.schema.json.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-json-private.h"
#include "cli-text.h"
#include "cli-watch-private.h"
#include "postino-text.h"

#include <glib/gi18n.h>

static const char *const news_nicks[] = {"none", "appeared", "gone", "certificate"};
static const char *const state_nicks[] = {"tested", "resting", "incomplete"};
static const char *const side_nicks[] = {"incoming", "outgoing"};

static char *
describe_rest (const CliWatchVisit *visit)
{
  g_autoptr (GDateTime) end = g_date_time_new_from_unix_local (visit->record.rests_until);
  g_autofree char *time = g_date_time_format (end, "%H:%M");

  return postino_text_fill (_ ("A sign-in was refused, so the next one is not made before {time}."),
                            "time", time, NULL);
}

static char *
describe_state (const CliWatchVisit *visit)
{
  if (visit->state == CLI_WATCH_STATE_RESTING)
    return describe_rest (visit);
  if (visit->state == CLI_WATCH_STATE_INCOMPLETE)
    return g_strdup (_ ("Only one of this account’s servers is in the keyring. Please check and "
                        "save it again."));
  if (!visit->clear[POSTINO_SIDE_INCOMING] || !visit->clear[POSTINO_SIDE_OUTGOING])
    return g_strdup (_ ("A mail server was out of reach, which may be because of the network: that "
                        "is no news."));
  if (visit->news->len == 0)
    return g_strdup (_ ("Nothing has changed."));

  return NULL;
}

static void
print_visit (const CliWatchVisit *visit)
{
  g_autofree char *state = describe_state (visit);

  cli_accounts_print_heading (visit->account->address, visit->account->name);
  for (guint i = 0; i < visit->news->len; i++)
    {
      const CliWatchItem *item = visit->news->pdata[i];

      cli_text_print (item->news == CLI_WATCH_NEWS_GONE ? CLI_STYLE_GOOD : CLI_STYLE_BAD, 2,
                      item->text);
    }
  cli_text_print (CLI_STYLE_PLAIN, 2, state);
}

static void
add_time (JsonBuilder *builder, const char *name, gint64 seconds)
{
  g_autoptr (GDateTime) time = seconds > 0 ? g_date_time_new_from_unix_utc (seconds) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

  cli_json_add_string (builder, name, text);
}

static void
add_side (JsonBuilder *builder, const CliWatchVisit *visit, PostinoSide side)
{
  json_builder_set_member_name (builder, side_nicks[side]);
  if (visit->state != CLI_WATCH_STATE_TESTED)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  cli_json_add_nick (builder, "cause", POSTINO_TYPE_CAUSE,
                     (int) visit->result.diagnoses[side]->cause);
  json_builder_set_member_name (builder, "clear");
  json_builder_add_boolean_value (builder, visit->clear[side]);
  json_builder_end_object (builder);
}

static void
add_news (JsonBuilder *builder, const CliWatchVisit *visit)
{
  json_builder_set_member_name (builder, "news");
  json_builder_begin_array (builder);
  for (guint i = 0; i < visit->news->len; i++)
    {
      const CliWatchItem *item = visit->news->pdata[i];

      json_builder_begin_object (builder);
      cli_json_add_string (builder, "news", news_nicks[item->news]);
      cli_json_add_string (builder, "side", side_nicks[item->side]);
      cli_json_add_string (builder, "text", item->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_visit (JsonBuilder *builder, const CliWatchVisit *visit)
{
  g_autofree char *address = postino_address_to_string (visit->account->address);

  json_builder_begin_object (builder);
  cli_json_add_string (builder, "id", visit->account->id);
  cli_json_add_string (builder, "address", address);
  cli_json_add_string (builder, "state", state_nicks[visit->state]);
  add_side (builder, visit, POSTINO_SIDE_INCOMING);
  add_side (builder, visit, POSTINO_SIDE_OUTGOING);
  add_time (builder, "rests_until", visit->record.rests_until);
  add_news (builder, visit);
  json_builder_set_member_name (builder, "told");
  json_builder_add_boolean_value (builder, visit->told);
  json_builder_end_object (builder);
}

static void
print_json (const CliWatch *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  cli_json_add_int (builder, "schema", CLI_JSON_SCHEMA);
  add_time (builder, "time", g_get_real_time () / G_USEC_PER_SEC);
  cli_json_add_string (builder, "closed", self->closed);
  json_builder_set_member_name (builder, "watched");
  json_builder_begin_array (builder);
  for (guint i = 0; self->closed == NULL && i < self->visits->len; i++)
    add_visit (builder, self->visits->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);
  g_print ("%s\n", text);
}

void
cli_watch_print (const CliWatch *self)
{
  if (self->accounts.check.options->json)
    {
      print_json (self);
      return;
    }

  for (guint i = 0; self->closed == NULL && i < self->visits->len; i++)
    print_visit (self->visits->pdata[i]);
}
