/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Only the keys of docs/cli.md are kept: a list may have other columns, which are
 * nobody's business here.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-batch-line.h"

#include "cli-batch-settings.h"
#include "cli-json-private.h"
#include "postino-check-result.h"
#include "postino-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_ID     1000
#define MAX_SECRET 4095 /* as "check" has it, in bytes */

static const char *const keys[] = {
  "address",           "password", "outgoing_password", "password_file", "outgoing_password_file",
  "oauth_token_file",  "incoming", "outgoing",          "username",      "incoming_username",
  "outgoing_username", "name",
};

void
cli_batch_line_free (CliBatchLine *self)
{
  if (self == NULL)
    return;

  if (self->text != NULL)
    explicit_bzero (self->text, strlen (self->text));
  g_free (self->id);
  g_free (self->address);
  g_free (self->domain);
  g_free (self->text);
  g_free (self->error);
  g_strfreev (self->hosts);
  for (int side = 0; side < 2; side++)
    postino_server_free (self->typed[side]);
  g_clear_pointer (&self->settings, g_ref_string_release);
  g_free (self);
}

static gboolean
fail (GError **error, const char *template, const char *key)
{
  g_autofree char *text = postino_text_fill (template, "key", key, NULL);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, text);
  return FALSE;
}

/* NULL for a key that is not there, null, or empty. */
static const char *
get_text (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);
  const char *text =
    node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  return text != NULL && *text != '\0' ? text : NULL;
}

static gboolean
is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_NULL (node) || json_node_get_value_type (node) == G_TYPE_STRING;
}

static gboolean
check_texts (JsonObject *object, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      JsonNode *node = json_object_get_member (object, keys[i]);

      if (node != NULL && !is_text (node))
        return fail (error, _ ("“{key}” is no text."), keys[i]);
    }

  return TRUE;
}

static gboolean
check_secret (JsonObject *object, const char *key, GError **error)
{
  const char *secret = get_text (object, key);

  if (secret == NULL || (strlen (secret) <= MAX_SECRET && strpbrk (secret, "\r\n") == NULL))
    return TRUE;

  return fail (error, _ ("What stands in “{key}” is no password."), key);
}

static char *
choose (JsonObject *object, const char *key, const char *other)
{
  const char *own = get_text (object, key);

  return g_strdup (own != NULL ? own : other);
}

/* What the command line says for all is a matter of one line, too. */
static CliOptions *
copy_defaults (const CliOptions *defaults, JsonObject *object)
{
  CliOptions *options = g_new0 (CliOptions, 1);

  options->timeout = defaults->timeout;
  options->offline = defaults->offline;
  options->no_repair = defaults->no_repair;
  options->allow_cleartext = defaults->allow_cleartext;
  options->confirmed_hosts = g_strdupv (defaults->confirmed_hosts);
  options->accepted_certificates = g_strdupv (defaults->accepted_certificates);
  options->uris[POSTINO_SIDE_INCOMING] =
    choose (object, "incoming", defaults->uris[POSTINO_SIDE_INCOMING]);
  options->uris[POSTINO_SIDE_OUTGOING] =
    choose (object, "outgoing", defaults->uris[POSTINO_SIDE_OUTGOING]);
  options->username = choose (object, "username", NULL);
  options->usernames[POSTINO_SIDE_INCOMING] = choose (object, "incoming_username", NULL);
  options->usernames[POSTINO_SIDE_OUTGOING] = choose (object, "outgoing_username", NULL);
  options->name = choose (object, "name", NULL);
  options->password_file = choose (object, "password_file", NULL);
  options->outgoing_password_file = choose (object, "outgoing_password_file", NULL);
  options->oauth_token_file = choose (object, "oauth_token_file", NULL);

  return options;
}

/* Whoever writes the list is not to read any file of whoever runs it: names are those of one
 * folder. */
static gboolean
take_file (char **path, const char *key, const CliOptions *defaults, GError **error)
{
  g_autofree char *name = g_steal_pointer (path);

  if (name == NULL)
    return TRUE;
  if (defaults->password_file == NULL)
    return fail (error, _ ("“{key}” names a file: --password-files says in which folder."), key);
  if (strchr (name, '/') != NULL || *name == '.')
    return fail (error, _ ("“{key}” is not the name of a file in the folder of --password-files."),
                 key);

  *path = g_build_filename (defaults->password_file, name, NULL);
  return TRUE;
}

