/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A mail account of GNOME Online Accounts, as its objects on the bus describe it
 * (https://gitlab.gnome.org/GNOME/gnome-online-accounts, data/dbus-interfaces.xml).
 * No secret.
 */
#pragma once

#include "postino-server.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PostinoGoaAccount:
 * @path: its object on the bus
 * @provider: what a person calls the provider: "Google"; never empty
 * @address: its address
 * @name: (nullable): the display name
 * @incoming: (nullable): the IMAP server; %NULL where mail is switched off
 * @outgoing: (nullable): the SMTP server
 * @has_token: whether it signs in with the browser, and gives an access token
 * @has_password: whether it keeps a password
 * @mail_off: whether mail is switched off for it
 * @needs_attention: whether it wants the person to sign in again
 */
typedef struct
{
  char *path;
  char *provider;
  PostinoAddress *address;
  char *name;
  PostinoServer *incoming;
  PostinoServer *outgoing;
  gboolean has_token;
  gboolean has_password;
  gboolean mail_off;
  gboolean needs_attention;
} PostinoGoaAccount;

/**
 * postino_goa_account_new:
 * @path: an object
 * @interfaces: its interfaces with their properties, "a{sa{sv}}"
 *
 * Returns: (transfer full) (nullable): the account; %NULL for an object that is none, or
 *   has no mail address
 */
PostinoGoaAccount *postino_goa_account_new (const char *path, GVariant *interfaces);

PostinoGoaAccount *postino_goa_account_copy (const PostinoGoaAccount *self);
void postino_goa_account_free (PostinoGoaAccount *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoGoaAccount, postino_goa_account_free)

G_END_DECLS
