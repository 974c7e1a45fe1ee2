/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every document of the folder "autoconfig" is read as its neighbour NAME.expected
 * says. A line of that file is one of
 *
 *   address ada@example.org          whose settings are looked for; without it
 *                                    ada.lovelace@example.org
 *   language it                      what the person reads; without it English
 *   incoming imap tls HOST PORT USER METHOD,METHOD
 *   outgoing smtp starttls HOST PORT - none
 *   id, provider, policy, note, issuer TEXT
 *   link help HREF
 *   error version                    instead of all that
 *
 * in this order, "#" begins a comment, and "-" stands where there is nothing. What
 * is too large for a file is made here.
 */
#include "postino-autoconfig.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FOLDER "autoconfig"

static const char *const errors[] = {
  [POSTINO_AUTOCONFIG_ERROR_TOO_LARGE] = "too-large",
  [POSTINO_AUTOCONFIG_ERROR_NOT_XML] = "not-xml",
  [POSTINO_AUTOCONFIG_ERROR_DOCTYPE] = "doctype",
  [POSTINO_AUTOCONFIG_ERROR_NOT_CONFIG] = "not-config",
  [POSTINO_AUTOCONFIG_ERROR_VERSION] = "version",
  [POSTINO_AUTOCONFIG_ERROR_NO_SERVERS] = "no-servers",
};

/* What was read, in the words of the expectation. */

static void
write_servers (GString *out, const char *direction, GPtrArray *servers)
{
  for (guint i = 0; i < servers->len; i++)
    {
      const PostinoServer *server = servers->pdata[i];
      const char *separator = " ";

      g_assert_cmpint (server->source, ==, POSTINO_SOURCE_ISPDB);
      g_assert_cmpint (server->trust, ==, POSTINO_TRUST_VOUCHED);
      g_string_append_printf (out, "%s %s %s %s %u %s", direction,
                              postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, server->protocol),
                              postino_enum_to_nick (POSTINO_TYPE_SECURITY, server->security),
                              server->host, server->port,
                              server->username != NULL ? server->username : "-");
      for (guint bit = 1; bit <= POSTINO_AUTH_NONE; bit <<= 1)
        if ((server->auth & bit) != 0)
          {
            g_string_append_printf (out, "%s%s", separator,
                                    postino_enum_to_nick (POSTINO_TYPE_AUTH, (int) bit));
            separator = ",";
          }
      g_string_append (out, server->auth == 0 ? " -\n" : "\n");
    }
}

static void
write_provider (GString *out, const PostinoProvider *provider)
{
  g_string_append_printf (out, "id %s\nprovider %s\npolicy %s\n", provider->id, provider->name,
                          postino_enum_to_nick (POSTINO_TYPE_POLICY, provider->policy));
  if (provider->note != NULL)
    g_string_append_printf (out, "note %s\n", provider->note);
  if (provider->oauth_issuer != NULL)
    g_string_append_printf (out, "issuer %s\n", provider->oauth_issuer);
  for (guint i = 0; i < provider->links->len; i++)
    {
      const PostinoLink *link = provider->links->pdata[i];
      g_string_append_printf (out, "link %s %s\n",
                              postino_enum_to_nick (POSTINO_TYPE_LINK_REL, link->rel), link->href);
    }
}

static void
assert_safe (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      GUnicodeType type = g_unichar_type (g_utf8_get_char (p));
      g_assert_true (*p == '\n'
                     || (type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT
                         && type != G_UNICODE_LINE_SEPARATOR));
    }
}

static char *
read_document (const char *xml, gsize length, const char *typed)
{
  g_autoptr (PostinoAddress) address = postino_address_parse (typed, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostinoSettings) settings =
    postino_autoconfig_parse (xml, length, address, POSTINO_SOURCE_ISPDB, &error);
  GString *out = g_string_new (NULL);

  if (settings == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (error->domain == POSTINO_AUTOCONFIG_ERROR);
      assert_safe (error->message);
      g_assert_null (strchr (error->message, '\n'));
      g_string_append_printf (out, "error %s\n", errors[error->code]);
    }
  else
    {
      g_assert_no_error (error);
      g_assert_cmpint (settings->source, ==, POSTINO_SOURCE_ISPDB);
      write_servers (out, "incoming", settings->incoming);
      write_servers (out, "outgoing", settings->outgoing);
      write_provider (out, settings->provider);
      assert_safe (out->str);
    }

  return g_string_free (out, FALSE);
}