static gboolean
take_files (CliOptions *options, const CliOptions *defaults, GError **error)
{
  return take_file (&options->password_file, "password_file", defaults, error)
         && take_file (&options->outgoing_password_file, "outgoing_password_file", defaults, error)
         && take_file (&options->oauth_token_file, "oauth_token_file", defaults, error);
}

CliOptions *
cli_batch_line_make_options (JsonObject *object, const CliOptions *defaults, GError **error)
{
  if (!check_texts (object, error) || !check_secret (object, "password", error)
      || !check_secret (object, "outgoing_password", error))
    return NULL;

  const char *address = get_text (object, "address");
  if (address == NULL)
    {
      fail (error, _ ("There is no “{key}” here."), "address");
      return NULL;
    }

  g_autoptr (CliOptions) options = copy_defaults (defaults, object);
  if (!cli_options_take_account (options, address, error)
      || !cli_options_check_cleartext (options, options->typed[0], options->typed[1], error)
      || !take_files (options, defaults, error))
    return NULL;

  return g_steal_pointer (&options);
}

static char *
make_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) kept = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (get_text (object, keys[i]) != NULL)
      json_object_set_string_member (kept, keys[i], get_text (object, keys[i]));
  json_node_set_object (node, kept);

  return json_to_string (node, FALSE);
}

static gboolean
take_id (CliBatchLine *self, JsonObject *object, GError **error)
{
  JsonNode *node = json_object_get_member (object, "id");

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) == G_TYPE_STRING
          && strlen (json_node_get_string (node)) > MAX_ID))
    return fail (error, _ ("“{key}” is neither a short text nor a number."), "id");

  self->id = json_to_string (node, FALSE);
  return TRUE;
}

static gboolean
take_account (CliBatchLine *self, JsonObject *object, const CliOptions *defaults, GError **error)
{
  g_autoptr (CliOptions) options =
    take_id (self, object, error) ? cli_batch_line_make_options (object, defaults, error) : NULL;

  if (options == NULL)
    return FALSE;

  self->address = postino_address_to_string (options->address);
  self->domain = g_strdup (options->address->domain_ascii);
  self->text = make_text (object);
  if (options->typed[0] != NULL && options->typed[1] != NULL)
    self->hosts = cli_batch_settings_find_hosts (NULL, options->typed, &self->n_incoming);
  else
    for (int side = 0; side < 2; side++)
      self->typed[side] = g_steal_pointer (&options->typed[side]);

  return TRUE;
}

/* The names of options are those of keys here. */
static char *
make_sentence (const char *text)
{
  return g_strdup (g_str_has_prefix (text, "--") ? text + 2 : text);
}

/* A zero in a text would end it in the middle. */
static gboolean
has_escaped_nul (const char *text)
{
  return strstr (text, "\\u0000") != NULL;
}

static void
take_text (CliBatchLine *self, const char *text, const CliOptions *defaults)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  if (has_escaped_nul (text) || !json_parser_load_from_data (parser, text, -1, NULL)
      || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    self->error = g_strdup (_ ("This line is no JSON object."));
  else if (!take_account (self, json_node_get_object (json_parser_get_root (parser)), defaults,
                          &error))
    self->error = make_sentence (error->message);
}

CliBatchLine *
cli_batch_line_new (guint number, const char *text, const char *error, const CliOptions *defaults)
{
  CliBatchLine *self = g_new0 (CliBatchLine, 1);

  self->number = number;
  self->error = g_strdup (error);
  if (text != NULL)
    take_text (self, text, defaults);

  return self;
}

void
cli_batch_line_take_settings (CliBatchLine *self, char *settings, JsonObject *found)
{
  g_strfreev (self->hosts);
  g_clear_pointer (&self->settings, g_ref_string_release);
  self->settings = g_ref_string_acquire (settings);
  self->hosts = cli_batch_settings_find_hosts (found, self->typed, &self->n_incoming);
}

void
cli_batch_line_begin_answer (JsonBuilder *builder, guint number, JsonNode *id)
{
  json_builder_begin_object (builder);
  cli_json_add_int (builder, "line", number);
  json_builder_set_member_name (builder, "id");
  json_builder_add_value (builder, id);
}

JsonNode *
cli_batch_line_make_answer (const CliBatchLine *self, const char *error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  JsonNode *id =
    self->id != NULL ? json_from_string (self->id, NULL) : json_node_new (JSON_NODE_NULL);

  cli_batch_line_begin_answer (builder, self->number, id);
  cli_json_add_string (builder, "address", self->address);
  cli_json_add_string (builder, "error", error);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}
