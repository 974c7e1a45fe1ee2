/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is written down for an address: no network is needed.
 */
#pragma once

#include "postino-settings.h"

G_BEGIN_DECLS

/**
 * postino_known_settings:
 * @provider: a provider
 * @address: an address that it serves
 * @source: how it was found
 *
 * Returns: (transfer full): its settings for @address
 */
PostinoSettings *postino_known_settings (PostinoProvider *provider,
                                         const PostinoAddress *address,
                                         PostinoSource source);

/**
 * postino_known_look_up:
 * @providers: what is known beforehand
 * @address: the address
 *
 * Returns: (transfer full) (nullable): settings of the provider that serves the domain
 *   of @address, or %NULL
 */
PostinoSettings *postino_known_look_up (PostinoProviders *providers, const PostinoAddress *address);

/**
 * postino_known_suggest:
 * @providers: what is known beforehand
 * @address: the address
 *
 * Returns: (transfer full) (nullable): the corrected address when the domain looks
 *   mistyped, else %NULL
 */
char *postino_known_suggest (PostinoProviders *providers, const PostinoAddress *address);

/**
 * postino_known_while_typing:
 * @providers: what is known beforehand
 * @address: the address
 *
 * For the field that is being typed in: quick enough to be asked at each key.
 *
 * Returns: (transfer full) (nullable): settings of a known provider, settings with
 *   nothing but a suggestion for a domain that looks mistyped, or %NULL
 */
PostinoSettings *
postino_known_while_typing (PostinoProviders *providers, const PostinoAddress *address);

G_END_DECLS
