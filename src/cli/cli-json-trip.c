/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-cli"

#include "cli-json-trip.h"

#include "postino-allowances.h"

#define MAX_REPLY 20000

static void
add_authentication (JsonBuilder *builder, const PostinoAuthResults *results)
{
  json_builder_set_member_name (builder, "authentication");
  if (results == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  cli_json_add_string (builder, "server", results->server);
  cli_json_add_string (builder, "spf", results->spf);
  cli_json_add_string (builder, "dkim", results->dkim);
  cli_json_add_string (builder, "dmarc", results->dmarc);
  json_builder_set_member_name (builder, "aligned");
  json_builder_add_boolean_value (builder, results->aligned);
  json_builder_end_object (builder);
}

/* What a server says nothing about is null. */
static void
add_count (JsonBuilder *builder, const char *name, gint64 value, gboolean known)
{
  if (known)
    cli_json_add_int (builder, name, value);
  else
    cli_json_add_string (builder, name, NULL);
}

static void
add_allowed (JsonBuilder *builder, const CliResult *result)
{
  PostinoAllowances allowed;

  postino_allowances_read (&allowed, result->reports[0], result->reports[1]);
  json_builder_set_member_name (builder, "allowed");
  json_builder_begin_object (builder);
  add_count (builder, "message_size", (gint64) allowed.message_size, allowed.message_size > 0);
  json_builder_set_member_name (builder, "idle");
  json_builder_add_boolean_value (builder, allowed.idle);
  json_builder_set_member_name (builder, "utf8");
  json_builder_add_boolean_value (builder, allowed.utf8);
  json_builder_end_object (builder);
}

static void
add_diagnosis (JsonBuilder *builder, const PostinoDiagnosis *diagnosis)
{
  json_builder_set_member_name (builder, "diagnosis");
  if (diagnosis == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  cli_json_add_nick (builder, "cause", POSTINO_TYPE_CAUSE, (int) diagnosis->cause);
  cli_json_add_string (builder, "headline", diagnosis->headline);
  cli_json_add_advice (builder, diagnosis);
  cli_json_add_links (builder, diagnosis->links);
  json_builder_end_object (builder);
}

static void
add_members (JsonBuilder *builder, const CliResult *result)
{
  const PostinoTrip *trip = result->trip;
  g_auto (GStrv) sentences = postino_trip_describe (trip, result->address);

  cli_json_add_nick (builder, "state", POSTINO_TYPE_TRIP_STATE, (int) trip->state);
  cli_json_add_string (builder, "headline", postino_trip_get_headline (trip));
  cli_json_add_strings (builder, "sentences", sentences);
  cli_json_add_string (builder, "folder", trip->folder);
  add_count (builder, "seconds", trip->seconds, trip->seconds >= 0);
  cli_json_add_int (builder, "copies", trip->copies);
  cli_json_add_int (builder, "sent_copies", trip->sent_copies);
  cli_json_add_int (builder, "reports", trip->reports);
  cli_json_add_nick (builder, "deleted", POSTINO_TYPE_CLEANING, (int) trip->cleaning);
  add_authentication (builder, trip->authentication);
  cli_json_add_string (builder, "status", trip->status);
  cli_json_add_text (builder, "reply", trip->reply, MAX_REPLY);
  add_diagnosis (builder, trip->diagnosis);
}

/* Stopped: only the letter is there. */
void
cli_json_add_trip (JsonBuilder *builder, const CliResult *result)
{
  g_autofree char *letter =
    result->letter != NULL ? postino_letter_to_string (result->letter) : NULL;

  json_builder_set_member_name (builder, "round_trip");
  if (result->trip == NULL && letter == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  cli_json_add_string (builder, "letter", letter);
  if (result->trip != NULL)
    add_members (builder, result);
  add_allowed (builder, result);
  json_builder_end_object (builder);
}
