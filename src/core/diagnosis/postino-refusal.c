/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-refusal.h"

#include "postino-host.h"
#include "postino-offer.h"

gboolean
postino_refusal_is_of_token (const PostinoReport *report, PostinoCause cause)
{
  if (report->sign_ins == 0 || !postino_offer_is_token_mechanism (report->mechanism))
    return FALSE;

  return cause == POSTINO_CAUSE_WRONG_CREDENTIALS || cause == POSTINO_CAUSE_APP_PASSWORD_REQUIRED
         || cause == POSTINO_CAUSE_OAUTH_REQUIRED || cause == POSTINO_CAUSE_PASSWORD_EXPIRED;
}

gboolean
postino_refusal_may_be_switched_off (const PostinoProvider *provider)
{
  return provider != NULL && provider->setting != NULL
         && postino_provider_get_link (provider, POSTINO_LINK_ENABLE_ACCESS) != NULL;
}

/* The account's own password is what is wanted, and nobody reads it out again. */
static PostinoSituation
weigh_own_password (const PostinoProvider *provider)
{
  if (postino_refusal_may_be_switched_off (provider))
    return POSTINO_SITUATION_PERHAPS_SWITCHED_OFF;
  if (postino_provider_get_link (provider, POSTINO_LINK_PASSWORD_RESET) == NULL
      && postino_provider_get_link (provider, POSTINO_LINK_SIGN_IN) != NULL)
    return POSTINO_SITUATION_FORGOT_AT_SIGN_IN;

  return POSTINO_SITUATION_WRONG_CREDENTIALS;
}

PostinoSituation
postino_refusal_weigh (const PostinoReport *report, const PostinoProvider *provider, gboolean said)
{
  if (postino_refusal_is_of_token (report, POSTINO_CAUSE_WRONG_CREDENTIALS))
    return POSTINO_SITUATION_TOKEN_REFUSED;

  switch (provider != NULL ? provider->policy : POSTINO_POLICY_UNKNOWN)
    {
    case POSTINO_POLICY_APP_PASSWORD:
      return said ? POSTINO_SITUATION_NOT_AN_APP_PASSWORD : POSTINO_SITUATION_APP_PASSWORD_REQUIRED;
    case POSTINO_POLICY_OAUTH:
      return said ? POSTINO_SITUATION_NOT_BY_PASSWORD : POSTINO_SITUATION_OAUTH_REQUIRED;
    case POSTINO_POLICY_BRIDGE:
      return postino_host_is_local (report->server->host) ? POSTINO_SITUATION_BRIDGE_PASSWORD
                                                          : weigh_own_password (provider);
    case POSTINO_POLICY_UNKNOWN:
    case POSTINO_POLICY_PASSWORD:
    case POSTINO_POLICY_UNSUPPORTED:
    default:
      return weigh_own_password (provider);
    }
}
