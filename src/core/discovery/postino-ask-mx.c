/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whoever takes in a domain's mail mostly keeps it as well. Providers that are
 * written down are known by the names of their MX hosts; for others it is asked
 * what Mozilla's database and their own domain say. The address itself is told to
 * none of them.
 */
#define G_LOG_DOMAIN "postino-discovery"

#include "postino-cname.h"
#include "postino-discovery-private.h"
#include "postino-host.h"
#include "postino-published.h"
#include "postino-trust.h"

#include <string.h>

/* The alias that Microsoft 365 has its customers set. Autodiscover itself is not
 * spoken to: it would be told the address. */
#define MICROSOFT_ALIAS "autodiscover.outlook.com"
#define MICROSOFT_MX    "mail.protection.outlook.com"

typedef struct
{
  char *host;
  guint16 preference;
} Exchanger;

static void
exchanger_clear (Exchanger *exchanger)
{
  g_free (exchanger->host);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return (int) ((const Exchanger *) a)->preference - (int) ((const Exchanger *) b)->preference;
}

/* Returns: (element-type Exchanger): the preferred first */
static GArray *
read_exchangers (GList *records)
{
  GArray *exchangers = g_array_new (FALSE, FALSE, sizeof (Exchanger));

  g_array_set_clear_func (exchangers, (GDestroyNotify) exchanger_clear);
  for (GList *record = records; record != NULL; record = record->next)
    {
      Exchanger exchanger = {NULL, 0};
      const char *name = NULL;

      g_variant_get (record->data, "(q&s)", &exchanger.preference, &name);
      exchanger.host = postino_domain_to_ascii (name);
      if (exchanger.host != NULL)
        g_array_append_val (exchangers, exchanger);
    }
  g_array_sort (exchangers, compare);

  return exchangers;
}

static PostinoProvider *
find_provider (PostinoDiscovery *self, GArray *exchangers)
{
  PostinoProvider *found = NULL;

  for (guint i = 0; i < exchangers->len && found == NULL; i++)
    found = postino_providers_lookup_mx (postino_discovery_get_providers (self),
                                         g_array_index (exchangers, Exchanger, i).host);

  return found;
}

static void
ask_ispdb (PostinoDiscovery *self, const char *domain)
{
  g_autofree char *uri = postino_published_in_ispdb (domain);

  postino_discovery_ask (self, POSTINO_SOURCE_MX, POSTINO_RANK_MX, uri, postino_ask_published);
}

/* The registrable domain is the hoster's name; its database entry may as well stand
 * under the name that the MX hosts have in common. */
static void
ask_hoster (PostinoDiscovery *self, const char *host)
{
  const char *domain = postino_discovery_get_address (self)->domain_ascii;
  g_autofree char *registrable = postino_registrable_domain (host);
  const char *dot = strchr (host, '.');
  const char *common = dot != NULL ? dot + 1 : host;

  if (registrable == NULL)
    return;
  if (!g_str_equal (registrable, domain))
    {
      g_autofree char *uri = postino_published_by_host (registrable);

      ask_ispdb (self, registrable);
      postino_discovery_ask (self, POSTINO_SOURCE_MX, POSTINO_RANK_MX, uri, postino_ask_published);
    }
  if (strlen (common) > strlen (registrable) && !g_str_equal (common, domain))
    ask_ispdb (self, common);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostinoDiscovery *self = g_task_get_source_object (task);
  GError *error = NULL;
  GList *records = g_resolver_lookup_records_finish (G_RESOLVER (source), result, &error);

  if (records == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_autoptr (GArray) exchangers = read_exchangers (records);
  g_autoptr (PostinoProvider) provider = find_provider (self, exchangers);
  g_list_free_full (records, (GDestroyNotify) g_variant_unref);
  if (provider != NULL)
    postino_return_provider (task, self, provider, POSTINO_SOURCE_MX);
  else
    {
      if (exchangers->len > 0)
        ask_hoster (self, g_array_index (exchangers, Exchanger, 0).host);
      postino_return_nothing (task, "The MX is nobody's who is known");
    }
}

void
postino_ask_mx (PostinoDiscovery *self,
                const char *where,
                PostinoSource source,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();

  g_task_set_source_tag (task, postino_ask_mx);
  g_resolver_lookup_records_async (resolver, postino_discovery_get_address (self)->domain_ascii,
                                   G_RESOLVER_RECORD_MX, cancellable, on_looked_up, task);
}

static void
on_alias_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostinoDiscovery *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autofree char *alias = postino_cname_look_up_finish (result, &error);

  if (alias == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_autoptr (PostinoProvider) provider =
    g_str_equal (alias, MICROSOFT_ALIAS)
      ? postino_providers_lookup_mx (postino_discovery_get_providers (self), MICROSOFT_MX)
      : NULL;
  if (provider != NULL)
    postino_return_provider (task, self, provider, POSTINO_SOURCE_MX);
  else
    postino_return_nothing (task, "The alias is nobody's who is known");
}

void
postino_ask_autodiscover (PostinoDiscovery *self,
                          const char *where,
                          PostinoSource source,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *name =
    g_strconcat ("autodiscover.", postino_discovery_get_address (self)->domain_ascii, NULL);

  g_task_set_source_tag (task, postino_ask_autodiscover);
  postino_cname_look_up_async (name, cancellable, on_alias_looked_up, task);
}
