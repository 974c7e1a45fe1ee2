/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * postino-compile-replies: checks the rules for servers' replies, or for what mail
 * programs show, while Postino is built, and writes them as one image in a C source,
 * to be linked in and read in place.
 */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-embed.h"
#include "postino-reply-file.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* Images by the ending of their files. */
static const struct
{
  const char *suffix;
  const char *symbol;
  PostinoReplyKind kind;
} images[] = {
  {".replies", "postino_reply_image", POSTINO_REPLIES},
  {".windows", "postino_window_image", POSTINO_WINDOWS},
  {".bounces", "postino_bounce_image", POSTINO_WINDOWS},
  {".protocols", "postino_protocol_image", POSTINO_PROTOCOLS},
};

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_folder (const char *folder, const char *suffix, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, suffix))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));

  g_ptr_array_sort (paths, compare_paths);
  if (dir == NULL)
    g_clear_pointer (&paths, g_ptr_array_unref);
  return paths;
}

static gboolean
compile (GPtrArray *paths, gsize number, const char *output, GError **error)
{
  g_autoptr (PostinoReplyFiles) files = postino_reply_files_new (images[number].kind);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      g_autofree char *text = NULL;

      if (!g_file_get_contents (path, &text, NULL, error))
        return FALSE;
      postino_reply_files_add (files, path, text);
    }

  g_autoptr (GBytes) image = postino_reply_files_finish (files);
  for (guint i = 0; i < files->problems->len; i++)
    g_printerr ("%s\n", (char *) g_ptr_array_index (files->problems, i));
  if (image == NULL)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%u to be put right",
                   files->problems->len);
      return FALSE;
    }

  return postino_embed_write_source (output, images[number].symbol, "postino-reply-rules.h", image,
                                     error);
}

/* Its number, or that of what servers answer. */
static gsize
find_image (const char *suffix)
{
  for (gsize i = 0; suffix != NULL && i < G_N_ELEMENTS (images); i++)
    if (g_str_equal (images[i].suffix + 1, suffix))
      return i;

  return 0;
}

int
main (int argc, char *argv[])
{
  g_autofree char *depfile = NULL, *suffix = NULL, *words = NULL;
  const GOptionEntry options[] = {
    {"depfile", 0, 0, G_OPTION_ARG_FILENAME, &depfile, "Write what OUTPUT depends on", "FILE"},
    {"kind", 0, 0, G_OPTION_ARG_STRING, &suffix, "Which files: how their names end", "SUFFIX"},
    {"words", 0, 0, G_OPTION_ARG_FILENAME, &words, "A file of words to be read before", "FILE"},
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

  gsize number = find_image (suffix);
  g_autoptr (GPtrArray) paths = list_folder (argv[2], images[number].suffix, &error);
  if (paths != NULL && words != NULL)
    g_ptr_array_insert (paths, 0, g_strdup (words));
  if (paths == NULL || !compile (paths, number, argv[1], &error)
      || (depfile != NULL
          && !postino_embed_write_depfile (depfile, argv[1], argv[2], paths, &error)))
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }

  return EXIT_SUCCESS;
}
