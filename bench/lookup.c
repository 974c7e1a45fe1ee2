/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bench-lookup ROUNDS DOMAIN…: looks the domains up, ROUNDS times, in the database that
 * it is linked with, and prints the mean time of one lookup in ns.
 */
#include "postino-bundled.h"
#include "postino-providers.h"

#include <stdlib.h>

int
main (int argc, char **argv)
{
  g_autoptr (PostinoProviders) providers = postino_providers_new (FALSE);
  int rounds = atoi (argv[1]);
  gint64 begun = g_get_monotonic_time ();

  for (int round = 0; round < rounds; round++)
    for (int i = 2; i < argc; i++)
      {
        g_autoptr (PostinoProvider) found = postino_providers_lookup_domain (providers, argv[i]);
        if (found == NULL)
          g_error ("%s is not known", argv[i]);
      }

  gint64 elapsed = g_get_monotonic_time () - begun;
  g_print ("%" G_GINT64_FORMAT " %" G_GSIZE_FORMAT "\n", elapsed * 1000 / (rounds * (argc - 2)),
           postino_bundled_image_size);
  return 0;
}
