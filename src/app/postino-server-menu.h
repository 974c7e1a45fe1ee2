/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A button with the servers that were found, to choose another one.
 */
#pragma once

#include "postino-server.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_SERVER_MENU (postino_server_menu_get_type ())
G_DECLARE_FINAL_TYPE (PostinoServerMenu, postino_server_menu, POSTINO, SERVER_MENU, AdwBin)

/**
 * PostinoServerMenu::chosen:
 * @self: the menu
 * @server: (type PostinoServer): what was chosen, valid during the emission
 */

/**
 * postino_server_menu_offer:
 * @self: a menu
 * @servers: (nullable) (element-type PostinoServer): what was found, the best one first
 * @domain: (nullable): the domain of the address
 *
 * It hides while there is no choice.
 */
void postino_server_menu_offer (PostinoServerMenu *self, GPtrArray *servers, const char *domain);

/**
 * postino_server_menu_find:
 * @self: a menu
 * @protocol: a protocol
 *
 * Returns: (transfer none) (nullable): the best server of that protocol
 */
const PostinoServer *postino_server_menu_find (PostinoServerMenu *self, PostinoProtocol protocol);

G_END_DECLS
