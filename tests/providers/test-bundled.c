/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bundled providers: every file of data/providers can be found by everything
 * that stands in it, and speaks the person's language.
 */
#include "config.h"

#include "postino-bundled.h"
#include "postino-provider-folder.h"
#include "postino-provider-image.h"
#include "postino-provider-server.h"
#include "postino-providers.h"

#include <glib/gstdio.h>
#include <libintl.h>
#include <locale.h>
#include <stdint.h>
#include <string.h>

static GPtrArray *
read_files (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "data", "providers", NULL);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  GPtrArray *files = postino_provider_folder_read (folder, FALSE, problems, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (files->len, >, 0);
  return files;
}

/* @name: what was looked up, which is the host of servers that are the MX itself. */
static void
assert_same_servers (GPtrArray *left, GPtrArray *right, const char *name)
{
  g_assert_cmpuint (left->len, ==, right->len);
  for (guint i = 0; i < left->len; i++)
    {
      g_autoptr (PostinoServer) a = postino_server_copy (g_ptr_array_index (left, i));
      const PostinoServer *b = g_ptr_array_index (right, i);

      if (g_str_equal (a->host, POSTINO_PROVIDER_MX_HOST))
        {
          g_free (a->host);
          a->host = g_strdup (name);
        }
      g_assert_true (postino_server_equal (a, b));
      g_assert_cmpint (a->auth, ==, b->auth);
      g_assert_cmpint (b->source, ==, POSTINO_SOURCE_BUNDLED);
    }
}

static void
assert_same (const PostinoProvider *file, PostinoProvider *found, const char *name)
{
  g_assert_nonnull (found);
  g_assert_cmpstr (found->id, ==, file->id);
  g_assert_cmpstr (found->name, ==, file->name);
  g_assert_cmpint (found->policy, ==, file->policy);
  g_assert_cmpstr (found->note, ==, file->note);
  g_assert_cmpstr (found->setting, ==, file->setting);
  g_assert_cmpstr (found->setting_path, ==, file->setting_path);
  g_assert_cmpstr (found->app_password_path, ==, file->app_password_path);
  assert_same_servers (file->incoming, found->incoming, name);
  assert_same_servers (file->outgoing, found->outgoing, name);

  g_assert_cmpuint (found->links->len, ==, file->links->len);
  for (guint i = 0; i < found->links->len; i++)
    {
      const PostinoLink *a = g_ptr_array_index (file->links, i);
      const PostinoLink *b = g_ptr_array_index (found->links, i);
      g_assert_cmpint (a->rel, ==, b->rel);
      g_assert_cmpstr (a->href, ==, b->href);
    }
  postino_provider_unref (found);
}

static void
assert_hosts (PostinoProviders *providers, GPtrArray *servers)
{
  for (guint i = 0; i < servers->len; i++)
    {
      const PostinoServer *server = g_ptr_array_index (servers, i);
      g_autoptr (PostinoProvider) found = postino_providers_lookup_host (providers, server->host);
      g_assert_true ((found != NULL) != g_str_equal (server->host, POSTINO_PROVIDER_MX_HOST));
    }
}

static void
test_every_name (void)
{
  g_autoptr (PostinoProviders) providers = postino_providers_new (FALSE);
  g_autoptr (GPtrArray) files = read_files ();
  guint domains = 0;

  for (guint i = 0; i < files->len; i++)
    {
      const PostinoProviderFile *file = g_ptr_array_index (files, i);

      for (guint j = 0; j < file->domains->len; j++, domains++)
        {
          const char *domain = g_ptr_array_index (file->domains, j);
          assert_same (file->provider, postino_providers_lookup_domain (providers, domain), domain);
        }
      for (guint j = 0; j < file->suffixes->len; j++)
        {
          const char *suffix = g_ptr_array_index (file->suffixes, j);
          assert_same (file->provider, postino_providers_lookup_mx (providers, suffix), suffix);
        }
      assert_hosts (providers, file->provider->incoming);
      assert_hosts (providers, file->provider->outgoing);
    }
  g_test_message ("%u providers, %u domains", files->len, domains);
}

/* The image depends on the files alone: what is built here is what was built in. */
static void
test_reproducible (void)
{
  g_autoptr (GPtrArray) files = read_files ();
  g_autoptr (GBytes) image = postino_provider_image_build (files);
  gsize size;
  gconstpointer bytes = g_bytes_get_data (image, &size);

  g_assert_cmpmem (bytes, size, postino_bundled_image, postino_bundled_image_size);
  g_assert_cmpuint ((uintptr_t) postino_bundled_image % 8, ==, 0);
}

