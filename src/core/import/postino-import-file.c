/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands in other programs' files may be cut off, very old, or no settings at all.
 */
#define G_LOG_DOMAIN "postino-import"

#include "postino-import-private.h"

#include "postino-text.h"

#include <glib/gstdio.h>
#include <string.h>

#define MAX_FILE     (16 * 1024 * 1024)
#define MAX_USERNAME 300

char *
postino_import_load_file (const char *path, gsize *length)
{
  GStatBuf info;
  char *text = NULL;

  if (g_stat (path, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size > MAX_FILE
      || !g_file_get_contents (path, &text, length, NULL))
    return NULL;

  return text;
}

PostinoServer *
postino_import_make_server (PostinoProtocol protocol,
                            const char *host,
                            gint64 port,
                            PostinoSecurity security,
                            const char *username)
{
  g_autofree char *ascii = host != NULL && *host != '\0' ? postino_domain_to_ascii (host) : NULL;
  gboolean has_name = username != NULL && *username != '\0';

  if (ascii == NULL)
    return NULL;
  if (has_name && (strlen (username) > MAX_USERNAME || !postino_text_is_one_line (username)))
    return NULL;

  return postino_server_new (protocol, host, port > 0 && port <= G_MAXUINT16 ? (guint16) port : 0,
                             security, has_name ? username : NULL);
}
