/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every key is always there, null where there is nothing to say; what servers
 * say is made safe first.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "cli-json-private.h"
#include "cli-json-trip.h"
#include "cli-json.h"
#include "postino-text.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

#define MAX_TEXT   1000
#define MAX_ADVICE 4000
#define MAX_REPLY  20000
#define MAX_NAMES  100

void
cli_json_add_text (JsonBuilder *builder, const char *name, const char *text, gsize max_chars)
{
  g_autofree char *safe = postino_text_make_safe (text, max_chars);

  json_builder_set_member_name (builder, name);
  if (safe != NULL)
    json_builder_add_string_value (builder, safe);
  else
    json_builder_add_null_value (builder);
}

void
cli_json_add_string (JsonBuilder *builder, const char *name, const char *text)
{
  cli_json_add_text (builder, name, text, MAX_TEXT);
}

void
cli_json_add_strings (JsonBuilder *builder, const char *name, char **texts)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (; *texts != NULL; texts++)
    {
      g_autofree char *safe = postino_text_make_safe (*texts, MAX_TEXT);

      json_builder_add_string_value (builder, safe);
    }
  json_builder_end_array (builder);
}

/* What it means and what to do: in one paragraph, and by themselves. */
void
cli_json_add_advice (JsonBuilder *builder, const PostinoDiagnosis *diagnosis)
{
  cli_json_add_text (builder, "advice", diagnosis->advice, MAX_ADVICE);
  cli_json_add_string (builder, "meaning", diagnosis->meaning);
  cli_json_add_strings (builder, "steps", diagnosis->steps);
}

void
cli_json_add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
cli_json_add_nick (JsonBuilder *builder, const char *name, GType type, int value)
{
  cli_json_add_string (builder, name, postino_enum_to_nick (type, value));
}

static void
add_date (JsonBuilder *builder, const char *name, GDateTime *date)
{
  g_autofree char *text = date != NULL ? g_date_time_format_iso8601 (date) : NULL;

  cli_json_add_string (builder, name, text);
}

static void
add_head (JsonBuilder *builder,
          const PostinoAddress *address,
          const PostinoProvider *provider,
          const char *source)
{
  g_autofree char *text = postino_address_to_string (address);

  cli_json_add_int (builder, "schema", CLI_JSON_SCHEMA);
  cli_json_add_string (builder, "address", text);
  json_builder_set_member_name (builder, "provider");
  if (provider != NULL)
    {
      json_builder_begin_object (builder);
      cli_json_add_string (builder, "id", provider->id);
      cli_json_add_string (builder, "name", provider->name);
      json_builder_end_object (builder);
    }
  else
    json_builder_add_null_value (builder);
  cli_json_add_string (builder, "source", source);
}

