/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Templates of user names are filled in; the rest is the provider's file as it is.
 */
#define G_LOG_DOMAIN "postino-discovery"

#include "postino-known.h"

#include "postino-suggestion.h"

static void
add_expanded (GPtrArray *to,
              const GPtrArray *from,
              const PostinoAddress *address,
              PostinoSource source)
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
      server->source = source;
      g_ptr_array_add (to, server);
    }
}

PostinoSettings *
postino_known_settings (PostinoProvider *provider,
                        const PostinoAddress *address,
                        PostinoSource source)
{
  PostinoSettings *settings = postino_settings_new (address);

  settings->provider = postino_provider_ref (provider);
  settings->source = source;
  add_expanded (settings->incoming, provider->incoming, address, source);
  add_expanded (settings->outgoing, provider->outgoing, address, source);

  return settings;
}

char *
postino_known_suggest (PostinoProviders *providers, const PostinoAddress *address)
{
  g_return_val_if_fail (POSTINO_IS_PROVIDERS (providers), NULL);
  g_return_val_if_fail (address != NULL, NULL);

  g_autofree char *domain = postino_providers_suggest (providers, address->domain_ascii);

  return domain != NULL ? g_strconcat (address->local_part, "@", domain, NULL) : NULL;
}

PostinoSettings *
postino_known_look_up (PostinoProviders *providers, const PostinoAddress *address)
{
  g_autoptr (PostinoProvider) provider =
    postino_providers_lookup_domain (providers, address->domain_ascii);
  if (provider == NULL)
    return NULL;

  return postino_known_settings (
    provider, address, provider->drop_in ? POSTINO_SOURCE_DROP_IN : POSTINO_SOURCE_BUNDLED);
}

PostinoSettings *
postino_known_while_typing (PostinoProviders *providers, const PostinoAddress *address)
{
  g_return_val_if_fail (POSTINO_IS_PROVIDERS (providers), NULL);
  g_return_val_if_fail (address != NULL, NULL);

  PostinoSettings *settings = postino_known_look_up (providers, address);
  g_autofree char *suggestion =
    settings == NULL ? postino_known_suggest (providers, address) : NULL;

  if (suggestion != NULL)
    {
      settings = postino_settings_new (address);
      settings->suggestion = g_steal_pointer (&suggestion);
    }

  return settings;
}
