/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A document is fetched, read, and its hosts are judged by who published it.
 */
#define G_LOG_DOMAIN "postino-discovery"

#include "postino-published.h"

#include "postino-autoconfig.h"
#include "postino-discovery-private.h"
#include "postino-fetch.h"
#include "postino-host.h"
#include "postino-trust.h"

#define ISPDB "https://autoconfig.thunderbird.net/v1.1/"

typedef struct
{
  PostinoSource source;
  gboolean vouched;
} Publisher;

char *
postino_published_by_domain (const PostinoAddress *address)
{
  g_autofree char *text = postino_address_to_ascii (address);
  g_autofree char *escaped = g_uri_escape_string (text, NULL, FALSE);
  g_autofree char *uri = postino_published_by_host (address->domain_ascii);

  return g_strconcat (uri, "?emailaddress=", escaped, NULL);
}

char *
postino_published_by_host (const char *domain)
{
  return g_strconcat ("https://autoconfig.", domain, "/mail/config-v1.1.xml", NULL);
}

char *
postino_published_well_known (const char *domain)
{
  return g_strconcat ("https://", domain, "/.well-known/autoconfig/mail/config-v1.1.xml", NULL);
}

char *
postino_published_in_ispdb (const char *domain)
{
  return g_strconcat (ISPDB, domain, NULL);
}

static void
judge (PostinoDiscovery *self, GPtrArray *servers)
{
  for (guint i = 0; i < servers->len; i++)
    {
      PostinoServer *server = servers->pdata[i];

      server->trust = postino_judge_host (postino_discovery_get_providers (self),
                                          postino_discovery_get_address (self), server->host);
    }
}

/* A provider that is written down is known better: its pages, and its ways. */
static void
recognise (PostinoDiscovery *self, PostinoSettings *settings)
{
  if (settings->incoming->len == 0)
    return;

  const PostinoServer *best = settings->incoming->pdata[0];
  PostinoProvider *known =
    postino_host_is_local (best->host)
      ? NULL
      : postino_providers_lookup_host (postino_discovery_get_providers (self), best->host);

  if (known != NULL)
    {
      g_clear_pointer (&settings->provider, postino_provider_unref);
      settings->provider = known;
    }
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostinoDiscovery *self = g_task_get_source_object (task);
  const Publisher *publisher = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) document = postino_fetch_finish (result, &error);
  PostinoSettings *settings = NULL;
  gsize length = 0;

  if (document != NULL)
    {
      const char *xml = g_bytes_get_data (document, &length);
      settings =
        postino_autoconfig_parse (xml != NULL ? xml : "", length,
                                  postino_discovery_get_address (self), publisher->source, &error);
    }
  if (settings == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (!publisher->vouched)
    {
      judge (self, settings->incoming);
      judge (self, settings->outgoing);
    }
  recognise (self, settings);
  g_task_return_pointer (task, settings, (GDestroyNotify) postino_settings_free);
}

void
postino_ask_published (PostinoDiscovery *self,
                       const char *where,
                       PostinoSource source,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Publisher *publisher = g_new0 (Publisher, 1);

  g_task_set_source_tag (task, postino_ask_published);
  /* Whoever runs the MX is a stranger, as long as DNS alone says so. */
  publisher->source = source;
  publisher->vouched = source != POSTINO_SOURCE_MX || g_str_has_prefix (where, ISPDB);
  g_task_set_task_data (task, publisher, g_free);
  postino_fetch_async (postino_discovery_get_session (self), where,
                       postino_discovery_get_address (self), cancellable, on_fetched, task);
}
