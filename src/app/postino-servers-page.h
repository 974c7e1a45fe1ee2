/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page where both servers can be looked at and changed.
 */
#pragma once

#include "postino-page.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_SERVERS_PAGE (postino_servers_page_get_type ())
G_DECLARE_FINAL_TYPE (PostinoServersPage, postino_servers_page, POSTINO, SERVERS_PAGE, PostinoPage)

G_END_DECLS
