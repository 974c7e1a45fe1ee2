/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The servers of the model: what was found, what the person made of it, and what of that
 * follows when the address changes.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-setup-private.h"

void
postino_setup_replace_username (PostinoServer *server, const char *username)
{
  char *old = server->username;

  server->username = g_strdup (username);
  g_free (old);
}

gboolean
postino_setup_same_address (const PostinoAddress *a, const PostinoAddress *b)
{
  return a != NULL && b != NULL && g_str_equal (a->local_part, b->local_part)
         && g_str_equal (a->domain_ascii, b->domain_ascii);
}

gboolean
postino_setup_is_searched (PostinoSetup *self)
{
  g_autoptr (PostinoAddress) address = postino_setup_parse_address (self, NULL);

  return postino_setup_same_address (address, self->searched);
}

void
postino_setup_set_reason (PostinoSetup *self, const char *reason)
{
  g_free (self->reason);
  self->reason = g_strdup (reason);
}

const char *
postino_setup_get_reason (PostinoSetup *self)
{
  return self->reason;
}

const PostinoSettings *
postino_setup_get_found (PostinoSetup *self)
{
  return self->found;
}

static const PostinoServer *
best_of (const PostinoSettings *settings, PostinoSide side)
{
  if (settings == NULL)
    return NULL;

  GPtrArray *servers = side == POSTINO_SIDE_INCOMING ? settings->incoming : settings->outgoing;
  return servers->len > 0 ? servers->pdata[0] : NULL;
}

const PostinoServer *
postino_setup_get_suggested (PostinoSetup *self, PostinoSide side)
{
  return best_of (self->found, side);
}

/* A changed server stays; only a user name that had been found follows the address. */
static void
follow_address (PostinoServer *server, const PostinoServer *before, const PostinoServer *now)
{
  if (before != NULL && now != NULL && g_strcmp0 (server->username, before->username) == 0)
    postino_setup_replace_username (server, now->username);
}

static void
take_server (PostinoSetup *self,
             PostinoSide side,
             const PostinoSettings *found,
             gboolean same_domain)
{
  const PostinoServer *before = postino_setup_get_suggested (self, side);
  const PostinoServer *now = best_of (found, side);
  PostinoServer *server = self->servers[side];

  if (same_domain && server != NULL && server->source == POSTINO_SOURCE_MANUAL)
    {
      follow_address (server, before, now);
      return;
    }

  self->servers[side] = now != NULL ? postino_server_copy (now) : NULL;
  postino_server_free (server);
}

void
postino_setup_take_found (PostinoSetup *self, const PostinoAddress *address, PostinoSettings *found)
{
  gboolean same_domain = g_strcmp0 (self->domain, address->domain_ascii) == 0;

  for (int side = 0; side < 2; side++)
    take_server (self, side, found, same_domain);
  if (self->servers[POSTINO_SIDE_OUTGOING] != NULL && self->sending_username[0] != '\0')
    postino_setup_replace_username (self->servers[POSTINO_SIDE_OUTGOING], self->sending_username);

  g_clear_pointer (&self->found, postino_settings_free);
  self->found = found;
  g_clear_pointer (&self->searched, postino_address_free);
  self->searched = postino_address_copy (address);
  g_free (self->domain);
  self->domain = g_strdup (address->domain_ascii);
  postino_setup_emit_changed (self);
}

const PostinoServer *
postino_setup_get_server (PostinoSetup *self, PostinoSide side)
{
  return self->servers[side];
}

void
postino_setup_set_server (PostinoSetup *self, PostinoSide side, const PostinoServer *server)
{
  PostinoServer *old = self->servers[side];

  self->servers[side] = postino_server_copy (server);
  g_clear_pointer (&old, postino_server_free);

  if (side == POSTINO_SIDE_OUTGOING && self->sending_username[0] != '\0')
    postino_setup_set_sending_username (self, server->username);
  postino_setup_emit_changed (self);
}

void
postino_setup_restore_server (PostinoSetup *self, PostinoSide side, const PostinoServer *server)
{
  g_autoptr (PostinoAddress) address = postino_setup_parse_address (self, NULL);

  if (address == NULL)
    return;
  g_free (self->domain);
  self->domain = g_strdup (address->domain_ascii);
  postino_setup_set_server (self, side, server);
}

void
postino_setup_use_suggested (PostinoSetup *self)
{
  for (PostinoSide side = 0; side < 2; side++)
    {
      const PostinoServer *suggested = postino_setup_get_suggested (self, side);
      PostinoServer *old = self->servers[side];

      if (suggested == NULL)
        continue;
      self->servers[side] = postino_server_copy (suggested);
      g_clear_pointer (&old, postino_server_free);
    }
  postino_setup_set_sending_username (self, "");
  postino_setup_emit_changed (self);
}

static gboolean
is_settled (const PostinoServer *server)
{
  return server != NULL && server->trust == POSTINO_TRUST_VOUCHED
         && server->source != POSTINO_SOURCE_GUESS;
}

gboolean
postino_setup_is_settled (PostinoSetup *self)
{
  return is_settled (self->servers[POSTINO_SIDE_INCOMING])
         && is_settled (self->servers[POSTINO_SIDE_OUTGOING]);
}
