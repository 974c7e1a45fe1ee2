/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * postino-compile-providers: checks a folder of providers' files while Postino is
 * built, and writes them as one image in a C source, to be linked in and read in
 * place. The depfile names the folder as well, so that a new file is noticed.
 */
#define G_LOG_DOMAIN "postino-providers"

#include "postino-embed.h"
#include "postino-provider-folder.h"
#include "postino-provider-image.h"

#include <locale.h>
#include <stdlib.h>

static gboolean
write_depfile (const char *depfile, const char *output, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) paths = postino_provider_folder_list (folder, error);

  return paths != NULL && postino_embed_write_depfile (depfile, output, folder, paths, error);
}

static gboolean
compile (const char *folder, const char *output, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) files = postino_provider_folder_read (folder, FALSE, problems, error);

  if (files == NULL)
    return FALSE;

  if (files->len == 0 && problems->len == 0)
    g_ptr_array_add (problems, postino_problem_new (folder, 0, "there is no provider's file"));
  for (guint i = 0; i < problems->len; i++)
    g_printerr ("%s\n", (char *) g_ptr_array_index (problems, i));
  if (problems->len > 0)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: %u to be put right", folder,
                   problems->len);
      return FALSE;
    }

  g_autoptr (GBytes) image = postino_provider_image_build (files);
  return postino_embed_write_source (output, "postino_bundled_image", "postino-bundled.h", image,
                                     error);
}

int
main (int argc, char *argv[])
{
  g_autofree char *depfile = NULL;
  const GOptionEntry options[] = {
    {"depfile", 0, 0, G_OPTION_ARG_FILENAME, &depfile, "Write what OUTPUT depends on", "FILE"},
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("OUTPUT FOLDER");
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 3)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "Two arguments, please: OUTPUT FOLDER");
      return 2;
    }

  if (!compile (argv[2], argv[1], &error)
      || (depfile != NULL && !write_depfile (depfile, argv[1], argv[2], &error)))
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }

  return EXIT_SUCCESS;
}
