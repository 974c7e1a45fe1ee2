/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads and checks one provider's file. It goes on after a problem, so that a
 * person sees all of them at once.
 */
#define G_LOG_DOMAIN "postino-providers"

#include "config.h"

#include "postino-provider-file.h"

#include "postino-provider-server.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Bytes: room for a hundred thousand domains in one file, and no more. */
#define MAX_SIZE (4 * 1024 * 1024)

#define PROVIDER "Provider"
#define LINKS    "Links"

static const char *const provider_keys[] = {
  "Id",      "Name",        "Domains",         "MX", "Policy", "Note",
  "Setting", "SettingPath", "AppPasswordPath", NULL};
static const char *const translatable_keys[] = {
  "Name", "Note", "Setting", "SettingPath", "AppPasswordPath", NULL};
static const char *const link_keys[] = {"password-reset", "app-password", "enable-access",
                                        "sign-in",        "help",         NULL};
static const char *const policies[] = {"password", "app-password", "oauth",
                                       "bridge",   "unsupported",  NULL};

static char *
read_id (PostinoKeyFile *keys)
{
  char *id = postino_key_file_get_text (keys, PROVIDER, "Id", TRUE);
  g_autofree char *expected = g_path_get_basename (keys->path);

  if (g_str_has_suffix (expected, POSTINO_PROVIDER_SUFFIX))
    expected[strlen (expected) - strlen (POSTINO_PROVIDER_SUFFIX)] = '\0';

  if (id != NULL && !g_str_equal (id, expected))
    postino_key_file_report (keys, postino_key_file_get_line (keys, PROVIDER, "Id"),
                             _ ("Id is “%s”, but the file's name says “%s”"), id, expected);
  return id;
}

static PostinoPolicy
read_policy (PostinoKeyFile *keys)
{
  g_autofree char *nick = postino_key_file_get_text (keys, PROVIDER, "Policy", TRUE);
  int policy = POSTINO_POLICY_UNKNOWN;

  if (nick != NULL)
    postino_key_file_check_nick (keys, PROVIDER, "Policy", nick, POSTINO_TYPE_POLICY, policies,
                                 &policy);
  return (PostinoPolicy) policy;
}

/* The A-labels of @name, or %NULL once it is told why it cannot stand there. */
static char *
read_domain (PostinoKeyFile *keys, const char *key, const char *name)
{
  gboolean mx = g_str_equal (key, "MX");
  guint line = postino_key_file_get_line (keys, PROVIDER, key);
  g_autofree char *ascii = NULL;

  if (strpbrk (name, "*?") != NULL && mx)
    postino_key_file_report (
      keys, line, _ ("“%s” is a wildcard: write what the names end in, without the star"), name);
  else if (strpbrk (name, "*?") != NULL)
    postino_key_file_report (keys, line,
                             _ ("“%s” is a wildcard: it would also speak for domains whose mail is "
                                "elsewhere, so write out each domain"),
                             name);
  else if ((ascii = postino_domain_to_ascii (name)) == NULL || g_hostname_is_ip_address (ascii))
    postino_key_file_report (keys, line, _ ("“%s” can be no domain"), name);
  else if (mx && strchr (ascii, '.') == NULL)
    postino_key_file_report (
      keys, line, _ ("“%s” is too short: it would fit the mail servers of strangers"), name);
  else
    return g_steal_pointer (&ascii);

  return NULL;
}

static GPtrArray *
read_domains (PostinoKeyFile *keys, const char *key)
{
  GPtrArray *domains = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) names = postino_key_file_get_list (keys, PROVIDER, key, FALSE);

  for (char **name = names; name != NULL && *name != NULL; name++)
    {
      g_autofree char *ascii = read_domain (keys, key, *name);

      if (ascii != NULL && !g_hash_table_add (seen, ascii))
        postino_key_file_report (keys, postino_key_file_get_line (keys, PROVIDER, key),
                                 _ ("“%s” is here twice"), *name);
      if (ascii != NULL)
        g_ptr_array_add (domains, g_steal_pointer (&ascii));
    }

  return domains;
}

static void
read_provider (PostinoKeyFile *keys, PostinoProviderFile *self, gboolean drop_in)
{
  postino_key_file_check_keys (keys, PROVIDER, provider_keys, drop_in ? translatable_keys : NULL);

  self->provider->id = read_id (keys);
  self->provider->name = postino_key_file_get_text (keys, PROVIDER, "Name", TRUE);
  self->provider->policy = read_policy (keys);
  self->provider->note = postino_key_file_get_text (keys, PROVIDER, "Note", FALSE);
  self->provider->setting = postino_key_file_get_text (keys, PROVIDER, "Setting", FALSE);
  self->provider->setting_path = postino_key_file_get_text (keys, PROVIDER, "SettingPath", FALSE);
  self->provider->app_password_path =
    postino_key_file_get_text (keys, PROVIDER, "AppPasswordPath", FALSE);

  self->domains = read_domains (keys, "Domains");
  self->domains_line = postino_key_file_get_line (keys, PROVIDER, "Domains");
  self->suffixes = read_domains (keys, "MX");
  self->suffixes_line = postino_key_file_get_line (keys, PROVIDER, "MX");

  if (!g_key_file_has_key (keys->values, PROVIDER, "Domains", NULL)
      && !g_key_file_has_key (keys->values, PROVIDER, "MX", NULL))
    postino_key_file_report (keys, postino_key_file_get_line (keys, PROVIDER, NULL),
                             _ ("There is neither “Domains” nor “MX”: nobody would be served"));
}

