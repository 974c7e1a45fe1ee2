/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * DNS is not signed: an SRV or MX record that leads elsewhere may be forged, and
 * the stranger it leads to has a perfectly good certificate.
 */
#define G_LOG_DOMAIN "postino-discovery"

#include "postino-trust.h"

#include "postino-host.h"

gboolean
postino_is_own_host (const PostinoAddress *address, const char *host)
{
  g_return_val_if_fail (address != NULL && host != NULL, FALSE);

  g_autofree char *own = postino_registrable_domain (address->domain_ascii);

  return own != NULL ? postino_host_has_suffix (host, own)
                     : g_ascii_strcasecmp (host, address->domain_ascii) == 0;
}

PostinoTrust
postino_judge_host (PostinoProviders *providers, const PostinoAddress *address, const char *host)
{
  g_return_val_if_fail (POSTINO_IS_PROVIDERS (providers), POSTINO_TRUST_UNCONFIRMED);
  g_return_val_if_fail (address != NULL && host != NULL, POSTINO_TRUST_UNCONFIRMED);

  if (postino_is_own_host (address, host))
    return POSTINO_TRUST_VOUCHED;
  /* "localhost" is a bridge's, which a record in DNS has no business with. */
  if (postino_host_is_local (host))
    return POSTINO_TRUST_UNCONFIRMED;

  g_autoptr (PostinoProvider) known = postino_providers_lookup_host (providers, host);
  return known != NULL ? POSTINO_TRUST_VOUCHED : POSTINO_TRUST_UNCONFIRMED;
}
