/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One mail account as a person has it: a name, an address and two servers.
 * Passwords travel beside it, never in it.
 */
#pragma once

#include "postino-secret.h"
#include "postino-server.h"

G_BEGIN_DECLS

/**
 * PostinoAccount:
 * @name: (nullable): the display name
 * @address: the address
 * @incoming: the server that mail is read from
 * @outgoing: the server that mail is sent through
 */
typedef struct
{
  char *name;
  PostinoAddress *address;
  PostinoServer *incoming;
  PostinoServer *outgoing;
} PostinoAccount;

/**
 * postino_account_new:
 * @name: (nullable): the display name; made from @address when %NULL or empty
 * @address: the address
 * @incoming: the incoming server
 * @outgoing: the outgoing server
 *
 * Copies everything.
 *
 * Returns: (transfer full): an account
 */
PostinoAccount *postino_account_new (const char *name,
                                     const PostinoAddress *address,
                                     const PostinoServer *incoming,
                                     const PostinoServer *outgoing);

PostinoAccount *postino_account_copy (const PostinoAccount *self);
void postino_account_free (PostinoAccount *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoAccount, postino_account_free)

G_END_DECLS
