/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The database with drop-in folders: who wins, what is left out with which
 * warning, and what each lookup finds and does not find.
 */
#include "config.h"

#include "postino-provider-folder.h"
#include "postino-providers.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SERVER_KEYS "Security=tls\nUsername=%%EMAILADDRESS%%\nAuth=password-cleartext;\n"

typedef struct
{
  char *root;
  PostinoProviders *providers;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->root = g_dir_make_tmp ("postino-providers-XXXXXX", NULL);
  g_assert_nonnull (self->root);
  self->providers = postino_providers_new (FALSE);
  g_assert_cmpuint (postino_providers_get_warnings (self->providers)->len, ==, 0);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder =
    g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      remove_tree (child);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  remove_tree (self->root);
  g_free (self->root);
  g_object_unref (self->providers);
}

static char *
make_folder (Fixture *self, const char *name)
{
  char *folder = g_build_filename (self->root, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  return folder;
}

static void
write_text (Fixture *self, const char *folder, const char *file, const char *text)
{
  g_autofree char *directory = make_folder (self, folder);
  g_autofree char *path = g_build_filename (directory, file, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* A provider with one server for each direction, both at @host. */
static void
write_provider (Fixture *self,
                const char *folder,
                const char *id,
                const char *domains,
                const char *mx,
                const char *host)
{
  g_autofree char *file = g_strconcat (id, POSTINO_PROVIDER_SUFFIX, NULL);
  g_autofree char *text =
    g_strdup_printf ("[Provider]\nId=%s\nName=The %s\nDomains=%s\nMX=%s\n"
                     "Policy=password\nNote=Note of %s.\n"
                     "[Incoming 1]\nProtocol=imap\nHost=%s\nPort=993\n" SERVER_KEYS
                     "[Outgoing 1]\nProtocol=smtp\nHost=%s\nPort=465\n" SERVER_KEYS
                     "[Links]\nsign-in=https://example.org/%s\n",
                     id, id, domains, mx, id, host, host, id);

  write_text (self, folder, file, text);
}

static void
add_folder (Fixture *self, const char *name)
{
  g_autofree char *folder = make_folder (self, name);
  g_autoptr (GError) error = NULL;

  g_assert_true (postino_providers_add_folder (self->providers, folder, &error));
  g_assert_no_error (error);
}

static void
assert_found (PostinoProvider *found, const char *id)
{
  g_assert_cmpstr (found != NULL ? found->id : NULL, ==, id);
  postino_provider_unref (found);
}

static void
assert_domain (Fixture *self, const char *domain, const char *id)
{
  assert_found (postino_providers_lookup_domain (self->providers, domain), id);
}

static void
assert_mx (Fixture *self, const char *host, const char *id)
{
  assert_found (postino_providers_lookup_mx (self->providers, host), id);
}

static void
assert_host (Fixture *self, const char *host, const char *id)
{
  assert_found (postino_providers_lookup_host (self->providers, host), id);
}

static void
assert_warning (Fixture *self, guint index, const char *file, const char *message)
{
  GPtrArray *warnings = postino_providers_get_warnings (self->providers);
  g_autofree char *expected = g_strdup_printf ("%s/%s: %s", self->root, file, message);
  g_autofree char *with_line = g_strdup_printf ("%s/%s:%s", self->root, file, message);

  g_assert_cmpuint (warnings->len, >, index);
  const char *warning = g_ptr_array_index (warnings, index);
  g_test_message ("%s", warning);
  g_assert_cmpstr (warning, ==, g_ascii_isdigit (*message) ? with_line : expected);
}

static void
test_found (Fixture *self, gconstpointer data)
{
  write_provider (self, "a", "one", "one.example;", "mx.one.example;", "mail.one.example");
  add_folder (self, "a");

  g_autoptr (PostinoProvider) found =
    postino_providers_lookup_domain (self->providers, "one.example");
  g_assert_nonnull (found);
  g_assert_cmpstr (found->name, ==, "The one");
  g_assert_cmpstr (found->note, ==, "Note of one.");
  g_assert_null (found->setting);
  g_assert_true (found->drop_in);
  g_assert_cmpint (found->policy, ==, POSTINO_POLICY_PASSWORD);
  g_assert_cmpstr (postino_provider_get_link (found, POSTINO_LINK_SIGN_IN), ==,
                   "https://example.org/one");
  g_assert_cmpuint (found->outgoing->len, ==, 1);

  const PostinoServer *server = g_ptr_array_index (found->incoming, 0);
  g_assert_cmpint (server->protocol, ==, POSTINO_PROTOCOL_IMAP);
  g_assert_cmpstr (server->host, ==, "mail.one.example");
  g_assert_cmpuint (server->port, ==, 993);
  g_assert_cmpint (server->security, ==, POSTINO_SECURITY_TLS);
  g_assert_cmpstr (server->username, ==, "%EMAILADDRESS%");
  g_assert_cmpint (server->auth, ==, POSTINO_AUTH_PASSWORD_CLEARTEXT);
  g_assert_cmpint (server->source, ==, POSTINO_SOURCE_DROP_IN);
  g_assert_cmpint (server->trust, ==, POSTINO_TRUST_VOUCHED);
}

static void
test_misses (Fixture *self, gconstpointer data)
{
  const char *const never[] = {"",
                               ".",
                               "..",
                               "example",
                               "sub.one.example",
                               "one.exampl",
                               "one.examples",
                               "zzz.example",
                               "aaa.example"};

  write_provider (self, "a", "one", "one.example;b.example;", "mx.one.example;",
                  "mail.one.example");
  add_folder (self, "a");

  for (gsize i = 0; i < G_N_ELEMENTS (never); i++)
    {
      assert_domain (self, never[i], NULL);
      assert_mx (self, never[i], NULL);
      assert_host (self, never[i], NULL);
    }
  assert_domain (self, "ONE.Example.", "one");
  assert_host (self, "Mail.One.Example.", "one");
  assert_mx (self, "one.example", NULL);
  assert_host (self, "one.example", NULL);
}

static void
test_mx (Fixture *self, gconstpointer data)
{
  write_provider (self, "a", "google", "g.example;", "google.test;", "mail.google.test");
  write_provider (self, "a", "special", "s.example;", "a.google.test;b.a.google.test;",
                  "mail.s.test");
  add_folder (self, "a");

  assert_mx (self, "google.test", "google");
  assert_mx (self, "aspmx.l.google.test", "google");
  assert_mx (self, "ASPMX.L.Google.Test.", "google");
  assert_mx (self, "evilgoogle.test", NULL);
  assert_mx (self, "google.test.evil.example", NULL);
  assert_mx (self, "oogle.test", NULL);
  assert_mx (self, "x.a.google.test", "special");
  assert_mx (self, "a.google.test", "special");
  assert_mx (self, "xa.google.test", "google");
}

/* Each customer has another server. */
static void
test_mx_host (Fixture *self, gconstpointer data)
{
  write_text (self, "a", "many.provider",
              "[Provider]\nId=many\nName=Many\nMX=many.test;\nPolicy=password\n"
              "[Incoming 1]\nProtocol=imap\nHost=%MXHOST%\nPort=993\n" SERVER_KEYS
              "[Outgoing 1]\nProtocol=smtp\nHost=smtp.many.test\nPort=465\n" SERVER_KEYS);
  add_folder (self, "a");

  g_autoptr (PostinoProvider) found =
    postino_providers_lookup_mx (self->providers, "W1.Many.test.");
  g_assert_nonnull (found);
  const PostinoServer *incoming = g_ptr_array_index (found->incoming, 0);
  const PostinoServer *outgoing = g_ptr_array_index (found->outgoing, 0);

  g_assert_cmpstr (incoming->host, ==, "w1.many.test");
  g_assert_cmpint (incoming->trust, ==, POSTINO_TRUST_UNCONFIRMED);
  g_assert_cmpstr (outgoing->host, ==, "smtp.many.test");
  g_assert_cmpint (outgoing->trust, ==, POSTINO_TRUST_VOUCHED);

  assert_host (self, "smtp.many.test", "many");
  assert_host (self, "w1.many.test", NULL);
  assert_host (self, "%MXHOST%", NULL);
  assert_mx (self, "no host.many.test", NULL);
}

static void
test_idn (Fixture *self, gconstpointer data)
{
  write_provider (self, "a", "idn", "München.example;", "", "mail.one.example");
  add_folder (self, "a");
  assert_domain (self, "xn--mnchen-3ya.example", NULL);
  assert_warning (self, 0, "a/idn.provider", "5: “MX” has no value");

  write_provider (self, "b", "idn", "München.example;", "mx.one.example", "почта.example");
  add_folder (self, "b");
  assert_domain (self, "xn--mnchen-3ya.example", "idn");
  assert_host (self, "xn--80a1acny.example", "idn");
}

static void
test_later_wins (Fixture *self, gconstpointer data)
{
  write_provider (self, "a", "first", "both.example;a.example;", "mx.test;", "mail.test");
  write_provider (self, "b", "second", "both.example;b.example;", "mx.test;", "mail.test");
  write_provider (self, "c", "third", "c.example;", "test;deep.mx.test;", "mail.c.test");

  add_folder (self, "a");
  assert_domain (self, "both.example", "first");
  add_folder (self, "b");
  assert_domain (self, "both.example", "second");
  assert_domain (self, "a.example", "first");
  assert_mx (self, "mx.test", "second");
  assert_host (self, "mail.test", "second");

  /* The longest of a folder, but a later folder before a longer name. */
  write_provider (self, "c", "third", "c.example;", "more.mx.test;", "mail.c.test");
  add_folder (self, "c");
  assert_mx (self, "x.more.mx.test", "third");
  assert_mx (self, "x.mx.test", "second");

  add_folder (self, "a");
  assert_domain (self, "both.example", "first");
}

static void
test_over_bundled (Fixture *self, gconstpointer data)
{
  g_autoptr (PostinoProvider) before =
    postino_providers_lookup_domain (self->providers, "gmail.com");
  g_assert_nonnull (before);
  g_assert_false (before->drop_in);
  const PostinoServer *server = g_ptr_array_index (before->incoming, 0);
  g_assert_cmpint (server->source, ==, POSTINO_SOURCE_BUNDLED);
  g_assert_cmpint (server->trust, ==, POSTINO_TRUST_VOUCHED);
  g_assert_cmpstr (server->host, ==, "imap.gmail.com");

  write_provider (self, "a", "ours", "gmail.com;", "mx.ours.example;", "mail.ours.example");
  add_folder (self, "a");
  assert_domain (self, "gmail.com", "ours");
  assert_domain (self, "googlemail.com", "gmail");
  assert_host (self, "imap.gmail.com", "gmail");
}

/* Within one folder the later name wins, and it is said. */
static void
test_claimed_twice (Fixture *self, gconstpointer data)
{
  write_provider (self, "a", "alpha", "both.example;", "mx.test;", "alpha.test");
  write_provider (self, "a", "beta", "beta.example;both.example;", "mx.test;", "beta.test");
  add_folder (self, "a");

  assert_domain (self, "both.example", "beta");
  assert_mx (self, "mx.test", "beta");
  assert_host (self, "alpha.test", "alpha");

  GPtrArray *warnings = postino_providers_get_warnings (self->providers);
  g_autofree char *first = g_strdup_printf (
    "%s/a/beta.provider:4: “both.example” is claimed by %s/a/alpha.provider as well", self->root,
    self->root);
  g_assert_cmpuint (warnings->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (warnings, 0), ==, first);
}

/* Of one folder, whoever has more domains is the host's first owner. */
static void
test_shared_host (Fixture *self, gconstpointer data)
{
  write_provider (self, "a", "large", "a.example;b.example;", "mx.a.test;", "mail.test");
  write_provider (self, "a", "small", "c.example;", "mx.c.test;", "mail.test");
  add_folder (self, "a");

  assert_host (self, "mail.test", "large");
  g_assert_cmpuint (postino_providers_get_warnings (self->providers)->len, ==, 0);
}

static void
test_broken (Fixture *self, gconstpointer data)
{
  g_autofree char *large = g_build_filename (self->root, "a", "large.provider", NULL);
  g_autofree char *pipe = g_build_filename (self->root, "a", "pipe.provider", NULL);
  g_autofree char *dangling = g_build_filename (self->root, "a", "dangling.provider", NULL);

  write_provider (self, "a", "zulu", "z.example;", "mx.z.example;", "mail.z.example");
  write_provider (self, "a", "alpha", "a.example;", "mx.a.example;", "mail.a.example");
  write_provider (self, "a", "broken", "*.edu;", "mx.b.example;", "mail.b.example");
  write_text (self, "a", "other.conf", "not ours");
  write_text (self, "a", ".hidden.provider", "not ours");
  write_text (self, "a", "empty.provider", "");

  write_text (self, "a/folder.provider", "inside", "");
  write_text (self, "a", "large.provider", "");
  g_assert_cmpint (truncate (large, 100 * 1024 * 1024), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (symlink ("nowhere", dangling), ==, 0);

  add_folder (self, "a");
  assert_warning (self, 0, "a/broken.provider",
                  "4: “*.edu” is a wildcard: it would also speak for domains whose mail is "
                  "elsewhere, so write out each domain");
  assert_warning (self, 1, "a/dangling.provider", "No such file or directory");
  assert_warning (self, 2, "a/empty.provider", "1: [Provider] is missing");
  assert_warning (self, 3, "a/folder.provider", "This is no regular file");
  assert_warning (self, 4, "a/large.provider", "This is too large for a provider's file");
  assert_warning (self, 5, "a/pipe.provider", "This is no regular file");
  g_assert_cmpuint (postino_providers_get_warnings (self->providers)->len, ==, 6);

  assert_domain (self, "z.example", "zulu");
  assert_domain (self, "a.example", "alpha");
  assert_mx (self, "mx.b.example", NULL);
  assert_domain (self, "gmail.com", "gmail");
}

/* As somebody else for a moment, since the superuser reads everything. */
static void
test_unreadable (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = make_folder (self, "a");
  g_autofree char *path = g_build_filename (folder, "secret.provider", NULL);
  uid_t user = geteuid ();

  write_provider (self, "a", "secret", "s.example;", "mx.s.example;", "mail.s.example");
  g_assert_cmpint (g_chmod (self->root, 0755), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  g_assert_cmpint (g_chmod (path, 0), ==, 0);

  g_assert_cmpint (seteuid (user == 0 ? 65534 : user), ==, 0);
  gboolean read = postino_providers_add_folder (self->providers, folder, NULL);
  g_assert_cmpint (seteuid (user), ==, 0);

  g_assert_true (read);
  assert_warning (self, 0, "a/secret.provider", "Permission denied");
}

static void
test_no_folder (Fixture *self, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (self->root, "missing", NULL);
  g_autofree char *empty = make_folder (self, "empty");
  g_autoptr (GError) error = NULL;

  g_assert_false (postino_providers_add_folder (self->providers, missing, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_true (postino_providers_add_folder (self->providers, empty, NULL));
  assert_domain (self, "gmail.com", "gmail");
}

/* The person's own folder; the test's environment has no others. */
static void
test_standard_folders (Fixture *self, gconstpointer data)
{
  if (!g_test_subprocess ())
    {
      g_autofree char *config = make_folder (self, "config");

      write_provider (self, "config/postino/providers", "mine", "mine.example;gmail.com",
                      "mx.mine.example;", "mail.mine.example");
      write_text (self, "config/postino/providers", "bad.provider", "[Provider]\nId=bad\n");
      g_setenv ("XDG_CONFIG_HOME", config, TRUE);
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }

  g_autoptr (PostinoProviders) all = postino_providers_new (TRUE);
  g_autoptr (PostinoProviders) bundled = postino_providers_new (FALSE);

  assert_found (postino_providers_lookup_domain (all, "mine.example"), "mine");
  assert_found (postino_providers_lookup_domain (all, "gmail.com"), "mine");
  assert_found (postino_providers_lookup_domain (bundled, "mine.example"), NULL);
  g_assert_cmpuint (postino_providers_get_warnings (all)->len, >, 0);
  g_assert_cmpuint (postino_providers_get_warnings (bundled)->len, ==, 0);
}

static void
test_unique (Fixture *self, gconstpointer data)
{
  g_autofree char *one = make_folder (self, "one");
  g_autofree char *two = make_folder (self, "two");
  g_autofree char *again = g_build_filename (self->root, "two", "..", "one", NULL);
  g_autofree char *link = g_build_filename (self->root, "link", NULL);
  g_autofree char *missing = g_build_filename (self->root, "missing", NULL);
  const char *const paths[] = {one, again, missing, two, link, one, NULL};
  const char *const expected[] = {one, two, NULL};

  g_assert_cmpint (symlink (two, link), ==, 0);
  g_auto (GStrv) found = postino_provider_folder_unique (paths);
  g_assert_cmpstrv (found, expected);
}

static void
add (const char *path, void (*function) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, function, tear_down);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  add ("/providers/found", test_found);
  add ("/providers/misses", test_misses);
  add ("/providers/mx", test_mx);
  add ("/providers/mx-host", test_mx_host);
  add ("/providers/idn", test_idn);
  add ("/providers/later-wins", test_later_wins);
  add ("/providers/over-bundled", test_over_bundled);
  add ("/providers/claimed-twice", test_claimed_twice);
  add ("/providers/shared-host", test_shared_host);
  add ("/providers/broken", test_broken);
  add ("/providers/unreadable", test_unreadable);
  add ("/providers/no-folder", test_no_folder);
  add ("/providers/standard-folders", test_standard_folders);
  add ("/providers/unique-folders", test_unique);

  return g_test_run ();
}
