/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What comes from a server and what comes from a file goes through the same sieve.
 */
#define G_LOG_DOMAIN "postino-history"

#include "postino-traits.h"

#include "postino-capabilities.h"
#include "postino-certificate.h"
#include "postino-text.h"

#include <string.h>

#define MAX_NAMES     32
#define MAX_NAME      40
#define MAX_HOST      255
#define MAX_PORT      65535
#define MAX_AUTHORITY 80
#define SHA256_DIGITS 64

/* Neither a dot nor a colon nor "@": no name of a host, no address of any kind. */
#define NAME_SIGNS "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789=+-_/"

typedef gboolean (*Sieve) (const char *text);

/* What was typed as a host may be an address. */
static gboolean
is_host (const char *text)
{
  return *text != '\0' && strpbrk (text, "@ ") == NULL;
}

static gboolean
is_name (const char *text)
{
  gsize length = strlen (text);

  return length > 0 && length <= MAX_NAME && strspn (text, NAME_SIGNS) == length;
}

static gboolean
is_capability (const char *text)
{
  return is_name (text) && *text != 'X';
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The first words of @lines in upper case, those that pass, sorted, each once. */
static char **
sift (char **lines, Sieve passes)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint count = 0;

  for (; lines != NULL && *lines != NULL; lines++)
    {
      g_autofree char *word = g_strndup (*lines, strcspn (*lines, " "));
      g_ptr_array_add (names, g_ascii_strup (word, -1));
    }
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len && count < MAX_NAMES; i++)
    if (passes (names->pdata[i]) && (i == 0 || !g_str_equal (names->pdata[i], names->pdata[i - 1])))
      {
        g_strv_builder_add (builder, names->pdata[i]);
        count++;
      }

  return g_strv_builder_end (builder);
}

static void
take_offer (PostinoTraits *self, char **offered)
{
  static const char *const keywords[] = {"AUTH", "SASL"};
  g_autoptr (GStrvBuilder) mechanisms = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) others = g_strv_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (keywords); i++)
    {
      g_auto (GStrv) names = postino_capabilities_get_mechanisms (offered, keywords[i]);
      g_strv_builder_addv (mechanisms, (const char **) names);
    }
  for (; *offered != NULL; offered++)
    {
      char *line[] = {*offered, NULL};
      if (!postino_capabilities_has (line, "AUTH") && !postino_capabilities_has (line, "SASL"))
        g_strv_builder_add (others, *offered);
    }

  g_auto (GStrv) ways = g_strv_builder_end (mechanisms);
  g_auto (GStrv) rest = g_strv_builder_end (others);
  self->mechanisms = sift (ways, is_name);
  self->capabilities = sift (rest, is_capability);
}

/* A certificate that somebody has made for themselves may have their address in it. */
static char *
make_safe_authority (const char *text)
{
  return text == NULL || strchr (text, '@') != NULL ? NULL
                                                    : postino_text_make_safe (text, MAX_AUTHORITY);
}

PostinoTraits *
postino_traits_new (const PostinoReport *report)
{
  PostinoTraits *self = g_new0 (PostinoTraits, 1);
  g_autofree char *authority = postino_certificate_get_authority (report->tls);

  self->host = g_strdup (report->server->host);
  self->port = report->server->port;
  self->sha256 = report->tls != NULL ? g_strdup (report->tls->sha256) : NULL;
  self->authority = make_safe_authority (authority);
  if (report->offered != NULL)
    take_offer (self, report->offered);

  return self;
}

void
postino_traits_free (PostinoTraits *self)
{
  if (self == NULL)
    return;

  g_free (self->host);
  g_free (self->sha256);
  g_free (self->authority);
  g_strfreev (self->mechanisms);
  g_strfreev (self->capabilities);
  g_free (self);
}

static void
write_text (GKeyFile *file,
            const char *group,
            const char *prefix,
            const char *name,
            const char *text)
{
  g_autofree char *key = g_strconcat (prefix, "-", name, NULL);

  if (text != NULL)
    g_key_file_set_string (file, group, key, text);
  else
    g_key_file_remove_key (file, group, key, NULL);
}

static void
write_names (GKeyFile *file, const char *group, const char *prefix, const char *name, char **names)
{
  g_autofree char *text = names != NULL ? g_strjoinv (" ", names) : NULL;

  write_text (file, group, prefix, name, text);
}

void
postino_traits_write (const PostinoTraits *self,
                      GKeyFile *file,
                      const char *group,
                      const char *prefix)
{
  static const PostinoTraits nothing;
  const PostinoTraits *kept = self != NULL && is_host (self->host) ? self : &nothing;
  g_autofree char *port = kept->host != NULL ? g_strdup_printf ("%u", kept->port) : NULL;

  write_text (file, group, prefix, "host", kept->host);
  write_text (file, group, prefix, "port", port);
  write_text (file, group, prefix, "certificate", kept->sha256);
  write_text (file, group, prefix, "authority", kept->authority);
  write_names (file, group, prefix, "mechanisms", kept->mechanisms);
  write_names (file, group, prefix, "capabilities", kept->capabilities);
}

static char *
read_text (GKeyFile *file, const char *group, const char *prefix, const char *name)
{
  g_autofree char *key = g_strconcat (prefix, "-", name, NULL);

  return g_key_file_get_string (file, group, key, NULL);
}

static char **
read_names (GKeyFile *file, const char *group, const char *prefix, const char *name, Sieve passes)
{
  g_autofree char *text = read_text (file, group, prefix, name);
  g_auto (GStrv) words = text != NULL ? g_strsplit (text, " ", -1) : NULL;

  return words != NULL ? sift (words, passes) : NULL;
}

static char *
read_host (GKeyFile *file, const char *group, const char *prefix)
{
  g_autofree char *text = read_text (file, group, prefix, "host");
  g_autofree char *safe = text != NULL ? postino_text_make_safe (text, MAX_HOST) : NULL;

  return safe != NULL && g_str_equal (safe, text) && is_host (safe) ? g_steal_pointer (&safe)
                                                                    : NULL;
}

static char *
read_sha256 (GKeyFile *file, const char *group, const char *prefix)
{
  g_autofree char *text = read_text (file, group, prefix, "certificate");

  return text != NULL && strlen (text) == SHA256_DIGITS
             && strspn (text, "0123456789abcdef") == SHA256_DIGITS
           ? g_steal_pointer (&text)
           : NULL;
}

PostinoTraits *
postino_traits_read (GKeyFile *file, const char *group, const char *prefix)
{
  g_autofree char *host = read_host (file, group, prefix);
  g_autofree char *port = read_text (file, group, prefix, "port");
  g_autofree char *authority = read_text (file, group, prefix, "authority");
  guint64 number;

  if (host == NULL || port == NULL
      || !g_ascii_string_to_unsigned (port, 10, 1, MAX_PORT, &number, NULL))
    return NULL;

  PostinoTraits *self = g_new0 (PostinoTraits, 1);
  self->host = g_steal_pointer (&host);
  self->port = (guint) number;
  self->sha256 = read_sha256 (file, group, prefix);
  self->authority = make_safe_authority (authority);
  self->mechanisms = read_names (file, group, prefix, "mechanisms", is_name);
  self->capabilities = read_names (file, group, prefix, "capabilities", is_capability);
  return self;
}
