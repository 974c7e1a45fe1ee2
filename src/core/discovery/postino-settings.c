/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Settings found for an address: a value, copied whole.
 */
#define G_LOG_DOMAIN "postino-discovery"

#include "postino-settings.h"

#include "postino-report.h"

PostinoSettings *
postino_settings_new (const PostinoAddress *address)
{
  PostinoSettings *self = g_new0 (PostinoSettings, 1);

  self->address = postino_address_copy (address);
  self->source = POSTINO_SOURCE_GUESS;
  self->web_ahead = POSTINO_AHEAD_UNKNOWN;
  self->incoming = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_server_free);
  self->outgoing = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_server_free);

  return self;
}

static void
copy_servers (GPtrArray *from, GPtrArray *to)
{
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, postino_server_copy (from->pdata[i]));
}

PostinoSettings *
postino_settings_copy (const PostinoSettings *self)
{
  PostinoSettings *copy = postino_settings_new (self->address);

  copy->provider = self->provider != NULL ? postino_provider_ref (self->provider) : NULL;
  copy->source = self->source;
  copy_servers (self->incoming, copy->incoming);
  copy_servers (self->outgoing, copy->outgoing);
  copy->suggestion = g_strdup (self->suggestion);
  copy->web_ahead = self->web_ahead;

  return copy;
}

void
postino_settings_free (PostinoSettings *self)
{
  if (self == NULL)
    return;

  postino_address_free (self->address);
  g_clear_pointer (&self->provider, postino_provider_unref);
  g_ptr_array_unref (self->incoming);
  g_ptr_array_unref (self->outgoing);
  g_free (self->suggestion);
  g_free (self);
}
