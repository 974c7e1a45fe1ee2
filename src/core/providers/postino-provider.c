/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A provider: a reference-counted record, not changed once it is made.
 */
#define G_LOG_DOMAIN "postino-providers"

#include "config.h"

#include "postino-provider.h"

#include <glib/gi18n-lib.h>

PostinoProvider *
postino_provider_new (void)
{
  PostinoProvider *self = g_new0 (PostinoProvider, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->incoming = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_server_free);
  self->outgoing = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_server_free);
  self->links = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_link_free);

  return self;
}

PostinoProvider *
postino_provider_ref (PostinoProvider *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
postino_provider_unref (PostinoProvider *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->note);
  g_free (self->setting);
  g_free (self->setting_path);
  g_free (self->app_password_path);
  g_free (self->oauth_issuer);
  g_ptr_array_unref (self->incoming);
  g_ptr_array_unref (self->outgoing);
  g_ptr_array_unref (self->links);
  g_free (self);
}

const char *
postino_provider_get_link (const PostinoProvider *self, PostinoLinkRel rel)
{
  for (guint i = 0; self != NULL && i < self->links->len; i++)
    {
      const PostinoLink *link = g_ptr_array_index (self->links, i);
      if (link->rel == rel)
        return link->href;
    }

  return NULL;
}

const GPtrArray *
postino_provider_get_servers (const PostinoProvider *self, PostinoProtocol protocol)
{
  g_return_val_if_fail (self != NULL, NULL);

  return protocol == POSTINO_PROTOCOL_SMTP ? self->outgoing : self->incoming;
}

const char *
postino_link_rel_to_label (PostinoLinkRel rel)
{
  switch (rel)
    {
    case POSTINO_LINK_PASSWORD_RESET:
      return _ ("Reset Password");
    case POSTINO_LINK_APP_PASSWORD:
      return _ ("Get an App Password");
    case POSTINO_LINK_ENABLE_ACCESS:
      return _ ("Open the Settings");
    case POSTINO_LINK_SIGN_IN:
      return _ ("Sign In on the Web");
    case POSTINO_LINK_HELP:
    default:
      return _ ("Provider's Help Page");
    }
}

/* GUri takes more than a browser's address line should be given. */
gboolean
postino_link_href_is_valid (const char *href)
{
  g_return_val_if_fail (href != NULL, FALSE);

  g_autoptr (GUri) uri = g_uri_parse (href, G_URI_FLAGS_ENCODED, NULL);

  for (const char *p = href; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return FALSE;

  /* GUri knows "HTTPS" as well; what is done with links compares the letters. */
  if (uri == NULL || !g_str_has_prefix (href, "https://"))
    return FALSE;
  if (g_uri_get_userinfo (uri) != NULL || g_uri_get_host (uri) == NULL)
    return FALSE;

  g_autofree char *host = postino_domain_to_ascii (g_uri_get_host (uri));
  return host != NULL;
}

PostinoLink *
postino_link_new (PostinoLinkRel rel, const char *href)
{
  g_return_val_if_fail (href != NULL, NULL);

  PostinoLink *self = g_new0 (PostinoLink, 1);

  self->rel = rel;
  self->href = g_strdup (href);

  return self;
}

PostinoLink *
postino_link_copy (const PostinoLink *self)
{
  return postino_link_new (self->rel, self->href);
}

void
postino_link_free (PostinoLink *self)
{
  if (self == NULL)
    return;

  g_free (self->href);
  g_free (self);
}
