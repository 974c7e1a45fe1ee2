/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A worker tests one account, in the way of "check", and with nobody to ask.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-batch-line.h"
#include "cli-batch-settings.h"
#include "cli-batch-worker.h"
#include "cli-check-private.h"
#include "cli-json-private.h"
#include "cli-password.h"

#include <glib/gi18n.h>

typedef struct
{
  guint job;
  guint line;
  JsonNode *id;
  CliOptions *options;
  CliChoice choice;
  CliResult result;
  PostinoSecret *passwords[2];
} Account;

static void
account_free (Account *self)
{
  json_node_unref (self->id);
  g_clear_pointer (&self->options, cli_options_free);
  cli_choice_clear (&self->choice);
  cli_result_clear (&self->result);
  for (int side = 0; side < 2; side++)
    g_clear_pointer (&self->passwords[side], postino_secret_unref);
  g_free (self);
}

static void
end_answer (Account *self, JsonBuilder *builder)
{
  json_builder_end_object (builder);
  cli_batch_worker_answer (self->job, json_builder_get_root (builder));
  account_free (self);
}

static void
answer_error (Account *self, const char *text)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *address =
    self->options != NULL ? postino_address_to_string (self->options->address) : NULL;

  cli_batch_line_begin_answer (builder, self->line, json_node_copy (self->id));
  cli_json_add_string (builder, "address", address);
  cli_json_add_string (builder, "error", text);
  end_answer (self, builder);
}

static void
answer_result (Account *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  cli_batch_line_begin_answer (builder, self->line, json_node_copy (self->id));
  cli_json_add_result_members (builder, &self->result);
  end_answer (self, builder);
}

static void
fill_in_head (Account *self)
{
  CliResult *result = &self->result;

  cli_result_clear (result);
  result->address = postino_address_copy (self->options->address);
  result->source = postino_enum_to_nick (POSTINO_TYPE_SOURCE, (int) self->choice.source);
  if (self->choice.provider != NULL)
    result->provider = postino_provider_ref (self->choice.provider);
}

static void
answer_nothing (Account *self)
{
  fill_in_head (self);
  self->result.source = NULL;
  self->result.headline = cli_choice_explain_nothing (&self->choice, self->options->address);
  answer_result (self);
}

/* Whether anything came from there in time. */
static gboolean
has_answered (const PostinoDiagnosis *diagnosis)
{
  switch (diagnosis->cause)
    {
    case POSTINO_CAUSE_DNS_FAILURE:
    case POSTINO_CAUSE_CONNECTION_TIMED_OUT:
    case POSTINO_CAUSE_UNREACHABLE:
    case POSTINO_CAUSE_TIMED_OUT:
    case POSTINO_CAUSE_OFFLINE:
      return FALSE;
    default:
      return TRUE;
    }
}

static gboolean
says_too_much (const PostinoDiagnosis *diagnosis)
{
  return diagnosis->cause == POSTINO_CAUSE_TOO_MANY_CONNECTIONS
         || diagnosis->cause == POSTINO_CAUSE_TOO_MANY_ATTEMPTS;
}

/* For the limits of each server (cli-batch-visit.h). */
static void
append_side (GString *head, PostinoCheck *check, PostinoSide side)
{
  g_autoptr (GPtrArray) attempts = postino_check_dup_ended (check, side);

  for (guint i = 0; i < attempts->len; i++)
    {
      const PostinoAttempt *attempt = attempts->pdata[i];
      const PostinoReport *report = attempt->report;
      g_autofree char *host = cli_batch_settings_name_host (report->server->host);

      g_string_append_printf (head, " %d/%s/%u/%d/%d", (int) side, host, report->sign_ins,
                              has_answered (attempt->diagnosis),
                              says_too_much (attempt->diagnosis));
    }
}

/* Whoever waits for this server need not wait for the account's other one. */
static void
on_check_server_done (PostinoCheck *check,
                      int side,
                      const PostinoReport *report,
                      const PostinoDiagnosis *diagnosis,
                      Account *self)
{
  g_autoptr (GString) head = g_string_new (NULL);

  g_string_append_printf (head, "%u", self->job);
  append_side (head, check, (PostinoSide) side);
  cli_batch_worker_note (head->str);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Account *self = user_data;
  g_autoptr (PostinoCheckResult) checked =
    postino_check_run_finish (POSTINO_CHECK (source), result, NULL);

  g_return_if_fail (checked != NULL);

  cli_result_take (&self->result, checked);
  if (cli_result_is_missing (&self->result))
    answer_nothing (self);
  else
    answer_result (self);
}

