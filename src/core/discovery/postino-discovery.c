/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is written down wins. Else the usual names are guessed, and those that
 * DNS does not know are dropped: all names are asked for at once.
 */
#define G_LOG_DOMAIN "postino-discovery"

#include "config.h"

#include "postino-discovery.h"
#include "postino-guess.h"

#include <glib/gi18n-lib.h>

/* A resolver that is still silent by then will not answer: its guesses stay untried. */
#define LOOKUP_DEADLINE_MS 5000

G_DEFINE_QUARK (postino - discovery - error - quark, postino_discovery_error)

typedef struct
{
  PostinoSettings *settings;
  GHashTable *missing;       /* host names that DNS does not know */
  GCancellable *cancellable; /* ends the lookups, at the deadline or with the caller's */
  gulong cancelled_id;
  guint deadline_id;
  guint pending;
} Search;

typedef struct
{
  GTask *task;
  char *host;
} Lookup;

static void
search_free (Search *search)
{
  postino_settings_free (search->settings);
  g_hash_table_unref (search->missing);
  g_object_unref (search->cancellable);
  g_free (search);
}

static void
add_expanded (GPtrArray *to, const GPtrArray *from, const PostinoAddress *address)
{
  for (guint i = 0; i < from->len; i++)
    {
      PostinoServer *server = postino_server_copy (from->pdata[i]);

      if (server->username != NULL)
        {
          char *expanded = postino_address_expand (address, server->username);
          g_free (server->username);
          server->username = expanded;
        }
      g_ptr_array_add (to, server);
    }
}

PostinoSettings *
postino_discover_known (PostinoProviders *providers, const PostinoAddress *address)
{
  g_return_val_if_fail (POSTINO_IS_PROVIDERS (providers), NULL);
  g_return_val_if_fail (address != NULL, NULL);

  PostinoProvider *provider = postino_providers_lookup_domain (providers, address->domain_ascii);
  if (provider == NULL)
    return NULL;

  PostinoSettings *settings = postino_settings_new (address);
  settings->provider = provider;
  settings->source = provider->drop_in ? POSTINO_SOURCE_DROP_IN : POSTINO_SOURCE_BUNDLED;
  add_expanded (settings->incoming, provider->incoming, address);
  add_expanded (settings->outgoing, provider->outgoing, address);

  return settings;
}

static void
drop_missing (GPtrArray *servers, GHashTable *missing)
{
  for (guint i = servers->len; i > 0; i--)
    {
      const PostinoServer *server = servers->pdata[i - 1];
      if (g_hash_table_contains (missing, server->host))
        g_ptr_array_remove_index (servers, i - 1);
    }
}

static void
return_nothing (GTask *task, const PostinoAddress *address)
{
  g_autofree char *text = g_strdup_printf (_ ("No mail server was found for %s."), address->domain);

  g_task_return_new_error (task, POSTINO_DISCOVERY_ERROR, POSTINO_DISCOVERY_ERROR_NOTHING, "%s",
                           text);
}

static void
finish_search (GTask *task)
{
  Search *search = g_task_get_task_data (task);

  g_clear_handle_id (&search->deadline_id, g_source_remove);
  g_cancellable_disconnect (g_task_get_cancellable (task), search->cancelled_id);

  if (g_task_return_error_if_cancelled (task))
    return;

  drop_missing (search->settings->incoming, search->missing);
  drop_missing (search->settings->outgoing, search->missing);
  if (search->settings->incoming->len == 0 && search->settings->outgoing->len == 0)
    return_nothing (task, search->settings->address);
  else
    g_task_return_pointer (task, g_steal_pointer (&search->settings),
                           (GDestroyNotify) postino_settings_free);
}

static void
on_host_resolved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Lookup *lookup = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&lookup->task);
  g_autofree char *host = g_steal_pointer (&lookup->host);
  Search *search = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  g_free (lookup);
  g_resolver_free_addresses (
    g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error));
  if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    g_hash_table_add (search->missing, g_steal_pointer (&host));

  if (--search->pending == 0)
    finish_search (task);
}

static gboolean
on_deadline (gpointer user_data)
{
  Search *search = user_data;

  search->deadline_id = 0;
  g_cancellable_cancel (search->cancellable);
  return G_SOURCE_REMOVE;
}

static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
look_up_hosts (GTask *task, GPtrArray *servers, GHashTable *asked)
{
  Search *search = g_task_get_task_data (task);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();

  for (guint i = 0; i < servers->len; i++)
    {
      const PostinoServer *server = servers->pdata[i];
      if (!g_hash_table_add (asked, server->host))
        continue;

      Lookup *lookup = g_new0 (Lookup, 1);
      lookup->task = g_object_ref (task);
      lookup->host = g_strdup (server->host);
      search->pending++;
      g_resolver_lookup_by_name_async (resolver, server->host, search->cancellable,
                                       on_host_resolved, lookup);
    }
}

static void
start_search (GTask *task, const PostinoAddress *address)
{
  Search *search = g_new0 (Search, 1);
  g_autoptr (GHashTable) asked = g_hash_table_new (g_str_hash, g_str_equal);

  search->settings = postino_guess (address);
  search->missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  search->cancellable = g_cancellable_new ();
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);

  if (g_task_get_cancellable (task) != NULL)
    search->cancelled_id =
      g_cancellable_connect (g_task_get_cancellable (task), G_CALLBACK (on_cancelled),
                             g_object_ref (search->cancellable), g_object_unref);
  search->deadline_id = g_timeout_add (LOOKUP_DEADLINE_MS, on_deadline, search);
  look_up_hosts (task, search->settings->incoming, asked);
  look_up_hosts (task, search->settings->outgoing, asked);
}

void
postino_discover_async (PostinoProviders *providers,
                        const PostinoAddress *address,
                        PostinoDiscoveryFlags flags,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (POSTINO_IS_PROVIDERS (providers));
  g_return_if_fail (address != NULL);

  g_autoptr (GTask) task = g_task_new (providers, cancellable, callback, user_data);
  g_task_set_source_tag (task, postino_discover_async);

  PostinoSettings *settings = postino_discover_known (providers, address);
  if (settings == NULL && (flags & POSTINO_DISCOVERY_OFFLINE) != 0)
    settings = postino_guess (address);

  if (settings != NULL)
    g_task_return_pointer (task, settings, (GDestroyNotify) postino_settings_free);
  else
    start_search (task, address);
}

PostinoSettings *
postino_discover_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
