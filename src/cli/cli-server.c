/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The settings of a server in one line, in the order in which forms ask for them.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-server.h"
#include "cli-text.h"

#include <glib/gi18n.h>

void
cli_server_print (guint indent, const PostinoServer *server)
{
  g_autofree char *protocol =
    g_ascii_strup (postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, (int) server->protocol), -1);
  g_autofree char *security =
    g_ascii_strup (postino_enum_to_nick (POSTINO_TYPE_SECURITY, (int) server->security), -1);
  g_autofree char *text =
    server->username != NULL
      ? g_strdup_printf (_ ("%s %s, port %u, %s, user name %s"), protocol, server->host,
                         server->port, security, server->username)
      : g_strdup_printf (_ ("%s %s, port %u, %s, no sign-in"), protocol, server->host, server->port,
                         security);

  cli_text_print (CLI_STYLE_PLAIN, indent, text);
}