void
cli_json_add_links (JsonBuilder *builder, const GPtrArray *links)
{
  json_builder_set_member_name (builder, "links");
  json_builder_begin_array (builder);
  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const PostinoLink *link = g_ptr_array_index (links, i);

      json_builder_begin_object (builder);
      cli_json_add_nick (builder, "rel", POSTINO_TYPE_LINK_REL, (int) link->rel);
      cli_json_add_string (builder, "href", link->href);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_alternatives (JsonBuilder *builder, const GPtrArray *alternatives)
{
  json_builder_set_member_name (builder, "alternatives");
  json_builder_begin_array (builder);
  for (guint i = 0; i < alternatives->len; i++)
    {
      const PostinoDiagnosis *alternative = g_ptr_array_index (alternatives, i);

      json_builder_begin_object (builder);
      cli_json_add_nick (builder, "cause", POSTINO_TYPE_CAUSE, (int) alternative->cause);
      cli_json_add_advice (builder, alternative);
      cli_json_add_links (builder, alternative->links);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_names (JsonBuilder *builder, char **names)
{
  json_builder_set_member_name (builder, "names");
  json_builder_begin_array (builder);
  for (guint i = 0; names != NULL && names[i] != NULL && i < MAX_NAMES; i++)
    {
      g_autofree char *safe = postino_text_make_safe (names[i], MAX_TEXT);

      json_builder_add_string_value (builder, safe);
    }
  json_builder_end_array (builder);
}

static void
add_tls (JsonBuilder *builder, const PostinoReport *report)
{
  const PostinoTlsInfo *tls = report->tls;

  json_builder_set_member_name (builder, "tls");
  if (tls == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  cli_json_add_string (builder, "version", tls->version);
  cli_json_add_string (builder, "cipher", tls->cipher);
  cli_json_add_string (builder, "subject", tls->subject);
  add_names (builder, tls->names);
  cli_json_add_string (builder, "issuer", tls->issuer);
  add_date (builder, "not_before", tls->not_before);
  add_date (builder, "expires", tls->not_after);
  cli_json_add_string (builder, "sha256", tls->sha256);
  json_builder_set_member_name (builder, "accepted_by_hand");
  json_builder_add_boolean_value (builder, report->accepted_by_hand);
  json_builder_end_object (builder);
}

static void
add_quota (JsonBuilder *builder, const PostinoReport *report)
{
  json_builder_set_member_name (builder, "quota");
  if (report->quota_limit_kib == 0)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  cli_json_add_int (builder, "used_kib", (gint64) MIN (report->quota_used_kib, G_MAXINT64));
  cli_json_add_int (builder, "limit_kib", (gint64) MIN (report->quota_limit_kib, G_MAXINT64));
  json_builder_end_object (builder);
}

/* What "check" and "settings" say about a server in the same way. */
static void
add_server (JsonBuilder *builder, const PostinoServer *server)
{
  cli_json_add_nick (builder, "protocol", POSTINO_TYPE_PROTOCOL, (int) server->protocol);
  cli_json_add_string (builder, "host", server->host);
  cli_json_add_int (builder, "port", server->port);
  cli_json_add_nick (builder, "security", POSTINO_TYPE_SECURITY, (int) server->security);
  cli_json_add_string (builder, "username", server->username);
  cli_json_add_nick (builder, "trust", POSTINO_TYPE_TRUST, (int) server->trust);
}

/* What every attempt says of itself. */
static void
add_outcome (JsonBuilder *builder, const PostinoReport *report, const PostinoDiagnosis *diagnosis)
{
  add_server (builder, report->server);
  cli_json_add_string (builder, "mechanism", report->mechanism);
  cli_json_add_nick (builder, "cause", POSTINO_TYPE_CAUSE, (int) diagnosis->cause);
  cli_json_add_nick (builder, "stage", POSTINO_TYPE_STAGE, (int) diagnosis->stage);
  cli_json_add_text (builder, "reply", report->reply, MAX_REPLY);
  cli_json_add_advice (builder, diagnosis);
  cli_json_add_strings (builder, "hints", diagnosis->hints);
  add_alternatives (builder, diagnosis->alternatives);
  cli_json_add_links (builder, diagnosis->links);
  add_quota (builder, report);
  cli_json_add_string (builder, "realm", report->realm);
  add_tls (builder, report);
  cli_json_add_int (builder, "elapsed_ms", report->elapsed_ms);
}

static void
add_attempts (JsonBuilder *builder, const GPtrArray *attempts)
{
  json_builder_set_member_name (builder, "attempts");
  json_builder_begin_array (builder);
  for (guint i = 0; attempts != NULL && i < attempts->len; i++)
    {
      const PostinoAttempt *attempt = g_ptr_array_index (attempts, i);

      json_builder_begin_object (builder);
      add_outcome (builder, attempt->report, attempt->diagnosis);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_side (JsonBuilder *builder, const char *name, const CliResult *result, PostinoSide side)
{
  json_builder_set_member_name (builder, name);
  if (result->reports[side] == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  add_outcome (builder, result->reports[side], result->diagnoses[side]);
  add_attempts (builder, result->attempts[side]);
  cli_json_add_string (builder, "mended", result->mended[side]);
  json_builder_end_object (builder);
}

static void
add_mechanisms (JsonBuilder *builder, PostinoAuth auth)
{
  json_builder_set_member_name (builder, "mechanisms");
  json_builder_begin_array (builder);
  for (guint bit = 1; bit != 0 && bit <= auth; bit <<= 1)
    if ((auth & bit) != 0)
      json_builder_add_string_value (builder, postino_enum_to_nick (POSTINO_TYPE_AUTH, (int) bit));
  json_builder_end_array (builder);
}

static void
add_settings (JsonBuilder *builder, const char *name, const GPtrArray *servers)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; servers != NULL && i < servers->len; i++)
    {
      const PostinoServer *server = g_ptr_array_index (servers, i);

      json_builder_begin_object (builder);
      add_server (builder, server);
      add_mechanisms (builder, server->auth);
      cli_json_add_nick (builder, "source", POSTINO_TYPE_SOURCE, (int) server->source);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_online_account (JsonBuilder *builder, const CliOnlineAccount *online)
{
  json_builder_set_member_name (builder, "online_account");
  if (online->provider == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  cli_json_add_string (builder, "provider", online->provider);
  cli_json_add_string (builder, "state", online->state);
  cli_json_add_string (builder, "text", online->text);
  json_builder_end_object (builder);
}

/* JSON is UTF-8, whatever the locale: not through g_print(). */
void
cli_json_print (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);

  puts (text);
}

void
cli_json_add_result_members (JsonBuilder *builder, const CliResult *result)
{
  add_head (builder, result->address, result->provider, result->source);
  cli_json_add_string (builder, "verdict", result->verdict);
  cli_json_add_string (builder, "headline", result->headline);
  add_side (builder, "incoming", result, POSTINO_SIDE_INCOMING);
  add_side (builder, "outgoing", result, POSTINO_SIDE_OUTGOING);
  cli_json_add_trip (builder, result);
  add_online_account (builder, &result->online);
}

void
cli_json_add_result (JsonBuilder *builder, const CliResult *result)
{
  json_builder_begin_object (builder);
  cli_json_add_result_members (builder, result);
  json_builder_end_object (builder);
}

void
cli_json_print_result (const CliResult *result)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  cli_json_add_result (builder, result);
  cli_json_print (builder);
}

void
cli_json_print_settings (const PostinoAddress *address,
                         const PostinoSettings *settings,
                         const char *suggestion)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const PostinoProvider *provider = settings != NULL ? settings->provider : NULL;
  PostinoPolicy policy = provider != NULL ? provider->policy : POSTINO_POLICY_UNKNOWN;
  const char *source =
    settings != NULL ? postino_enum_to_nick (POSTINO_TYPE_SOURCE, (int) settings->source) : NULL;

  json_builder_begin_object (builder);
  add_head (builder, address, provider, source);
  add_settings (builder, "incoming", settings != NULL ? settings->incoming : NULL);
  add_settings (builder, "outgoing", settings != NULL ? settings->outgoing : NULL);
  cli_json_add_links (builder, provider != NULL ? provider->links : NULL);
  cli_json_add_nick (builder, "policy", POSTINO_TYPE_POLICY, (int) policy);
  cli_json_add_string (builder, "suggestion", suggestion);
  json_builder_end_object (builder);
  cli_json_print (builder);
}

void
cli_json_print_explanation (const PostinoExplanation *explanation)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const PostinoDiagnosis *diagnosis = explanation->diagnosis;

  json_builder_begin_object (builder);
  cli_json_add_int (builder, "schema", CLI_JSON_SCHEMA);
  cli_json_add_nick (builder, "matched", POSTINO_TYPE_EXPLAIN_MATCH, (int) explanation->matched);
  cli_json_add_string (builder, "protocol",
                       explanation->protocol_known
                         ? postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, (int) explanation->protocol)
                         : NULL);
  cli_json_add_nick (builder, "cause", POSTINO_TYPE_CAUSE, (int) diagnosis->cause);
  cli_json_add_nick (builder, "stage", POSTINO_TYPE_STAGE, (int) diagnosis->stage);
  cli_json_add_string (builder, "headline", diagnosis->headline);
  cli_json_add_advice (builder, diagnosis);
  cli_json_add_links (builder, diagnosis->links);
  add_alternatives (builder, diagnosis->alternatives);
  json_builder_end_object (builder);
  cli_json_print (builder);
}
