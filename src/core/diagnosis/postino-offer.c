/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-offer.h"

gboolean
postino_offer_is_token_mechanism (const char *mechanism)
{
  if (mechanism == NULL)
    return FALSE;

  return g_ascii_strcasecmp (mechanism, "XOAUTH2") == 0
         || g_ascii_strcasecmp (mechanism, "OAUTHBEARER") == 0
         || g_ascii_strcasecmp (mechanism, "XOAUTH") == 0;
}

static void
count_others (const char *capability, guint *n_mechanisms, guint *n_others)
{
  g_auto (GStrv) words = g_strsplit_set (capability, " =", -1);

  if (words[0] == NULL
      || (g_ascii_strcasecmp (words[0], "AUTH") != 0 && g_ascii_strcasecmp (words[0], "SASL") != 0))
    return;

  for (char **word = words + 1; *word != NULL; word++)
    if (**word != '\0')
      {
        *n_mechanisms += 1;
        *n_others += !postino_offer_is_token_mechanism (*word);
      }
}

gboolean
postino_offer_is_oauth_only (const char *const *capabilities)
{
  guint n_mechanisms = 0, n_others = 0;

  for (; capabilities != NULL && *capabilities != NULL; capabilities++)
    count_others (*capabilities, &n_mechanisms, &n_others);

  return n_mechanisms > 0 && n_others == 0;
}
