/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The settings found for an address: servers, best first, and where each comes
 * from.
 */
#pragma once

#include "postino-providers.h"

G_BEGIN_DECLS

/**
 * PostinoSettings:
 * @address: the address they are for
 * @provider: (nullable): the provider, when it is known
 * @source: where the best of them come from
 * @incoming: (element-type PostinoServer): best first, user names filled in
 * @outgoing: (element-type PostinoServer): likewise
 * @suggestion: (nullable): the corrected address when the domain looks mistyped
 * @web_ahead: by how much the web's clocks are ahead of this computer's, in µs;
 *   %POSTINO_AHEAD_UNKNOWN when no web server was asked
 */
typedef struct
{
  PostinoAddress *address;
  PostinoProvider *provider;
  PostinoSource source;
  GPtrArray *incoming;
  GPtrArray *outgoing;
  char *suggestion;
  GTimeSpan web_ahead;
} PostinoSettings;

/**
 * postino_settings_new:
 * @address: the address they are for; copied
 *
 * Returns: (transfer full): settings without a server
 */
PostinoSettings *postino_settings_new (const PostinoAddress *address);

PostinoSettings *postino_settings_copy (const PostinoSettings *self);
void postino_settings_free (PostinoSettings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoSettings, postino_settings_free)

G_END_DECLS