/* The folder. */

typedef struct
{
  char *address, *language, *result;
} Expectation;

static void
expectation_clear (Expectation *self)
{
  g_free (self->address);
  g_free (self->language);
  g_free (self->result);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Expectation, expectation_clear)

static Expectation
load_expectation (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".expected", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "discovery", FOLDER, file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GString *result = g_string_new (NULL);
  Expectation self = {NULL};

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix (*line, "address "))
      self.address = g_strdup (*line + strlen ("address "));
    else if (g_str_has_prefix (*line, "language "))
      self.language = g_strdup (*line + strlen ("language "));
    else if (**line != '#' && **line != '\0')
      g_string_append_printf (result, "%s\n", *line);

  if (self.address == NULL)
    self.address = g_strdup ("ada.lovelace@example.org");
  self.result = g_string_free (result, FALSE);
  return self;
}

static gsize
load_document (const char *name, char **xml)
{
  g_autofree char *file = g_strconcat (name, ".xml", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "discovery", FOLDER, file, NULL);
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  g_file_get_contents (path, xml, &length, &error);
  g_assert_no_error (error);
  return length;
}

static void
test_document (gconstpointer user_data)
{
  const char *name = user_data;
  g_auto (Expectation) expected = load_expectation (name);
  g_autofree char *xml = NULL;
  gsize length = load_document (name, &xml);

  if (expected.language != NULL)
    g_setenv ("LANGUAGE", expected.language, TRUE);
  g_autofree char *read = read_document (xml, length, expected.address);
  g_unsetenv ("LANGUAGE");

  g_assert_cmpstr (read, ==, expected.result);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static GPtrArray *
list_names (const char *suffix)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "discovery", FOLDER, NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *file;

  while ((file = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (file, suffix))
      g_ptr_array_add (names, g_strndup (file, strlen (file) - strlen (suffix)));

  g_ptr_array_sort (names, compare_names);
  return names;
}

/* Nothing stands in the folder that no test reads. */
static void
test_pairs (void)
{
  g_autoptr (GPtrArray) documents = list_names (".xml");
  g_autoptr (GPtrArray) expectations = list_names (".expected");

  g_assert_cmpuint (documents->len, >=, 60);
  g_assert_cmpuint (documents->len, ==, expectations->len);
  for (guint i = 0; i < documents->len; i++)
    g_assert_cmpstr (documents->pdata[i], ==, expectations->pdata[i]);
}

/* A library's own messages are no log of ours. */
static void
test_quiet (void)
{
  g_autoptr (GPtrArray) names = list_names (".xml");
  FILE *caught = tmpfile ();
  int before = dup (STDERR_FILENO);

  dup2 (fileno (caught), STDERR_FILENO);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *xml = NULL;
      gsize length = load_document (names->pdata[i], &xml);
      g_autofree char *read = read_document (xml, length, "ada@example.org");
      g_assert_nonnull (read);
    }
  dup2 (before, STDERR_FILENO);

  g_assert_cmpint (lseek (fileno (caught), 0, SEEK_END), ==, 0);
  close (before);
  fclose (caught);
}

/* What is too large for a file. */

#define HEAD "<clientConfig version='1.1'><emailProvider id='example.org'>"
#define TAIL "</emailProvider></clientConfig>"
#define INCOMING                                                                                   \
  "<incomingServer type='imap'><hostname>imap%u.example.org</hostname></incomingServer>"
#define OUTGOING                                                                                   \
  "<outgoingServer type='smtp'><hostname>smtp%u.example.org</hostname></outgoingServer>"

