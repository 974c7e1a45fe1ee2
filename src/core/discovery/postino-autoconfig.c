/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The document as a whole: whether it is one, and which servers come first.
 */
#define G_LOG_DOMAIN "postino-discovery"

#include "postino-autoconfig.h"

#include "postino-autoconfig-provider.h"
#include "postino-autoconfig-server.h"
#include "postino-text.h"
#include "postino-xml.h"

#include <string.h>

/* In each direction; the largest real files have six. */
#define MAX_SERVERS 20

/* Characters of the document that an error quotes. */
#define MAX_QUOTE 40

G_DEFINE_QUARK (postino - autoconfig - error - quark, postino_autoconfig_error)

static void
set_quoting_error (GError **error,
                   PostinoAutoconfigError code,
                   const char *format,
                   const char *text)
{
  g_autofree char *safe = postino_text_make_safe (text, MAX_QUOTE);
  const char *line = g_strdelimit (safe, "\n", ' ');
  g_autofree char *message = postino_text_fill (format, "text", line, NULL);

  g_set_error_literal (error, POSTINO_AUTOCONFIG_ERROR, code, message);
}

static xmlDoc *
read_document (const char *xml, gsize length, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (length > POSTINO_AUTOCONFIG_MAX_SIZE)
    {
      g_set_error_literal (error, POSTINO_AUTOCONFIG_ERROR, POSTINO_AUTOCONFIG_ERROR_TOO_LARGE,
                           "The document is too large for a configuration");
      return NULL;
    }

  xmlDoc *doc = postino_xml_parse (xml, length, &local_error);
  if (doc == NULL)
    g_set_error_literal (error, POSTINO_AUTOCONFIG_ERROR,
                         g_error_matches (local_error, POSTINO_XML_ERROR, POSTINO_XML_ERROR_DOCTYPE)
                           ? POSTINO_AUTOCONFIG_ERROR_DOCTYPE
                           : POSTINO_AUTOCONFIG_ERROR_NOT_XML,
                         local_error->message);
  return doc;
}

/* Minor versions only add elements; a missing one is taken for the first. */
static gboolean
check_root (const xmlNode *root, GError **error)
{
  if (!postino_xml_is_element (root, "clientConfig"))
    {
      set_quoting_error (error, POSTINO_AUTOCONFIG_ERROR_NOT_CONFIG,
                         "The document is no configuration: it begins with <{text}>",
                         (const char *) root->name);
      return FALSE;
    }

  g_autofree char *version = postino_xml_get_attribute (root, "version");
  if (version != NULL && strcmp (version, "1") != 0 && !g_str_has_prefix (version, "1."))
    {
      set_quoting_error (error, POSTINO_AUTOCONFIG_ERROR_VERSION,
                         "The configuration has the unknown version “{text}”", version);
      return FALSE;
    }

  return TRUE;
}

static gboolean
has_server (const GPtrArray *servers, const PostinoServer *server)
{
  for (guint i = 0; i < servers->len; i++)
    if (postino_server_equal (servers->pdata[i], server))
      return TRUE;

  return FALSE;
}

/* Plain text last; a server that speaks only Kerberos or the like after those that
 * a person can sign in to. */
static guint
rank (const PostinoServer *server)
{
  return (server->security == POSTINO_SECURITY_NONE ? 2u : 0u) + (server->auth == 0 ? 1u : 0u);
}

static void
add_server (GPtrArray *servers, PostinoServer *server)
{
  guint place = servers->len;

  while (place > 0 && rank (servers->pdata[place - 1]) > rank (server))
    place--;
  g_ptr_array_insert (servers, (int) place, server);
}

static void
read_servers (const xmlNode *provider,
              const char *name,
              PostinoSettings *settings,
              GPtrArray *servers)
{
  for (const xmlNode *element = postino_xml_first (provider, name);
       element != NULL && servers->len < MAX_SERVERS; element = postino_xml_next (element))
    {
      g_autoptr (PostinoServer) server =
        postino_autoconfig_read_server (element, settings->address);

      if (server == NULL || has_server (servers, server))
        continue;

      server->source = settings->source;
      add_server (servers, g_steal_pointer (&server));
    }
}

PostinoSettings *
postino_autoconfig_parse (const char *xml,
                          gsize length,
                          const PostinoAddress *address,
                          PostinoSource source,
                          GError **error)
{
  g_return_val_if_fail (xml != NULL, NULL);
  g_return_val_if_fail (address != NULL, NULL);

  g_autoptr (xmlDoc) doc = read_document (xml, length, error);
  if (doc == NULL)
    return NULL;

  const xmlNode *root = xmlDocGetRootElement (doc);
  if (!check_root (root, error))
    return NULL;

  const xmlNode *provider = postino_xml_first (root, "emailProvider");
  g_autoptr (PostinoSettings) settings = postino_settings_new (address);
  settings->source = source;
  read_servers (provider, "incomingServer", settings, settings->incoming);
  read_servers (provider, "outgoingServer", settings, settings->outgoing);

  if (settings->incoming->len + settings->outgoing->len == 0)
    {
      g_set_error_literal (error, POSTINO_AUTOCONFIG_ERROR, POSTINO_AUTOCONFIG_ERROR_NO_SERVERS,
                           "The configuration names no server that can be used");
      return NULL;
    }

  settings->provider = postino_autoconfig_read_provider (root, provider, settings);
  return g_steal_pointer (&settings);
}
