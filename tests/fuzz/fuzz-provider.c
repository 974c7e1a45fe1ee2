/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a provider's file, bundled and drop-in: there are problems to tell,
 * or a file that goes through the image and comes out the same.
 */
#include "postino-provider-file.h"
#include "postino-provider-image.h"

#include <string.h>

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  return 0;
}

static void
check_found (PostinoProviderImage *image,
             PostinoProviderIndex index,
             const char *name,
             const PostinoProvider *provider)
{
  g_autoptr (PostinoProvider) found = postino_provider_image_find (image, index, name);

  g_assert_nonnull (found);
  g_assert_cmpstr (found->id, ==, provider->id);
  g_assert_cmpstr (found->name, ==, provider->name);
  g_assert_cmpint (found->policy, ==, provider->policy);
  g_assert_cmpuint (found->links->len, ==, provider->links->len);
  g_assert_cmpuint (found->incoming->len, ==, provider->incoming->len);
  for (guint i = 0; i < provider->incoming->len; i++)
    g_assert_true (postino_server_equal (found->incoming->pdata[i], provider->incoming->pdata[i]));
}

static void
check_file (PostinoProviderFile *file)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  g_ptr_array_add (files, file);
  g_autoptr (GBytes) bytes = postino_provider_image_build (files);
  PostinoProviderImage *image = postino_provider_image_new (bytes, POSTINO_SOURCE_DROP_IN);

  for (guint i = 0; i < file->domains->len; i++)
    check_found (image, POSTINO_PROVIDER_DOMAINS, file->domains->pdata[i], file->provider);
  for (guint i = 0; i < file->suffixes->len; i++)
    check_found (image, POSTINO_PROVIDER_SUFFIXES, file->suffixes->pdata[i], file->provider);
  postino_provider_image_free (image);
}

/* The name that the file says it has, so that it can be right; not longer than a
 * problem shows it. */
static char *
path_of (const char *text, size_t size)
{
  const char *id = g_strstr_len (text, (gssize) size, "\nId=");
  GString *path = g_string_new (NULL);

  if (id != NULL)
    for (id += strlen ("\nId=");
         id < text + size && path->len < 40 && g_ascii_isgraph (*id) && *id != '/'; id++)
      g_string_append_c (path, *id);

  g_string_append (path, POSTINO_PROVIDER_SUFFIX);
  return g_string_free (path, FALSE);
}

static void
check_problems (GPtrArray *problems, const char *path)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const char *problem = problems->pdata[i];

      g_assert_true (g_utf8_validate (problem, -1, NULL));
      g_assert_true (g_str_has_prefix (problem, path));
      for (const char *p = problem; *p != '\0'; p++)
        g_assert_false (g_ascii_iscntrl (*p));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *copy = g_memdup2 (size > 0 ? data : (const guint8 *) "", MAX (size, 1));
  g_autofree char *path = path_of (copy, size);

  for (int drop_in = FALSE; drop_in <= TRUE; drop_in++)
    {
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (PostinoProviderFile) file =
        postino_provider_file_parse (path, copy, size, drop_in, problems);

      g_assert_true ((file == NULL) == (problems->len > 0));
      check_problems (problems, path);
      if (file != NULL)
        check_file (file);
    }

  return 0;
}
