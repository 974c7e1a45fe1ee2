/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-batch-settings.h"

#include "postino-check-result.h"

static const char *const sides[2] = {"incoming", "outgoing"};

/* As a template: whatever an autoconfig file may say of user names is in the address. */
static char *
make_template (const char *username, const PostinoAddress *address, gboolean *individual)
{
  g_autofree char *text = postino_address_to_string (address);
  g_autofree char *ascii = postino_address_to_ascii (address);

  if (g_strcmp0 (username, text) == 0 || g_strcmp0 (username, ascii) == 0)
    return g_strdup ("%EMAILADDRESS%");
  if (g_strcmp0 (username, address->local_part) == 0)
    return g_strdup ("%EMAILLOCALPART%");

  *individual = *individual || username != NULL;
  return g_strdup (username);
}

static JsonObject *
write_server (const PostinoServer *server, const PostinoAddress *address, gboolean *individual)
{
  JsonObject *object = json_object_new ();
  g_autofree char *username = address != NULL
                                ? make_template (server->username, address, individual)
                                : g_strdup (server->username);

  json_object_set_int_member (object, "protocol", server->protocol);
  json_object_set_string_member (object, "host", server->host);
  json_object_set_int_member (object, "port", server->port);
  json_object_set_int_member (object, "security", server->security);
  if (username != NULL)
    json_object_set_string_member (object, "username", username);
  json_object_set_int_member (object, "auth", server->auth);
  json_object_set_int_member (object, "source", server->source);
  json_object_set_int_member (object, "trust", server->trust);
  json_object_set_boolean_member (object, "answered", server->answered);

  return object;
}

static JsonArray *
write_servers (const GPtrArray *servers, const PostinoAddress *address, gboolean *individual)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < servers->len; i++)
    json_array_add_object_element (array, write_server (servers->pdata[i], address, individual));

  return array;
}

static void
write_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static JsonObject *
write_provider (const PostinoProvider *provider)
{
  JsonObject *object = json_object_new ();
  JsonArray *links = json_array_new ();

  write_text (object, "id", provider->id);
  write_text (object, "name", provider->name);
  json_object_set_int_member (object, "policy", provider->policy);
  write_text (object, "note", provider->note);
  write_text (object, "setting", provider->setting);
  write_text (object, "setting-path", provider->setting_path);
  write_text (object, "app-password-path", provider->app_password_path);
  write_text (object, "oauth-issuer", provider->oauth_issuer);
  json_object_set_boolean_member (object, "drop-in", provider->drop_in);
  json_object_set_array_member (object, sides[0], write_servers (provider->incoming, NULL, NULL));
  json_object_set_array_member (object, sides[1], write_servers (provider->outgoing, NULL, NULL));
  for (guint i = 0; i < provider->links->len; i++)
    {
      const PostinoLink *link = provider->links->pdata[i];

      json_array_add_int_element (links, link->rel);
      json_array_add_string_element (links, link->href);
    }
  json_object_set_array_member (object, "links", links);

  return object;
}

JsonObject *
cli_batch_settings_write (const PostinoSettings *settings,
                          const char *reason,
                          const PostinoAddress *address)
{
  JsonObject *object = json_object_new ();
  gboolean individual = FALSE;

  write_text (object, "reason", reason);
  if (settings != NULL)
    {
      json_object_set_int_member (object, "source", settings->source);
      json_object_set_int_member (object, "web-ahead", settings->web_ahead);
      json_object_set_array_member (object, sides[0],
                                    write_servers (settings->incoming, address, &individual));
      json_object_set_array_member (object, sides[1],
                                    write_servers (settings->outgoing, address, &individual));
      if (settings->provider != NULL)
        json_object_set_object_member (object, "provider", write_provider (settings->provider));
    }
  json_object_set_boolean_member (object, "individual", individual);

  return object;
}

