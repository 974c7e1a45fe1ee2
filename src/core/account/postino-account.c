/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One account: a value, copied whole.
 */
#define G_LOG_DOMAIN "postino-account"

#include "postino-account.h"

PostinoAccount *
postino_account_new (const char *name,
                     const PostinoAddress *address,
                     const PostinoServer *incoming,
                     const PostinoServer *outgoing)
{
  PostinoAccount *self = g_new0 (PostinoAccount, 1);

  self->name =
    name != NULL && *name != '\0' ? g_strdup (name) : postino_address_guess_name (address);
  self->address = postino_address_copy (address);
  self->incoming = postino_server_copy (incoming);
  self->outgoing = postino_server_copy (outgoing);

  return self;
}

PostinoAccount *
postino_account_copy (const PostinoAccount *self)
{
  return postino_account_new (self->name, self->address, self->incoming, self->outgoing);
}

void
postino_account_free (PostinoAccount *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  postino_address_free (self->address);
  postino_server_free (self->incoming);
  postino_server_free (self->outgoing);
  g_free (self);
}