static void
read_links (PostinoKeyFile *keys, GPtrArray *links)
{
  g_auto (GStrv) rels = g_key_file_get_keys (keys->values, LINKS, NULL, NULL);

  postino_key_file_check_keys (keys, LINKS, link_keys, NULL);

  for (char **rel = rels; rel != NULL && *rel != NULL; rel++)
    {
      g_autofree char *href = postino_key_file_get_text (keys, LINKS, *rel, TRUE);
      int value;

      if (href == NULL || !postino_enum_from_nick (POSTINO_TYPE_LINK_REL, *rel, &value))
        continue;
      if (!postino_link_href_is_valid (href))
        postino_key_file_report (keys, postino_key_file_get_line (keys, LINKS, *rel),
                                 _ ("“%s” is no address that begins with https:// and a host"),
                                 href);
      else
        g_ptr_array_add (links, postino_link_new ((PostinoLinkRel) value, href));
    }
}

static void
check_groups (PostinoKeyFile *keys)
{
  g_auto (GStrv) groups = g_key_file_get_groups (keys->values, NULL);

  for (char **group = groups; *group != NULL; group++)
    if (!g_str_equal (*group, PROVIDER) && !g_str_equal (*group, LINKS)
        && !postino_provider_servers_is_group (*group))
      postino_key_file_report (keys, postino_key_file_get_line (keys, *group, NULL),
                               _ ("[%s] is no group of a provider's file"), *group);
}

PostinoProviderFile *
postino_provider_file_parse (const char *path,
                             const char *text,
                             gsize length,
                             gboolean drop_in,
                             GPtrArray *problems)
{
  guint before = problems->len;
  g_autoptr (PostinoKeyFile) keys = postino_key_file_new (path, text, length, problems);
  g_autoptr (PostinoProviderFile) self = g_new0 (PostinoProviderFile, 1);

  self->path = g_strdup (path);
  self->provider = postino_provider_new ();

  if (!g_key_file_has_group (keys->values, PROVIDER))
    {
      /* Something else than a key file has had its problems told by now. */
      if (problems->len == before || g_hash_table_size (keys->lines) > 0)
        postino_key_file_report (keys, 1, _ ("[%s] is missing"), PROVIDER);
      return NULL;
    }

  check_groups (keys);
  read_provider (keys, self, drop_in);

  gboolean wanted = self->provider->policy != POSTINO_POLICY_UNSUPPORTED;
  postino_provider_servers_read (keys, "Incoming", wanted, self->provider->incoming);
  postino_provider_servers_read (keys, "Outgoing", wanted, self->provider->outgoing);
  read_links (keys, self->provider->links);

  return problems->len == before ? g_steal_pointer (&self) : NULL;
}

/* At most @size bytes, since a file can grow while it is read. */
static gssize
read_all (int fd, char *buffer, gsize size)
{
  gsize length = 0;

  while (length < size)
    {
      gssize count = read (fd, buffer + length, size - length);

      if (count < 0 && errno != EINTR)
        return -1;
      if (count == 0)
        break;
      length += (gsize) MAX (count, 0);
    }

  return (gssize) length;
}

/* Opened without waiting, since a pipe may carry the name of a provider's file. */
static char *
read_file (const char *path, gsize *length, GPtrArray *problems)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  struct stat info;
  const char *wrong = NULL;
  g_autofree char *text = NULL;

  if (fd < 0 || fstat (fd, &info) < 0)
    wrong = g_strerror (errno);
  else if (!S_ISREG (info.st_mode))
    wrong = _ ("This is no regular file");
  else if (info.st_size > MAX_SIZE)
    wrong = _ ("This is too large for a provider's file");
  else
    {
      text = g_malloc ((gsize) info.st_size + 1);
      gssize count = read_all (fd, text, (gsize) info.st_size);
      *length = (gsize) MAX (count, 0);
      if (count < 0)
        wrong = g_strerror (errno);
    }

  if (fd >= 0)
    close (fd);
  if (wrong == NULL)
    return g_steal_pointer (&text);

  g_ptr_array_add (problems, postino_problem_new (path, 0, wrong));
  return NULL;
}

PostinoProviderFile *
postino_provider_file_load (const char *path, gboolean drop_in, GPtrArray *problems)
{
  gsize length = 0;
  g_autofree char *text = read_file (path, &length, problems);

  return text != NULL ? postino_provider_file_parse (path, text, length, drop_in, problems) : NULL;
}

void
postino_provider_file_free (PostinoProviderFile *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  postino_provider_unref (self->provider);
  g_clear_pointer (&self->domains, g_ptr_array_unref);
  g_clear_pointer (&self->suffixes, g_ptr_array_unref);
  g_free (self);
}
