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

/* src/cli below the build folder is two. */
#define MAX_DEPTH 4

static char *
program_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program != NULL ? g_path_get_dirname (program) : NULL;
}

/* No path of the build is compiled in: two builds in different folders are the same. */
char *
postino_locale_find_build_folder (void)
{
  g_autofree char *folder = program_folder ();

  for (guint depth = 0; folder != NULL && depth < MAX_DEPTH; depth++)
    {
      g_autofree char *mark = g_build_filename (folder, "meson-private", NULL);
      g_autofree char *header = g_build_filename (folder, "config.h", NULL);
      char *parent = g_path_get_dirname (folder);

      if (g_file_test (mark, G_FILE_TEST_IS_DIR) && g_file_test (header, G_FILE_TEST_EXISTS))
        {
          g_free (parent);
          return g_steal_pointer (&folder);
        }
      g_free (folder);
      folder = parent;
    }

  return NULL;
}

static char *
locale_folder (void)
{
  g_autofree char *build = postino_locale_find_build_folder ();

  if (build != NULL)
    return g_build_filename (build, "po", NULL);
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
