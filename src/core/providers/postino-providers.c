/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The database is a stack of images, the bundled one at the bottom and one for
 * each drop-in folder above it. A search begins at the top.
 */
#define G_LOG_DOMAIN "postino-providers"

#include "config.h"

#include "postino-providers.h"

#include "postino-bundled.h"
#include "postino-provider-folder.h"
#include "postino-provider-image.h"
#include "postino-provider-server.h"

#include <string.h>

#define FOLDER "providers"

struct _PostinoProviders
{
  GObject parent_instance;

  GPtrArray *images;
  GPtrArray *warnings;
};

G_DEFINE_FINAL_TYPE (PostinoProviders, postino_providers, G_TYPE_OBJECT)

static void
postino_providers_finalize (GObject *object)
{
  PostinoProviders *self = POSTINO_PROVIDERS (object);

  g_ptr_array_unref (self->images);
  g_ptr_array_unref (self->warnings);

  G_OBJECT_CLASS (postino_providers_parent_class)->finalize (object);
}

static void
postino_providers_class_init (PostinoProvidersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = postino_providers_finalize;
}

static void
postino_providers_init (PostinoProviders *self)
{
  g_autoptr (GBytes) bundled =
    g_bytes_new_static (postino_bundled_image, postino_bundled_image_size);

  self->warnings = g_ptr_array_new_with_free_func (g_free);
  self->images = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_provider_image_free);
  g_ptr_array_add (self->images, postino_provider_image_new (bundled, POSTINO_SOURCE_BUNDLED));
}

/* The distribution's, then this installation's, then the person's own. */
static char **
standard_folders (void)
{
  g_autofree char *personal =
    g_build_filename (g_get_user_config_dir (), GETTEXT_PACKAGE, FOLDER, NULL);
  const char *const all[] = {
    "/usr/share/" GETTEXT_PACKAGE "/" FOLDER,
    PKGDATADIR "/" FOLDER,
    "/etc/" GETTEXT_PACKAGE "/" FOLDER,
    SYSCONFDIR "/" GETTEXT_PACKAGE "/" FOLDER,
    personal,
    NULL,
  };

  return postino_provider_folder_unique (all);
}

PostinoProviders *
postino_providers_new (gboolean drop_ins)
{
  PostinoProviders *self = g_object_new (POSTINO_TYPE_PROVIDERS, NULL);
  g_auto (GStrv) folders = drop_ins ? standard_folders () : NULL;

  for (char **folder = folders; folder != NULL && *folder != NULL; folder++)
    {
      g_autoptr (GError) error = NULL;

      if (!postino_providers_add_folder (self, *folder, &error))
        g_ptr_array_add (self->warnings, postino_problem_new (*folder, 0, error->message));
    }

  return self;
}

gboolean
postino_providers_add_folder (PostinoProviders *self, const char *path, GError **error)
{
  g_return_val_if_fail (POSTINO_IS_PROVIDERS (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  g_autoptr (GPtrArray) files = postino_provider_folder_read (path, TRUE, self->warnings, error);
  if (files == NULL)
    return FALSE;

  g_autoptr (GBytes) bytes = postino_provider_image_build (files);
  g_ptr_array_add (self->images, postino_provider_image_new (bytes, POSTINO_SOURCE_DROP_IN));
  return TRUE;
}

GPtrArray *
postino_providers_get_warnings (PostinoProviders *self)
{
  g_return_val_if_fail (POSTINO_IS_PROVIDERS (self), NULL);

  return self->warnings;
}

/* A name as the images have it: lower case, without the root's dot. */
static char *
normalise (const char *name)
{
  char *lower = g_ascii_strdown (name, -1);
  gsize length = strlen (lower);

  if (length > 1 && lower[length - 1] == '.')
    lower[length - 1] = '\0';

  return lower;
}

static PostinoProvider *
find (PostinoProviders *self, PostinoProviderIndex index, const char *name)
{
  PostinoProvider *found = NULL;

  for (guint i = self->images->len; i > 0 && found == NULL; i--)
    found = postino_provider_image_find (g_ptr_array_index (self->images, i - 1), index, name);

  return found;
}

PostinoProvider *
postino_providers_lookup_domain (PostinoProviders *self, const char *domain)
{
  g_return_val_if_fail (POSTINO_IS_PROVIDERS (self), NULL);
  g_return_val_if_fail (domain != NULL, NULL);

  g_autofree char *name = normalise (domain);
  return find (self, POSTINO_PROVIDER_DOMAINS, name);
}

/* The whole name first, then without its first label, and so on. */
static PostinoProvider *
find_suffix (PostinoProviderImage *image, const char *name)
{
  PostinoProvider *found = NULL;

  while (name != NULL && found == NULL)
    {
      found = postino_provider_image_find (image, POSTINO_PROVIDER_SUFFIXES, name);
      name = strchr (name, '.');
      name = name != NULL ? name + 1 : NULL;
    }

  return found;
}

/* DNS is not signed, so nothing vouches for what it says. */
static void
fill_in_host (GPtrArray *servers, const char *host)
{
  for (guint i = 0; i < servers->len; i++)
    {
      PostinoServer *server = g_ptr_array_index (servers, i);

      if (!g_str_equal (server->host, POSTINO_PROVIDER_MX_HOST))
        continue;
      g_free (server->host);
      server->host = g_strdup (host);
      server->trust = POSTINO_TRUST_UNCONFIRMED;
    }
}

PostinoProvider *
postino_providers_lookup_mx (PostinoProviders *self, const char *host)
{
  g_return_val_if_fail (POSTINO_IS_PROVIDERS (self), NULL);
  g_return_val_if_fail (host != NULL, NULL);

  g_autofree char *name = normalise (host);
  PostinoProvider *found = NULL;

  for (guint i = self->images->len; i > 0 && found == NULL; i--)
    found = find_suffix (g_ptr_array_index (self->images, i - 1), name);

  g_autofree char *ascii = found != NULL ? postino_domain_to_ascii (name) : NULL;
  if (ascii == NULL)
    {
      g_clear_pointer (&found, postino_provider_unref);
      return NULL;
    }

  fill_in_host (found->incoming, ascii);
  fill_in_host (found->outgoing, ascii);
  return found;
}

PostinoProvider *
postino_providers_lookup_host (PostinoProviders *self, const char *host)
{
  g_return_val_if_fail (POSTINO_IS_PROVIDERS (self), NULL);
  g_return_val_if_fail (host != NULL, NULL);

  g_autofree char *name = normalise (host);
  return find (self, POSTINO_PROVIDER_HOSTS, name);
}
