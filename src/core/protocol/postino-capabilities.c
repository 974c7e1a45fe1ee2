/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-capabilities.h"

#include <string.h>

/* What follows the keyword, or NULL if it is another one. */
static const char *
skip_keyword (const char *line, const char *keyword)
{
  gsize length = strlen (keyword);

  return g_ascii_strncasecmp (line, keyword, length) == 0 && strchr (" =", line[length]) != NULL
           ? line + length
           : NULL;
}

gboolean
postino_capabilities_has (char **self, const char *keyword)
{
  for (; self != NULL && *self != NULL; self++)
    if (skip_keyword (*self, keyword) != NULL)
      return TRUE;

  return FALSE;
}

char **
postino_capabilities_get_mechanisms (char **self, const char *keyword)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (; self != NULL && *self != NULL; self++)
    {
      const char *rest = skip_keyword (*self, keyword);
      g_auto (GStrv) names = g_strsplit_set (rest != NULL ? rest : "", " =", -1);

      for (char **name = names; *name != NULL; name++)
        if (**name != '\0')
          g_strv_builder_add (builder, *name);
    }

  return g_strv_builder_end (builder);
}
