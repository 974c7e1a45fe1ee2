/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The image is a GVariant: for each index an array of (provider, name), sorted by
 * name, then the providers. A GVariant gives the Nth child of an array without
 * reading the others, so that looking for a name is a binary search in place and
 * only the provider that was found is ever taken apart.
 *
 * Numbers of more than one byte are little-endian.
 */
#define G_LOG_DOMAIN "postino-providers"

#include "config.h"

#include "postino-provider-image.h"

#include "postino-provider-file.h"
#include "postino-provider-server.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define INDEX_TYPE  "a(us)"
#define SERVER_TYPE "(qyyyss)" /* port, protocol, security, auth, host, user name */
#define LINK_TYPE   "(ys)"
/* policy, id, name, note, setting, its path, the app passwords' path, incoming, outgoing,
 * links; absent texts are empty */
#define PROVIDER_TYPE "(yssssssa" SERVER_TYPE "a" SERVER_TYPE "a" LINK_TYPE ")"
#define IMAGE_TYPE    "(" INDEX_TYPE INDEX_TYPE INDEX_TYPE "a" PROVIDER_TYPE ")"

struct _PostinoProviderImage
{
  GVariant *indexes[POSTINO_PROVIDER_N_INDEXES];
  GVariant *providers;
  PostinoSource source;
};

/* One name in an index; of two equal names the heavier has it, then the later. */
typedef struct
{
  const char *name;
  guint weight;
  guint provider;
} Claim;

static int
compare_claims (gconstpointer a, gconstpointer b)
{
  const Claim *left = a, *right = b;
  int order = strcmp (left->name, right->name);

  if (order == 0)
    order = (left->weight < right->weight) - (left->weight > right->weight);
  if (order == 0)
    order = (left->provider < right->provider) - (left->provider > right->provider);

  return order;
}

static void
claim_names (GArray *claims, GPtrArray *names, guint provider)
{
  for (guint i = 0; i < names->len; i++)
    {
      Claim claim = {.name = g_ptr_array_index (names, i), .provider = provider};
      g_array_append_val (claims, claim);
    }
}

/* A host that two providers name belongs to the one with more domains: Gmail's
 * servers are Gmail's first, though Google Workspace has them too. */
static void
claim_hosts (GArray *claims, GPtrArray *servers, guint domains, guint provider)
{
  for (guint i = 0; i < servers->len; i++)
    {
      const PostinoServer *server = g_ptr_array_index (servers, i);
      Claim claim = {.name = server->host, .weight = domains, .provider = provider};

      if (!g_str_equal (server->host, POSTINO_PROVIDER_MX_HOST))
        g_array_append_val (claims, claim);
    }
}

static GArray *
collect_claims (GPtrArray *files, PostinoProviderIndex index)
{
  GArray *claims = g_array_new (FALSE, FALSE, sizeof (Claim));

  for (guint i = 0; i < files->len; i++)
    {
      const PostinoProviderFile *file = g_ptr_array_index (files, i);

      if (index == POSTINO_PROVIDER_DOMAINS)
        claim_names (claims, file->domains, i);
      else if (index == POSTINO_PROVIDER_SUFFIXES)
        claim_names (claims, file->suffixes, i);
      else
        {
          claim_hosts (claims, file->provider->incoming, file->domains->len, i);
          claim_hosts (claims, file->provider->outgoing, file->domains->len, i);
        }
    }

  g_array_sort (claims, compare_claims);
  return claims;
}

static GVariant *
index_to_variant (GPtrArray *files, PostinoProviderIndex index)
{
  g_autoptr (GArray) claims = collect_claims (files, index);
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (INDEX_TYPE));
  const char *last = "";

  for (guint i = 0; i < claims->len; i++)
    {
      const Claim *claim = &g_array_index (claims, Claim, i);

      if (!g_str_equal (claim->name, last))
        g_variant_builder_add (&builder, "(us)", GUINT32_TO_LE (claim->provider), claim->name);
      last = claim->name;
    }

  return g_variant_builder_end (&builder);
}

static GVariant *
servers_to_variant (GPtrArray *servers)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a" SERVER_TYPE));

  for (guint i = 0; i < servers->len; i++)
    {
      const PostinoServer *server = g_ptr_array_index (servers, i);

      g_variant_builder_add (&builder, SERVER_TYPE, GUINT16_TO_LE (server->port), server->protocol,
                             server->security, server->auth, server->host,
                             server->username != NULL ? server->username : "");
    }

  return g_variant_builder_end (&builder);
}

static GVariant *
links_to_variant (GPtrArray *links)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a" LINK_TYPE));

  for (guint i = 0; i < links->len; i++)
    {
      const PostinoLink *link = g_ptr_array_index (links, i);
      g_variant_builder_add (&builder, LINK_TYPE, link->rel, link->href);
    }

  return g_variant_builder_end (&builder);
}

static GVariant *
text_to_variant (const char *text)
{
  return g_variant_new_string (text != NULL ? text : "");
}

