/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finds the translations: next to the program when it runs from its build
 * folder, else at share/locale beside the bin folder it was installed to.
 */
#define G_LOG_DOMAIN "postino-account"

#include "config.h"

#include "postino-locale.h"

#include <libintl.h>
#include <locale.h>

static char *
program_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program != NULL ? g_path_get_dirname (program) : NULL;
}

gboolean
postino_locale_in_build_folder (void)
{
  g_autofree char *folder = program_folder ();

  return folder != NULL && g_str_has_prefix (folder, BUILDDIR G_DIR_SEPARATOR_S);
}

static char *
locale_folder (void)
{
  if (postino_locale_in_build_folder ())
    return g_build_filename (BUILDDIR, "po", NULL);
  if (g_file_test (LOCALEDIR, G_FILE_TEST_IS_DIR))
    return g_strdup (LOCALEDIR);

  g_autofree char *folder = program_folder ();
  g_autofree char *prefix = folder != NULL ? g_path_get_dirname (folder) : g_strdup ("/usr");
  return g_build_filename (prefix, "share", "locale", NULL);
}

void
postino_locale_init (void)
{
  g_autofree char *folder = locale_folder ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
