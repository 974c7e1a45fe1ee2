/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Read as if anybody could have written it.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-settings-file.h"
#include "postino-text.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define SCHEMA 1

/* Bytes. */
#define MAX_SIZE (1024 * 1024)

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
             && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

static gboolean
get_nick (JsonObject *object, const char *name, GType type, int *value)
{
  const char *nick = get_text (object, name);

  return nick != NULL && postino_enum_from_nick (type, nick, value);
}

static gint64
get_number (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

static JsonObject *
get_first (JsonObject *root, const char *name)
{
  JsonNode *list = json_object_get_member (root, name);
  JsonArray *array =
    list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;
  JsonNode *first =
    array != NULL && json_array_get_length (array) > 0 ? json_array_get_element (array, 0) : NULL;

  return first != NULL && JSON_NODE_HOLDS_OBJECT (first) ? json_node_get_object (first) : NULL;
}

/* %NULL where something is missing, or cannot be. */
static PostinoServer *
read_server (JsonObject *root, const char *name)
{
  JsonObject *object = get_first (root, name);
  const char *host = get_text (object, "host");
  const char *username = get_text (object, "username");
  gint64 port = get_number (object, "port");
  g_autofree char *ascii = host != NULL ? postino_domain_to_ascii (host) : NULL;
  int protocol, security, trust = POSTINO_TRUST_UNCONFIRMED;

  if (ascii == NULL || port < 1 || port > G_MAXUINT16 || !postino_text_is_one_line (username)
      || !get_nick (object, "protocol", POSTINO_TYPE_PROTOCOL, &protocol)
      || !get_nick (object, "security", POSTINO_TYPE_SECURITY, &security)
      || (protocol == POSTINO_PROTOCOL_SMTP) != g_str_equal (name, "outgoing"))
    return NULL;

  PostinoServer *server = postino_server_new (
    (PostinoProtocol) protocol, host, (guint16) port, (PostinoSecurity) security,
    username != NULL && *username != '\0' ? username : NULL);
  get_nick (object, "trust", POSTINO_TYPE_TRUST, &trust);
  server->trust = (PostinoTrust) trust;
  if (username == NULL && protocol == POSTINO_PROTOCOL_SMTP)
    server->auth = POSTINO_AUTH_NONE;
  return server;
}

static JsonNode *
load (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;

  return length <= MAX_SIZE ? json_from_string (text, NULL) : NULL;
}

gboolean
cli_settings_file_read (const char *path, PostinoServer *servers[2], GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (JsonNode) node = load (path, &local_error);
  JsonObject *root =
    node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (root != NULL && get_number (root, "schema") == SCHEMA)
    {
      servers[0] = read_server (root, "incoming");
      servers[1] = read_server (root, "outgoing");
    }
  if (servers[0] != NULL && servers[1] != NULL)
    return TRUE;

  g_autofree char *sentence = postino_text_fill (
    _ ("{path} does not hold the settings of an account, as “postino-cli settings --json” or "
       "“postino-cli export --format json” print them."),
    "path", path, NULL);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, sentence);
  return FALSE;
}
