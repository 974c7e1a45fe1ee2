/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Certificate flags are a set: every bit is looked at, and the gravest is named.
 */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-certificate.h"

#include "postino-host.h"

#include <string.h>

/* Programs that put their own certificate in place of the server's, by what
 * stands in its issuer. */
static const struct
{
  const char *issuer;
  const char *product;
} security_programs[] = {
  {"avast", "Avast"},
  {"avg technologies", "AVG"},
  {"avg web", "AVG"},
  {"avg mail", "AVG"},
  {"avira", "Avira"},
  {"kaspersky", "Kaspersky"},
  {"eset ssl filter", "ESET"},
  {"eset, spol", "ESET"},
  {"bitdefender", "Bitdefender"},
  {"norton", "Norton"},
  {"symantec web", "Symantec"},
  {"mcafee", "McAfee"},
  {"sophos", "Sophos"},
  {"g data", "G DATA"},
  {"dr.web", "Dr.Web"},
  {"doctor web", "Dr.Web"},
  {"adguard", "AdGuard"},
  {"comodo internet security", "Comodo Internet Security"},
  {"trend micro", "Trend Micro"},
  {"f-secure", "F-Secure"},
  {"panda security", "Panda"},
  {"bullguard", "BullGuard"},
  {"k7 computing", "K7"},
  {"quick heal", "Quick Heal"},
  {"webroot", "Webroot"},
  {"zonealarm", "ZoneAlarm"},
  {"check point", "Check Point"},
  {"fortinet", "Fortinet"},
  {"fortigate", "Fortinet"},
  {"zscaler", "Zscaler"},
  {"netskope", "Netskope"},
  {"palo alto", "Palo Alto Networks"},
  {"sonicwall", "SonicWall"},
  {"watchguard", "WatchGuard"},
  {"fireware", "WatchGuard"},
  {"blue coat", "Blue Coat"},
  {"barracuda", "Barracuda"},
  {"forcepoint", "Forcepoint"},
  {"websense", "Forcepoint"},
  {"cisco umbrella", "Cisco Umbrella"},
  {"untangle", "Untangle"},
  {"securly", "Securly"},
  {"lightspeed", "Lightspeed"},
  {"mitmproxy", "mitmproxy"},
  {"superfish", "Superfish"},
};

const char *
postino_certificate_find_security_program (const PostinoTlsInfo *tls)
{
  if (tls == NULL || tls->issuer == NULL)
    return NULL;

  g_autofree char *issuer = g_ascii_strdown (tls->issuer, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (security_programs); i++)
    if (strstr (issuer, security_programs[i].issuer) != NULL)
      return security_programs[i].product;

  return NULL;
}

/* The value of @attribute ("CN") in a name of RFC 4514, escapes undone. */
static char *
find_attribute (const char *name, const char *attribute)
{
  gsize length = strlen (attribute);
  gboolean start = TRUE;

  for (const char *p = name; *p != '\0'; p++)
    {
      if (start && g_ascii_strncasecmp (p, attribute, length) == 0 && p[length] == '=')
        {
          GString *value = g_string_new (NULL);
          for (p += length + 1; *p != '\0' && *p != ',' && *p != '+'; p++)
            {
              if (*p == '\\' && p[1] != '\0')
                p++;
              g_string_append_c (value, *p);
            }
          return g_string_free (value, FALSE);
        }
      start = *p == ',' || *p == '+' || (start && *p == ' ');
      if (*p == '\\' && p[1] != '\0')
        p++;
    }

  return NULL;
}

char *
postino_certificate_get_issuer (const PostinoTlsInfo *tls)
{
  if (tls == NULL || tls->issuer == NULL)
    return NULL;

  char *name = find_attribute (tls->issuer, "CN");
  if (name == NULL)
    name = find_attribute (tls->issuer, "O");

  return name != NULL ? name : g_strdup (tls->issuer);
}

char *
postino_certificate_get_authority (const PostinoTlsInfo *tls)
{
  char *name = tls != NULL && tls->issuer != NULL ? find_attribute (tls->issuer, "O") : NULL;

  return name != NULL ? name : postino_certificate_get_issuer (tls);
}

static PostinoSituation
judge_untrusted (const PostinoReport *report, const PostinoProvider *provider)
{
  if (postino_certificate_find_security_program (report->tls) != NULL)
    return POSTINO_SITUATION_SECURITY_PROGRAM;
  if (postino_host_is_bridge (report->server->host, provider))
    return POSTINO_SITUATION_BRIDGE_CERTIFICATE;
  if (report->tls != NULL && report->tls->issuer != NULL
      && g_strcmp0 (report->tls->issuer, report->tls->subject) == 0)
    return POSTINO_SITUATION_SELF_SIGNED;

  return POSTINO_SITUATION_CERTIFICATE_UNTRUSTED;
}

/* The one that was accepted by hand is not the one that is shown now. */
static gboolean
has_changed (const PostinoReport *report)
{
  return report->server->pinned != NULL && report->tls != NULL
         && (report->certificate_errors & G_TLS_CERTIFICATE_UNKNOWN_CA) != 0
         && g_strcmp0 (report->server->pinned, report->tls->sha256) != 0;
}

gboolean
postino_certificate_may_accept (const PostinoReport *report, const PostinoProvider *provider)
{
  const GTlsCertificateFlags final = G_TLS_CERTIFICATE_REVOKED | G_TLS_CERTIFICATE_GENERIC_ERROR;

  g_return_val_if_fail (report != NULL, FALSE);

  if (report->finding != POSTINO_FINDING_CERTIFICATE || report->tls == NULL
      || report->network == POSTINO_NETWORK_PORTAL || (report->certificate_errors & final) != 0)
    return FALSE;

  return provider == NULL || (report->certificate_errors & G_TLS_CERTIFICATE_BAD_IDENTITY) == 0;
}

PostinoSituation
postino_certificate_judge (const PostinoReport *report, const PostinoProvider *provider)
{
  GTlsCertificateFlags flags = report->certificate_errors;

  if (flags & G_TLS_CERTIFICATE_REVOKED)
    return POSTINO_SITUATION_CERTIFICATE_REVOKED;
  if (has_changed (report) && postino_certificate_find_security_program (report->tls) == NULL)
    return POSTINO_SITUATION_CERTIFICATE_CHANGED;
  /* A security program or the bridge makes a certificate for whatever name it
   * likes: who made it tells more than the name. */
  if ((flags & G_TLS_CERTIFICATE_BAD_IDENTITY) && (flags & G_TLS_CERTIFICATE_UNKNOWN_CA))
    {
      PostinoSituation untrusted = judge_untrusted (report, provider);
      if (untrusted == POSTINO_SITUATION_SECURITY_PROGRAM
          || untrusted == POSTINO_SITUATION_BRIDGE_CERTIFICATE)
        return untrusted;
    }
  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return POSTINO_SITUATION_CERTIFICATE_WRONG_HOST;
  if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return judge_untrusted (report, provider);
  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    return POSTINO_SITUATION_CERTIFICATE_EXPIRED;
  if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return POSTINO_SITUATION_CERTIFICATE_NOT_YET_VALID;

  return POSTINO_SITUATION_TLS_FAILED;
}