static PostinoServer *
read_server (JsonObject *object, const PostinoAddress *address)
{
  const char *template = json_object_get_string_member_with_default (object, "username", NULL);
  g_autofree char *username = template != NULL && address != NULL
                                ? postino_address_expand (address, template)
                                : g_strdup (template);
  PostinoServer *server = postino_server_new (
    (PostinoProtocol) json_object_get_int_member (object, "protocol"),
    json_object_get_string_member (object, "host"),
    (guint16) json_object_get_int_member (object, "port"),
    (PostinoSecurity) json_object_get_int_member (object, "security"), username);

  server->auth = (PostinoAuth) json_object_get_int_member (object, "auth");
  server->source = (PostinoSource) json_object_get_int_member (object, "source");
  server->trust = (PostinoTrust) json_object_get_int_member (object, "trust");
  server->answered = json_object_get_boolean_member (object, "answered");

  return server;
}

static void
read_servers (JsonObject *object,
              const char *name,
              const PostinoAddress *address,
              GPtrArray *servers)
{
  JsonArray *array = json_object_get_array_member (object, name);

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (servers, read_server (json_array_get_object_element (array, i), address));
}

static char *
read_text (JsonObject *object, const char *name)
{
  return g_strdup (json_object_get_string_member_with_default (object, name, NULL));
}

static PostinoProvider *
read_provider (JsonObject *object)
{
  PostinoProvider *provider = postino_provider_new ();
  JsonArray *links = json_object_get_array_member (object, "links");

  provider->id = read_text (object, "id");
  provider->name = read_text (object, "name");
  provider->policy = (PostinoPolicy) json_object_get_int_member (object, "policy");
  provider->note = read_text (object, "note");
  provider->setting = read_text (object, "setting");
  provider->setting_path = read_text (object, "setting-path");
  provider->app_password_path = read_text (object, "app-password-path");
  provider->oauth_issuer = read_text (object, "oauth-issuer");
  provider->drop_in = json_object_get_boolean_member (object, "drop-in");
  read_servers (object, sides[0], NULL, provider->incoming);
  read_servers (object, sides[1], NULL, provider->outgoing);
  for (guint i = 0; i + 1 < json_array_get_length (links); i += 2)
    g_ptr_array_add (provider->links,
                     postino_link_new ((PostinoLinkRel) json_array_get_int_element (links, i),
                                       json_array_get_string_element (links, i + 1)));

  return provider;
}

PostinoSettings *
cli_batch_settings_read (JsonObject *object, const PostinoAddress *address, char **reason)
{
  *reason = read_text (object, "reason");
  if (!json_object_has_member (object, sides[0]))
    return NULL;

  PostinoSettings *settings = postino_settings_new (address);

  settings->source = (PostinoSource) json_object_get_int_member (object, "source");
  settings->web_ahead = json_object_get_int_member (object, "web-ahead");
  read_servers (object, sides[0], address, settings->incoming);
  read_servers (object, sides[1], address, settings->outgoing);
  if (json_object_has_member (object, "provider"))
    settings->provider = read_provider (json_object_get_object_member (object, "provider"));

  return settings;
}

char *
cli_batch_settings_name_host (const char *host)
{
  char *ascii = postino_domain_to_ascii (host);

  return ascii != NULL ? ascii : g_ascii_strdown (host, -1);
}

/* Both sides may lead to the same host, which then has two connections. */
static void
add_host (GPtrArray *hosts, guint first, const char *host)
{
  g_autofree char *name = cli_batch_settings_name_host (host);

  for (guint i = first; i < hosts->len; i++)
    if (g_str_equal (hosts->pdata[i], name))
      return;

  g_ptr_array_add (hosts, g_steal_pointer (&name));
}

char **
cli_batch_settings_find_hosts (JsonObject *found, PostinoServer *const typed[2], guint *n_incoming)
{
  GPtrArray *hosts = g_ptr_array_new ();

  for (int side = 0; side < 2; side++)
    {
      JsonArray *servers = found != NULL && json_object_has_member (found, sides[side])
                             ? json_object_get_array_member (found, sides[side])
                             : NULL;
      guint first = hosts->len;

      if (typed[side] != NULL)
        add_host (hosts, first, typed[side]->host);
      for (guint i = 0; servers != NULL && i < json_array_get_length (servers); i++)
        add_host (
          hosts, first,
          json_object_get_string_member (json_array_get_object_element (servers, i), "host"));
      if (side == POSTINO_SIDE_INCOMING)
        *n_incoming = hosts->len;
    }
  g_ptr_array_add (hosts, NULL);

  return (char **) g_ptr_array_free (hosts, FALSE);
}