static PostinoSecret *
get_secret (JsonObject *object, const char *key)
{
  const char *text = json_object_get_string_member_with_default (object, key, NULL);

  return text != NULL ? postino_secret_new (text) : NULL;
}

static gboolean
read_passwords (Account *self, JsonObject *object, GError **error)
{
  const CliOptions *options = self->options;
  PostinoSecret **incoming = &self->passwords[POSTINO_SIDE_INCOMING];
  PostinoSecret **outgoing = &self->passwords[POSTINO_SIDE_OUTGOING];

  *incoming = get_secret (object, "password");
  *outgoing = get_secret (object, "outgoing_password");
  if ((*incoming != NULL) + (options->password_file != NULL) + (options->oauth_token_file != NULL)
        > 1
      || (*outgoing != NULL && options->outgoing_password_file != NULL))
    return cli_options_set_error (error, "%s",
                                  _ ("A server gets one password, or one token: there are more."));
  if (!cli_password_read_files (options, self->passwords, error))
    return FALSE;

  if (*outgoing == NULL && *incoming != NULL)
    *outgoing = postino_secret_ref (*incoming);
  return TRUE;
}

static gboolean
wants_password (const Account *self, PostinoSide side)
{
  const PostinoAccount *account = self->choice.account;
  const PostinoServer *server =
    side == POSTINO_SIDE_INCOMING ? account->incoming : account->outgoing;

  return server->username != NULL && server->trust == POSTINO_TRUST_VOUCHED
         && self->passwords[side] == NULL;
}

static void
choose (Account *self, CliBatchWorker *worker, JsonObject *request)
{
  JsonNode *found = json_object_get_member (request, "settings");
  g_autofree char *reason = NULL;
  g_autoptr (PostinoSettings) settings =
    JSON_NODE_HOLDS_OBJECT (found)
      ? cli_batch_settings_read (json_node_get_object (found), self->options->address, &reason)
      : NULL;

  if (settings != NULL)
    cli_find_set_usernames (settings, self->options);
  cli_choose_from (&self->choice, worker->providers, self->options, settings, reason);
}

static void
start (Account *self, CliBatchWorker *worker)
{
  g_autoptr (PostinoCheck) check =
    cli_check_make (&self->choice, self->options, worker->trust, self->passwords);

  g_signal_connect (check, "server-done", G_CALLBACK (on_check_server_done), self);
  postino_check_run_async (check, NULL, on_checked, self);
}

/* Whether it is to be tested; else it is answered already. */
static gboolean
prepare (Account *self, CliBatchWorker *worker, JsonObject *request)
{
  JsonObject *object = json_object_get_object_member (request, "account");
  g_autoptr (GError) error = NULL;

  self->options = cli_batch_line_make_options (object, worker->options->account, &error);
  if (self->options == NULL || !read_passwords (self, object, &error))
    {
      answer_error (self, error->message);
      return FALSE;
    }

  choose (self, worker, request);
  fill_in_head (self);
  if (self->choice.account == NULL)
    answer_nothing (self);
  else if (!cli_options_check_cleartext (self->options, self->choice.account->incoming,
                                         self->choice.account->outgoing, &error))
    answer_error (self, error->message);
  else if (self->options->oauth_token_file == NULL
           && cli_result_foresee (&self->result, self->choice.account))
    answer_result (self);
  else
    return TRUE;

  return FALSE;
}

void
cli_batch_test (CliBatchWorker *worker, JsonObject *request)
{
  Account *self = g_new0 (Account, 1);

  self->job = (guint) json_object_get_int_member (request, "job");
  self->line = (guint) json_object_get_int_member (request, "line");
  self->id = json_node_ref (json_object_get_member (request, "id"));
  if (!prepare (self, worker, request))
    return;

  cli_choose_confirm (self->choice.account->incoming, self->options, -1, NULL);
  cli_choose_confirm (self->choice.account->outgoing, self->options, -1, NULL);
  if (wants_password (self, POSTINO_SIDE_INCOMING) || wants_password (self, POSTINO_SIDE_OUTGOING))
    answer_error (self, _ ("There is no password here."));
  else
    start (self, worker);
}