static GVariant *
provider_to_variant (const PostinoProvider *provider)
{
  GVariant *children[] = {
    g_variant_new_byte ((guint8) provider->policy),
    g_variant_new_string (provider->id),
    g_variant_new_string (provider->name),
    text_to_variant (provider->note),
    text_to_variant (provider->setting),
    text_to_variant (provider->setting_path),
    text_to_variant (provider->app_password_path),
    servers_to_variant (provider->incoming),
    servers_to_variant (provider->outgoing),
    links_to_variant (provider->links),
  };

  return g_variant_new_tuple (children, G_N_ELEMENTS (children));
}

GBytes *
postino_provider_image_build (GPtrArray *files)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (IMAGE_TYPE));

  for (int i = 0; i < POSTINO_PROVIDER_N_INDEXES; i++)
    g_variant_builder_add_value (&builder, index_to_variant (files, i));

  g_variant_builder_open (&builder, G_VARIANT_TYPE ("a" PROVIDER_TYPE));
  for (guint i = 0; i < files->len; i++)
    {
      const PostinoProviderFile *file = g_ptr_array_index (files, i);
      g_variant_builder_add_value (&builder, provider_to_variant (file->provider));
    }
  g_variant_builder_close (&builder);

  g_autoptr (GVariant) image = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_get_data_as_bytes (image);
}

PostinoProviderImage *
postino_provider_image_new (GBytes *bytes, PostinoSource source)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  PostinoProviderImage *self = g_new0 (PostinoProviderImage, 1);
  g_autoptr (GVariant) image =
    g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (IMAGE_TYPE), bytes, TRUE));

  for (gsize i = 0; i < POSTINO_PROVIDER_N_INDEXES; i++)
    self->indexes[i] = g_variant_get_child_value (image, i);
  self->providers = g_variant_get_child_value (image, POSTINO_PROVIDER_N_INDEXES);
  self->source = source;

  return self;
}

void
postino_provider_image_free (PostinoProviderImage *self)
{
  if (self == NULL)
    return;

  for (gsize i = 0; i < POSTINO_PROVIDER_N_INDEXES; i++)
    g_variant_unref (self->indexes[i]);
  g_variant_unref (self->providers);
  g_free (self);
}

static void
read_servers (PostinoProviderImage *self, GVariantIter *iter, GPtrArray *servers)
{
  guint16 port;
  guint8 protocol, security, auth;
  const char *host, *username;

  while (
    g_variant_iter_next (iter, "(qyyy&s&s)", &port, &protocol, &security, &auth, &host, &username))
    {
      PostinoServer *server = postino_server_new (protocol, host, GUINT16_FROM_LE (port), security,
                                                  *username != '\0' ? username : NULL);
      server->auth = auth;
      server->source = self->source;
      server->trust = POSTINO_TRUST_VOUCHED;
      g_ptr_array_add (servers, server);
    }
}

static void
read_links (GVariantIter *iter, GPtrArray *links)
{
  guint8 rel;
  const char *href;

  while (g_variant_iter_next (iter, "(y&s)", &rel, &href))
    g_ptr_array_add (links, postino_link_new (rel, href));
}

static char *
read_sentence (PostinoProviderImage *self, const char *text)
{
  if (*text == '\0')
    return NULL;
  return g_strdup (self->source == POSTINO_SOURCE_BUNDLED ? g_dgettext (GETTEXT_PACKAGE, text)
                                                          : text);
}

static PostinoProvider *
read_provider (PostinoProviderImage *self, guint32 number)
{
  g_autoptr (GVariant) variant = g_variant_get_child_value (self->providers, number);
  g_autoptr (GVariantIter) incoming = NULL, outgoing = NULL, links = NULL;
  PostinoProvider *provider = postino_provider_new ();
  const char *note, *setting, *setting_path, *app_password_path;
  guint8 policy;

  g_variant_get (variant, "(yss&s&s&s&sa" SERVER_TYPE "a" SERVER_TYPE "a" LINK_TYPE ")", &policy,
                 &provider->id, &provider->name, &note, &setting, &setting_path, &app_password_path,
                 &incoming, &outgoing, &links);
  provider->policy = policy;
  provider->note = read_sentence (self, note);
  provider->setting = read_sentence (self, setting);
  provider->setting_path = read_sentence (self, setting_path);
  provider->app_password_path = read_sentence (self, app_password_path);
  provider->drop_in = self->source == POSTINO_SOURCE_DROP_IN;
  read_servers (self, incoming, provider->incoming);
  read_servers (self, outgoing, provider->outgoing);
  read_links (links, provider->links);

  return provider;
}

PostinoProvider *
postino_provider_image_find (PostinoProviderImage *self,
                             PostinoProviderIndex index,
                             const char *name)
{
  g_return_val_if_fail (index < POSTINO_PROVIDER_N_INDEXES, NULL);

  gsize low = 0, high = g_variant_n_children (self->indexes[index]);

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      guint32 provider;
      const char *found;

      /* The text stays where it is: in the image. */
      g_variant_get_child (self->indexes[index], middle, "(u&s)", &provider, &found);
      int order = strcmp (name, found);
      if (order == 0)
        return read_provider (self, GUINT32_FROM_LE (provider));
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }

  return NULL;
}
