/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is known beforehand about one mail provider.
 */
#pragma once

#include "postino-account.h"

G_BEGIN_DECLS

/**
 * PostinoLink:
 * @rel: what the page is for
 * @href: an https address
 */
typedef struct
{
  PostinoLinkRel rel;
  char *href;
} PostinoLink;

/**
 * PostinoProvider:
 * @id: stable identifier, the file's name without ".provider"
 * @name: the name as people know it
 * @policy: how it lets mail programs in
 * @note: (nullable): its trap in one sentence, translated
 * @setting: (nullable): how its settings page calls the switch for mail programs
 * @setting_path: (nullable): the menus that lead to @setting, in the provider's own
 *   words, "Settings > IMAP"
 * @app_password_path: (nullable): likewise to where app passwords are made
 * @oauth_issuer: (nullable): the host that signs people in with OAuth 2.0, in
 *   A-labels, where it is known
 * @incoming: (element-type PostinoServer): servers, best first; user names are
 *   templates for postino_address_expand()
 * @outgoing: (element-type PostinoServer): likewise
 * @links: (element-type PostinoLink): its pages, in the file's order
 * @drop_in: whether it comes from a drop-in folder
 */
typedef struct
{
  gatomicrefcount ref_count;
  char *id;
  char *name;
  PostinoPolicy policy;
  char *note;
  char *setting;
  char *setting_path;
  char *app_password_path;
  char *oauth_issuer;
  GPtrArray *incoming;
  GPtrArray *outgoing;
  GPtrArray *links;
  gboolean drop_in;
} PostinoProvider;

/**
 * postino_provider_new:
 *
 * Returns: (transfer full): a provider without servers and links, to be filled
 */
PostinoProvider *postino_provider_new (void);

PostinoProvider *postino_provider_ref (PostinoProvider *self);
void postino_provider_unref (PostinoProvider *self);

/**
 * postino_provider_get_link:
 * @self: (nullable): a provider
 * @rel: which page
 *
 * Returns: (transfer none) (nullable): the page's address, or %NULL
 */
const char *postino_provider_get_link (const PostinoProvider *self, PostinoLinkRel rel);

/**
 * postino_provider_get_servers:
 * @self: a provider
 * @protocol: what the servers speak
 *
 * Returns: (transfer none) (element-type PostinoServer): its servers on that side, POP3
 *   and IMAP ones together, best first
 */
const GPtrArray *
postino_provider_get_servers (const PostinoProvider *self, PostinoProtocol protocol);

/**
 * postino_link_rel_to_label:
 * @rel: what a page is for
 *
 * Returns: (transfer none): what a button that leads there says, translated
 */
const char *postino_link_rel_to_label (PostinoLinkRel rel);

/**
 * postino_link_href_is_valid:
 * @href: the address of a page
 *
 * Returns: whether a link may lead there: https, a host name, no user name in it
 */
gboolean postino_link_href_is_valid (const char *href);

/**
 * postino_link_new:
 * @rel: what the page is for
 * @href: its address
 *
 * Returns: (transfer full): a link
 */
PostinoLink *postino_link_new (PostinoLinkRel rel, const char *href);
PostinoLink *postino_link_copy (const PostinoLink *self);
void postino_link_free (PostinoLink *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoProvider, postino_provider_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoLink, postino_link_free)

G_END_DECLS
