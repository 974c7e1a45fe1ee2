/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads all providers' files of a folder, in the order of their names whatever
 * the file system's order is.
 */
#define G_LOG_DOMAIN "postino-providers"

#include "config.h"

#include "postino-provider-folder.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdint.h>
#include <string.h>

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
postino_provider_folder_list (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autoptr (GDir) folder = g_dir_open (path, 0, error);
  const char *name;

  if (folder == NULL)
    return NULL;

  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (folder)) != NULL)
    if (*name != '.' && g_str_has_suffix (name, POSTINO_PROVIDER_SUFFIX))
      g_ptr_array_add (paths, g_build_filename (path, name, NULL));

  g_ptr_array_sort (paths, compare_paths);
  return paths;
}

/* Adds @names of @file to @owners, and a problem for each that has an owner. */
static void
claim_names (PostinoProviderFile *file,
             GPtrArray *names,
             guint line,
             GHashTable *owners,
             GPtrArray *problems)
{
  for (guint i = 0; i < names->len; i++)
    {
      char *name = g_ptr_array_index (names, i);
      const PostinoProviderFile *owner = g_hash_table_lookup (owners, name);

      if (owner != NULL)
        {
          g_autofree char *other = g_filename_display_name (owner->path);
          g_autofree char *message =
            g_strdup_printf (_ ("“%s” is claimed by %s as well"), name, other);
          g_ptr_array_add (problems, postino_problem_new (file->path, line, message));
        }
      g_hash_table_insert (owners, name, file);
    }
}

static void
check_claims (GPtrArray *files, GPtrArray *problems)
{
  g_autoptr (GHashTable) domains = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) suffixes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < files->len; i++)
    {
      PostinoProviderFile *file = g_ptr_array_index (files, i);
      claim_names (file, file->domains, file->domains_line, domains, problems);
      claim_names (file, file->suffixes, file->suffixes_line, suffixes, problems);
    }
}

GPtrArray *
postino_provider_folder_read (const char *path,
                              gboolean drop_in,
                              GPtrArray *problems,
                              GError **error)
{
  g_autoptr (GPtrArray) paths = postino_provider_folder_list (path, error);

  if (paths == NULL)
    return NULL;

  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_provider_file_free);
  for (guint i = 0; i < paths->len; i++)
    {
      PostinoProviderFile *file =
        postino_provider_file_load (g_ptr_array_index (paths, i), drop_in, problems);
      if (file != NULL)
        g_ptr_array_add (files, file);
    }

  check_claims (files, problems);
  return files;
}

char **
postino_provider_folder_unique (const char *const *paths)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (; *paths != NULL; paths++)
    {
      GStatBuf info;

      if (g_stat (*paths, &info) != 0)
        continue;
      if (g_hash_table_add (
            seen, g_strdup_printf ("%ju:%ju", (uintmax_t) info.st_dev, (uintmax_t) info.st_ino)))
        g_strv_builder_add (builder, *paths);
    }

  return g_strv_builder_end (builder);
}
