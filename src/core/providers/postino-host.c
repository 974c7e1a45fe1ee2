/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Compared as DNS does: label by label, letter case does not count.
 */
#define G_LOG_DOMAIN "postino-providers"

#include "postino-host.h"

#include <gio/gio.h>
#include <libpsl.h>
#include <string.h>

gboolean
postino_host_is_local (const char *host)
{
  g_return_val_if_fail (host != NULL, FALSE);

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

gboolean
postino_host_is_bridge (const char *host, const PostinoProvider *provider)
{
  return provider != NULL && provider->policy == POSTINO_POLICY_BRIDGE
         && postino_host_is_local (host);
}

gboolean
postino_host_has_suffix (const char *host, const char *suffix)
{
  g_return_val_if_fail (host != NULL && suffix != NULL, FALSE);

  gsize host_length = strlen (host);
  gsize length = strlen (suffix);

  if (host_length < length || g_ascii_strcasecmp (host + host_length - length, suffix) != 0)
    return FALSE;
  return host_length == length || host[host_length - length - 1] == '.';
}

char *
postino_registrable_domain (const char *domain)
{
  g_return_val_if_fail (domain != NULL, NULL);

  return g_strdup (psl_registrable_domain (psl_builtin (), domain));
}
