/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-sandbox.h"

/* There in every Flatpak:
 * https://docs.flatpak.org/en/latest/flatpak-command-reference.html#flatpak-metadata */
#define FLATPAK "/.flatpak-info"

gboolean
postino_sandbox_is_inside (void)
{
  return g_file_test (FLATPAK, G_FILE_TEST_EXISTS);
}
