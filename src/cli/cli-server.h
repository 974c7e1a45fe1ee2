/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The settings of a server, for a person.
 */
#pragma once

#include "postino-server.h"

G_BEGIN_DECLS

/**
 * cli_server_print:
 * @indent: spaces before each line
 * @server: a server
 *
 * Prints its settings on standard output.
 */
void cli_server_print (guint indent, const PostinoServer *server);

G_END_DECLS
