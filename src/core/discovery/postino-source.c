/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sentences for people who do not know what DNS is, and true for those who do.
 */
#define G_LOG_DOMAIN "postino-discovery"

#include "config.h"

#include "postino-source.h"

#include "postino-text.h"

#include <glib/gi18n-lib.h>

static const char *
describe (const PostinoServer *server)
{
  gboolean vouched = server->trust == POSTINO_TRUST_VOUCHED;

  switch (server->source)
    {
    case POSTINO_SOURCE_BUNDLED:
      return _ ("From Postino's list of providers");
    case POSTINO_SOURCE_DROP_IN:
      return _ ("From a list on this computer");
    case POSTINO_SOURCE_PROVIDER_AUTOCONFIG:
      return _ ("Published by {domain}");
    case POSTINO_SOURCE_ISPDB:
      return _ ("From Mozilla's list of providers");
    case POSTINO_SOURCE_DNS_SRV:
      return vouched
               ? _ ("Listed by {domain} in the internet's directory of names, DNS")
               : _ ("Listed for {domain} in the internet's directory of names, DNS: check that "
                    "you know this server");
    case POSTINO_SOURCE_MX:
      return vouched ? _ ("From the provider that takes in the mail of {domain}")
                     : _ ("From whoever takes in the mail of {domain}: check that you know this "
                          "name");
    case POSTINO_SOURCE_GUESS:
      return server->answered ? _ ("Guessed from your address: a mail server answers there")
                              : _ ("Guessed from your address: most providers use such a name");
    case POSTINO_SOURCE_MANUAL:
    default:
      return _ ("As you typed it");
    }
}

char *
postino_source_describe (const PostinoServer *server, const char *domain)
{
  g_return_val_if_fail (server != NULL, NULL);

  return postino_text_fill (describe (server), "domain", domain, NULL);
}

static const struct
{
  PostinoSource source;
  const char *words[3]; /* by #PostinoSourceState */
} sources[] = {
  {POSTINO_SOURCE_PROVIDER_AUTOCONFIG,
   {N_ ("Asking {domain} itself"), N_ ("{domain} itself names its servers"),
    N_ ("{domain} itself names no servers")}},
  {POSTINO_SOURCE_ISPDB,
   {N_ ("Looking into Mozilla's list of providers"), N_ ("Mozilla's list of providers has them"),
    N_ ("Not in Mozilla's list of providers")}},
  {POSTINO_SOURCE_DNS_SRV,
   {N_ ("Looking for servers in DNS"), N_ ("DNS names servers"), N_ ("DNS names no servers")}},
  {POSTINO_SOURCE_MX,
   {N_ ("Finding out who takes in the mail"), N_ ("The provider that takes in the mail has them"),
    N_ ("Who takes in the mail does not tell")}},
  {POSTINO_SOURCE_GUESS,
   {N_ ("Trying the usual names"), N_ ("There are servers of the usual names"),
    N_ ("There are no servers of the usual names")}},
};

char *
postino_source_tell (PostinoSource source, PostinoSourceState state, const char *domain)
{
  g_return_val_if_fail (state <= POSTINO_SOURCE_KNOWS_NOTHING, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    if (sources[i].source == source)
      return postino_text_fill (_ (sources[i].words[state]), "domain", domain, NULL);

  g_return_val_if_reached (NULL);
}
