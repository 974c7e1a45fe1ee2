/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-probe"

#include "postino-pin.h"

#include "postino-tls-evidence.h"

gboolean
postino_pin_accepts (const char *pinned,
                     gboolean any_name,
                     GTlsCertificate *certificate,
                     GTlsCertificateFlags errors)
{
  GTlsCertificateFlags bearable = G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_NOT_ACTIVATED
                                  | G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_INSECURE;
  g_autofree char *sha256 = NULL;

  if (pinned == NULL)
    return FALSE;
  if (any_name)
    bearable |= G_TLS_CERTIFICATE_BAD_IDENTITY;
  if ((errors & ~bearable) != 0)
    return FALSE;

  sha256 = postino_certificate_get_sha256 (certificate);
  return g_str_equal (sha256, pinned);
}