static void
test_many_servers (void)
{
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);
  g_autoptr (GString) xml = g_string_new (HEAD);

  for (guint i = 0; i < 500; i++)
    g_string_append_printf (xml, INCOMING OUTGOING, i, i);
  g_string_append (xml, TAIL);

  g_autoptr (PostinoSettings) settings =
    postino_autoconfig_parse (xml->str, xml->len, address, POSTINO_SOURCE_MX, NULL);
  const PostinoServer *last = settings->incoming->pdata[19];
  g_assert_cmpuint (settings->incoming->len, ==, 20);
  g_assert_cmpuint (settings->outgoing->len, ==, 20);
  g_assert_cmpstr (last->host, ==, "imap19.example.org");
  g_assert_cmpint (last->source, ==, POSTINO_SOURCE_MX);
}

/* To the byte: a document of the greatest size is read, one byte more is not. */
static void
test_size (void)
{
  g_autoptr (GString) xml = g_string_new (HEAD);

  g_string_append_printf (xml, INCOMING TAIL, 1);
  while (xml->len < POSTINO_AUTOCONFIG_MAX_SIZE)
    g_string_append_c (xml, ' ');
  g_autofree char *largest = read_document (xml->str, xml->len, "ada@example.org");
  g_assert_cmpstr (largest, ==,
                   "incoming imap tls imap1.example.org 993 ada@example.org -\n"
                   "id example.org\nprovider example.org\npolicy unknown\n");

  g_string_append_c (xml, ' ');
  g_autofree char *larger = read_document (xml->str, xml->len, "ada@example.org");
  g_assert_cmpstr (larger, ==, "error too-large\n");
}

/* A value of 100 000 characters is none; the rest of the file stays. */
static void
test_huge_values (void)
{
  g_autoptr (GString) xml = g_string_new (HEAD);
  g_autofree char *huge = g_strnfill (100000, 'a');

  g_string_append_printf (xml, "<displayName>%s</displayName>" INCOMING, huge, 1);
  g_string_append_printf (
    xml, "<incomingServer type='imap'><hostname>%s.example.org</hostname></incomingServer>" TAIL,
    huge);

  g_autofree char *read = read_document (xml->str, xml->len, "ada@example.org");
  g_assert_cmpstr (read, ==,
                   "incoming imap tls imap1.example.org 993 ada@example.org -\n"
                   "id example.org\nprovider example.org\npolicy unknown\n");
}

/* Deeper than libxml2 goes without being told to. */
static void
test_deep (void)
{
  g_autoptr (GString) xml = g_string_new (HEAD);

  g_string_append_printf (xml, INCOMING, 1);
  for (guint i = 0; i < 10000; i++)
    g_string_append (xml, "<a>");
  for (guint i = 0; i < 10000; i++)
    g_string_append (xml, "</a>");
  g_string_append (xml, TAIL);

  g_autofree char *read = read_document (xml->str, xml->len, "ada@example.org");
  g_assert_cmpstr (read, ==, "error not-xml\n");
}

/* No document makes the reader fetch anything. */
static xmlParserInput *
refuse_to_load (const char *url, const char *id, xmlParserCtxt *parser)
{
  g_error ("%s was to be loaded", url);
  return NULL;
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) names = NULL;

  g_test_init (&argc, &argv, NULL);
  xmlSetExternalEntityLoader (refuse_to_load);

  names = list_names (".xml");
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_strconcat ("/autoconfig/", names->pdata[i], NULL);
      g_test_add_data_func (path, names->pdata[i], test_document);
    }
  g_test_add_func ("/autoconfig/pairs", test_pairs);
  g_test_add_func ("/autoconfig/quiet", test_quiet);
  g_test_add_func ("/autoconfig/many-servers", test_many_servers);
  g_test_add_func ("/autoconfig/size", test_size);
  g_test_add_func ("/autoconfig/huge-values", test_huge_values);
  g_test_add_func ("/autoconfig/deep", test_deep);

  return g_test_run ();
}
