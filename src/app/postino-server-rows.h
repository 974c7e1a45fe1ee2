/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The settings of one server, to look at and to change.
 */
#pragma once

#include "postino-field.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_SERVER_ROWS (postino_server_rows_get_type ())
G_DECLARE_FINAL_TYPE (PostinoServerRows,
                      postino_server_rows,
                      POSTINO,
                      SERVER_ROWS,
                      AdwPreferencesGroup)

/**
 * PostinoServerRows::changed:
 * @self: the rows
 *
 * Something was changed by the person.
 */

/**
 * postino_server_rows_new:
 * @side: which server's settings these are
 *
 * Returns: (transfer floating): empty rows
 */
PostinoServerRows *postino_server_rows_new (PostinoSide side);

/**
 * postino_server_rows_show:
 * @self: the rows
 * @server: what to show
 * @domain: (nullable): the address's domain, for the words on where they come from
 * @found: whether they were found at all
 */
void postino_server_rows_show (PostinoServerRows *self,
                               const PostinoServer *server,
                               const char *domain,
                               gboolean found);

/**
 * postino_server_rows_offer:
 * @self: rows
 * @servers: (nullable) (element-type PostinoServer): what was found, best first
 * @domain: (nullable): the address's domain
 *
 * A menu leads to each of them, when there is more than one.
 */
void postino_server_rows_offer (PostinoServerRows *self, GPtrArray *servers, const char *domain);

/**
 * postino_server_rows_get_server:
 * @self: the rows
 *
 * Returns: (transfer full) (nullable): the settings as they stand, or %NULL while
 *   something is missing, cannot be right, or waits for a confirmation
 */
PostinoServer *postino_server_rows_get_server (PostinoServerRows *self);

/**
 * postino_server_rows_focus:
 * @self: the rows
 * @field: the field, as for receiving
 *
 * Puts the cursor there.
 */
void postino_server_rows_focus (PostinoServerRows *self, PostinoField field);

G_END_DECLS
