/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RFC 6186 and RFC 8314 section 5.1. Priorities compare across services (RFC 6186
 * section 3.4); of equal ones encrypted from the start comes first, and IMAP before
 * POP3. Plain text is never offered: what says "imap" is asked for STARTTLS.
 */
#define G_LOG_DOMAIN "postino-discovery"

#include "postino-discovery-private.h"
#include "postino-host.h"
#include "postino-trust.h"

static const struct
{
  const char *name;
  PostinoProtocol protocol;
  PostinoSecurity security;
} services[] = {
  {"imaps", POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_TLS},
  {"imap", POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_STARTTLS},
  {"pop3s", POSTINO_PROTOCOL_POP3, POSTINO_SECURITY_TLS},
  {"pop3", POSTINO_PROTOCOL_POP3, POSTINO_SECURITY_STARTTLS},
  {"submissions", POSTINO_PROTOCOL_SMTP, POSTINO_SECURITY_TLS},
  {"submission", POSTINO_PROTOCOL_SMTP, POSTINO_SECURITY_STARTTLS},
};

typedef struct
{
  guint service;
  char *host;
  guint16 port;
  guint16 priority;
  guint16 weight;
} Record;

typedef struct
{
  guint pending;
  GArray *records;
} Lookup;

typedef struct
{
  GTask *task;
  guint service;
} Question;

static void
record_clear (Record *record)
{
  g_free (record->host);
}

static void
lookup_free (Lookup *lookup)
{
  g_array_unref (lookup->records);
  g_free (lookup);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Record *first = a;
  const Record *second = b;

  if (first->priority != second->priority)
    return (int) first->priority - (int) second->priority;
  if (first->service != second->service)
    return (int) first->service - (int) second->service;
  /* Weights spread the load of many clients. One person is served as well by the strongest. */
  return (int) second->weight - (int) first->weight;
}

/* A target of "." says that there is no such service. */
static gboolean
is_denial (const GSrvTarget *target)
{
  const char *host = g_srv_target_get_hostname ((GSrvTarget *) target);

  return host[0] == '\0' || g_str_equal (host, ".");
}

static void
note (PostinoDiscovery *self, Lookup *lookup, guint service, GSrvTarget *target)
{
  g_autofree char *host = postino_domain_to_ascii (g_srv_target_get_hostname (target));
  Record record = {service, NULL, g_srv_target_get_port (target),
                   g_srv_target_get_priority (target), g_srv_target_get_weight (target)};

  if (is_denial (target))
    postino_answers_deny (postino_discovery_get_answers (self), services[service].protocol,
                          services[service].security);
  else if (host != NULL && record.port != 0 && !postino_host_is_local (host))
    {
      record.host = g_steal_pointer (&host);
      g_array_append_val (lookup->records, record);
    }
}

/* What is written down for the same server: how user names look there, and the sign-in. */
static const PostinoServer *
find_known (const PostinoProvider *provider, PostinoProtocol protocol, const char *host)
{
  const GPtrArray *servers = NULL;

  if (provider != NULL)
    servers = postino_provider_get_servers (provider, protocol);
  for (guint i = 0; servers != NULL && i < servers->len; i++)
    {
      const PostinoServer *server = servers->pdata[i];

      if (server->protocol == protocol && g_str_equal (server->host, host))
        return server;
    }

  return NULL;
}

static void
add_server (PostinoDiscovery *self, PostinoSettings *settings, const Record *record)
{
  const PostinoAddress *address = postino_discovery_get_address (self);
  PostinoProviders *providers = postino_discovery_get_providers (self);
  PostinoTrust trust = postino_judge_host (providers, address, record->host);
  PostinoProtocol protocol = services[record->service].protocol;
  gboolean outgoing = protocol == POSTINO_PROTOCOL_SMTP;
  g_autoptr (PostinoProvider) provider =
    trust == POSTINO_TRUST_VOUCHED ? postino_providers_lookup_host (providers, record->host) : NULL;
  const PostinoServer *known = find_known (provider, protocol, record->host);
  g_autofree char *username = known != NULL && known->username != NULL
                                ? postino_address_expand (address, known->username)
                                : postino_address_to_ascii (address);
  PostinoServer *server = postino_server_new (protocol, record->host, record->port,
                                              services[record->service].security, username);

  server->source = POSTINO_SOURCE_DNS_SRV;
  server->trust = trust;
  server->auth = known != NULL ? known->auth : 0;
  g_ptr_array_add (outgoing ? settings->outgoing : settings->incoming, server);
  if (settings->provider == NULL)
    settings->provider = g_steal_pointer (&provider);
}

static void
finish (GTask *task)
{
  PostinoDiscovery *self = g_task_get_source_object (task);
  Lookup *lookup = g_task_get_task_data (task);
  PostinoSettings *settings;

  if (lookup->records->len == 0)
    {
      postino_return_nothing (task, "There are no SRV records");
      return;
    }

  settings = postino_settings_new (postino_discovery_get_address (self));
  settings->source = POSTINO_SOURCE_DNS_SRV;
  g_array_sort (lookup->records, compare);
  for (guint i = 0; i < lookup->records->len; i++)
    add_server (self, settings, &g_array_index (lookup->records, Record, i));
  g_task_return_pointer (task, settings, (GDestroyNotify) postino_settings_free);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (GTask) task = question->task;
  Lookup *lookup = g_task_get_task_data (task);
  GList *targets = g_resolver_lookup_service_finish (G_RESOLVER (source), result, NULL);

  for (GList *target = targets; target != NULL; target = target->next)
    note (g_task_get_source_object (task), lookup, question->service, target->data);
  g_resolver_free_targets (targets);

  if (--lookup->pending == 0)
    finish (task);
}

void
postino_ask_srv (PostinoDiscovery *self,
                 const char *where,
                 PostinoSource source,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  Lookup *lookup = g_new0 (Lookup, 1);

  g_task_set_source_tag (task, postino_ask_srv);
  /* What has come by the deadline counts. */
  g_task_set_check_cancellable (task, FALSE);
  lookup->pending = G_N_ELEMENTS (services);
  lookup->records = g_array_new (FALSE, FALSE, sizeof (Record));
  g_array_set_clear_func (lookup->records, (GDestroyNotify) record_clear);
  g_task_set_task_data (task, lookup, (GDestroyNotify) lookup_free);

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    {
      Question *question = g_new0 (Question, 1);

      question->task = g_object_ref (task);
      question->service = i;
      g_resolver_lookup_service_async (resolver, services[i].name, "tcp",
                                       postino_discovery_get_address (self)->domain_ascii,
                                       cancellable, on_looked_up, question);
    }
}