/* Many domains: each is found, and their neighbours are not. */
static void
test_many (void)
{
  g_autoptr (GPtrArray) files =
    g_ptr_array_new_with_free_func ((GDestroyNotify) postino_provider_file_free);
  PostinoProviderFile *file = g_new0 (PostinoProviderFile, 1);

  file->provider = postino_provider_new ();
  file->provider->id = g_strdup ("many");
  file->provider->name = g_strdup ("Many");
  file->domains = g_ptr_array_new_with_free_func (g_free);
  file->suffixes = g_ptr_array_new ();
  for (guint i = 0; i < 20000; i++)
    g_ptr_array_add (file->domains, g_strdup_printf ("d%u.example", i));
  g_ptr_array_add (files, file);

  g_autoptr (GBytes) bytes = postino_provider_image_build (files);
  g_autoptr (PostinoProviderImage) image =
    postino_provider_image_new (bytes, POSTINO_SOURCE_BUNDLED);
  for (guint i = 0; i < file->domains->len; i++)
    {
      const char *name = g_ptr_array_index (file->domains, i);
      g_autofree char *near = g_strconcat (name, "x", NULL);
      g_autoptr (PostinoProvider) found =
        postino_provider_image_find (image, POSTINO_PROVIDER_DOMAINS, name);

      g_assert_nonnull (found);
      g_assert_null (postino_provider_image_find (image, POSTINO_PROVIDER_DOMAINS, near));
    }
  g_assert_null (postino_provider_image_find (image, POSTINO_PROVIDER_HOSTS, "d1.example"));
}

/* For a .po file, which is UTF-8 itself. */
static char *
escape (const char *text)
{
  char kept[129] = "";

  for (guint i = 0; i < 128; i++)
    kept[i] = (char) (0x80 + i);

  return g_strescape (text, kept);
}

static void
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

/* There need not be one that is translated: C.UTF-8 is not, with glibc of Debian 13. */
static void
make_locale (const char *root)
{
  g_autofree char *folder = g_build_filename (root, "it_IT.UTF-8", NULL);
  const char *argv[] = {"localedef", "-i", "it_IT", "-f", "UTF-8", folder, NULL};

  run (argv);
  g_setenv ("LOCPATH", root, TRUE);
  g_assert_nonnull (setlocale (LC_ALL, "it_IT.UTF-8"));
}

/* A catalogue with two translations, made with the tool that makes the real ones. */
static void
bind_translations (const char *root, const char *note, const char *path)
{
  g_autofree char *folder = g_build_filename (root, "xx", "LC_MESSAGES", NULL);
  g_autofree char *po = g_build_filename (root, "xx.po", NULL);
  g_autofree char *mo = g_build_filename (folder, GETTEXT_PACKAGE ".mo", NULL);
  g_autofree char *first = escape (note);
  g_autofree char *second = escape (path);
  g_autofree char *content =
    g_strdup_printf ("msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
                     "msgid \"%s\"\nmsgstr \"Translated note\"\n\n"
                     "msgid \"%s\"\nmsgstr \"Translated path\"\n",
                     first, second);
  const char *argv[] = {"msgfmt", "-o", mo, po, NULL};

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (po, content, -1, NULL));
  run (argv);

  g_setenv ("LANGUAGE", "xx", TRUE);
  bindtextdomain (GETTEXT_PACKAGE, root);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_remove (po);
}

static PostinoProvider *
find_with_words (PostinoProviders *providers, GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    {
      const PostinoProviderFile *file = g_ptr_array_index (files, i);

      if (file->provider->note != NULL && file->provider->app_password_path != NULL
          && file->domains->len > 0)
        return postino_providers_lookup_domain (providers, g_ptr_array_index (file->domains, 0));
    }

  g_assert_not_reached ();
}

static void
test_translated_words (void)
{
  g_autoptr (PostinoProviders) providers = postino_providers_new (FALSE);
  g_autoptr (GPtrArray) files = read_files ();
  g_autoptr (PostinoProvider) plain = find_with_words (providers, files);
  g_autofree char *root = g_dir_make_tmp ("postino-bundled-XXXXXX", NULL);
  g_autofree char *remove = g_strdup_printf ("rm -r '%s'", root);

  g_assert_nonnull (plain);
  make_locale (root);
  bind_translations (root, plain->note, plain->app_password_path);

  g_autoptr (PostinoProvider) found = find_with_words (providers, files);
  g_assert_cmpstr (found->note, ==, "Translated note");
  g_assert_cmpstr (found->app_password_path, ==, "Translated path");
  g_assert_cmpstr (found->name, ==, plain->name);
  g_assert_true (g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bundled/every-name", test_every_name);
  g_test_add_func ("/bundled/reproducible", test_reproducible);
  g_test_add_func ("/bundled/many", test_many);
  g_test_add_func ("/bundled/translated-words", test_translated_words);

  return g_test_run ();
}
