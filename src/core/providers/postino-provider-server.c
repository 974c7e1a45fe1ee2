/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads the groups of servers in a provider's file and checks each server, their
 * numbers and their order.
 */
#define G_LOG_DOMAIN "postino-providers"

#include "config.h"

#include "postino-provider-server.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const directions[] = {"Incoming", "Outgoing", NULL};
static const char *const keys[] = {"Protocol", "Host", "Port", "Security",
                                   "Username", "Auth", NULL};
static const char *const incoming_protocols[] = {"imap", "pop3", NULL};
static const char *const outgoing_protocols[] = {"smtp", NULL};
static const char *const securities[] = {"tls", "starttls", "none", NULL};
static const char *const auths[] = {"password-cleartext", "password-encrypted", "oauth2", "none",
                                    NULL};
static const char *const placeholders[] = {"%EMAILADDRESS%", "%EMAILLOCALPART%", "%EMAILDOMAIN%",
                                           NULL};

/* The N of "[Incoming N]", or 0 if @group is no such group. */
static guint
server_number (const char *group, const char *direction)
{
  guint64 number;

  if (!g_str_has_prefix (group, direction) || group[strlen (direction)] != ' ')
    return 0;

  const char *digits = group + strlen (direction) + 1;
  if (*digits == '0' || !g_ascii_string_to_unsigned (digits, 10, 1, 99, &number, NULL))
    return 0;
  return (guint) number;
}

gboolean
postino_provider_servers_is_group (const char *group)
{
  for (gsize i = 0; directions[i] != NULL; i++)
    if (server_number (group, directions[i]) > 0)
      return TRUE;

  return FALSE;
}

/* An address whose domain is the provider's own leads to no MX. */
static gboolean
is_mx_host (PostinoKeyFile *file, const char *text)
{
  return g_str_equal (text, POSTINO_PROVIDER_MX_HOST)
         && g_key_file_has_key (file->values, "Provider", "MX", NULL)
         && !g_key_file_has_key (file->values, "Provider", "Domains", NULL);
}

static char *
read_host (PostinoKeyFile *file, const char *group)
{
  g_autofree char *text = postino_key_file_get_text (file, group, "Host", TRUE);

  if (text != NULL && is_mx_host (file, text))
    return g_steal_pointer (&text);

  char *host = text != NULL ? postino_domain_to_ascii (text) : NULL;

  if (text != NULL && host == NULL)
    postino_key_file_report (file, postino_key_file_get_line (file, group, "Host"),
                             _ ("“%s” can be no host name"), text);
  return host;
}

static guint16
read_port (PostinoKeyFile *file, const char *group)
{
  g_autofree char *text = postino_key_file_get_text (file, group, "Port", TRUE);
  guint64 port = 0;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &port, NULL))
    postino_key_file_report (file, postino_key_file_get_line (file, group, "Port"),
                             _ ("“%s” is no port: a number from 1 to 65535"), text);
  return (guint16) port;
}

static int
read_nick (PostinoKeyFile *file,
           const char *group,
           const char *key,
           GType type,
           const char *const *known)
{
  g_autofree char *nick = postino_key_file_get_text (file, group, key, TRUE);
  int value = 0;

  if (nick != NULL)
    postino_key_file_check_nick (file, group, key, nick, type, known, &value);
  return value;
}

static PostinoAuth
read_auth (PostinoKeyFile *file, const char *group)
{
  g_auto (GStrv) nicks = postino_key_file_get_list (file, group, "Auth", TRUE);
  int all = 0;

  for (char **nick = nicks; nick != NULL && *nick != NULL; nick++)
    {
      int one = 0;
      postino_key_file_check_nick (file, group, "Auth", *nick, POSTINO_TYPE_AUTH, auths, &one);
      all |= one;
    }

  if ((all & POSTINO_AUTH_NONE) != 0 && all != POSTINO_AUTH_NONE)
    postino_key_file_report (file, postino_key_file_get_line (file, group, "Auth"),
                             _ ("“none” says that nobody signs in: it can only stand alone"));
  return (PostinoAuth) all;
}

/* Length of the known placeholder at the start of @text, or 0. */
static gsize
placeholder_length (const char *text)
{
  for (gsize i = 0; placeholders[i] != NULL; i++)
    if (g_str_has_prefix (text, placeholders[i]))
      return strlen (placeholders[i]);

  return 0;
}

/* A % of its own may stay, since some servers want "ada%example.org": this looks
 * for "%WORD%", and for "%WORD" in capitals. */
static gboolean
looks_like_placeholder (const char *text)
{
  const char *word = text + 1;

  while (g_ascii_isalpha (*word) || *word == '_')
    word++;

  return g_ascii_isupper (text[1]) || (word > text + 1 && *word == '%');
}

static void
check_placeholders (PostinoKeyFile *file, const char *group, const char *template)
{
  for (const char *p = strchr (template, '%'); p != NULL; p = strchr (p, '%'))
    {
      gsize length = placeholder_length (p);

      if (length == 0 && looks_like_placeholder (p))
        {
          g_autofree char *known = g_strjoinv (", ", (char **) placeholders);
          postino_key_file_report (file, postino_key_file_get_line (file, group, "Username"),
                                   _ ("“%s” begins with no known placeholder, which are: %s"), p,
                                   known);
          return;
        }
      p += MAX (length, 1);
    }
}

static PostinoServer *
read_server (PostinoKeyFile *file, const char *group)
{
  gboolean incoming = g_str_has_prefix (group, directions[0]);
  PostinoServer *server = g_new0 (PostinoServer, 1);

  postino_key_file_check_keys (file, group, keys, NULL);
  server->protocol = read_nick (file, group, "Protocol", POSTINO_TYPE_PROTOCOL,
                                incoming ? incoming_protocols : outgoing_protocols);
  server->host = read_host (file, group);
  server->port = read_port (file, group);
  server->security = read_nick (file, group, "Security", POSTINO_TYPE_SECURITY, securities);
  server->auth = read_auth (file, group);
  server->username =
    postino_key_file_get_text (file, group, "Username", server->auth != POSTINO_AUTH_NONE);
  if (server->username != NULL)
    check_placeholders (file, group, server->username);

  return server;
}

static char *
group_name (const char *direction, guint number)
{
  return g_strdup_printf ("%s %u", direction, number);
}

static void
check_plain_text (PostinoKeyFile *file, const char *direction, GPtrArray *servers, guint index)
{
  const PostinoServer *plain = g_ptr_array_index (servers, index);
  g_autofree char *group = group_name (direction, index + 1);
  guint line = postino_key_file_get_line (file, group, "Security");
  gboolean same = FALSE, later = FALSE;

  for (guint i = 0; plain->security == POSTINO_SECURITY_NONE && i < servers->len; i++)
    {
      const PostinoServer *other = g_ptr_array_index (servers, i);
      gboolean encrypted = other->security != POSTINO_SECURITY_NONE;

      same |= encrypted && other->protocol == plain->protocol;
      later |= encrypted && i > index;
    }

  if (same)
    postino_key_file_report (file, line,
                             _ ("[%s] is plain text, though the provider has an encrypted server "
                                "for the same"),
                             group);
  else if (later)
    postino_key_file_report (file, line,
                             _ ("[%s] is plain text and stands before an encrypted one"), group);
}

static void
check_twice (PostinoKeyFile *file, const char *direction, GPtrArray *servers, guint index)
{
  for (guint i = 0; i < index; i++)
    if (postino_server_equal (g_ptr_array_index (servers, i), g_ptr_array_index (servers, index)))
      {
        g_autofree char *group = group_name (direction, index + 1);
        postino_key_file_report (file, postino_key_file_get_line (file, group, NULL),
                                 _ ("[%s] is the same server as [%s %u]"), group, direction, i + 1);
      }
}

/* Reports servers that there should not be: all of them, or those behind a gap. */
static void
check_numbers (PostinoKeyFile *file, const char *direction, gboolean wanted, guint count)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file->values, NULL);

  for (char **group = groups; *group != NULL; group++)
    {
      guint number = server_number (*group, direction);
      guint line = postino_key_file_get_line (file, *group, NULL);

      if (number > 0 && !wanted)
        postino_key_file_report (file, line, _ ("An unsupported provider has no servers"));
      else if (number > count)
        postino_key_file_report (file, line, _ ("[%s] is here, but [%s %u] is missing"), *group,
                                 direction, count + 1);
    }
}

void
postino_provider_servers_read (PostinoKeyFile *file,
                               const char *direction,
                               gboolean wanted,
                               GPtrArray *servers)
{
  guint problems = file->problems->len;
  guint count = 0;

  while (TRUE)
    {
      g_autofree char *group = group_name (direction, count + 1);
      if (!g_key_file_has_group (file->values, group))
        break;
      g_ptr_array_add (servers, read_server (file, group));
      count++;
    }

  check_numbers (file, direction, wanted, count);
  if (wanted && count == 0)
    postino_key_file_report (file, postino_key_file_get_line (file, "Provider", "Policy"),
                             _ ("[%s 1] is missing"), direction);

  /* Comparing needs servers that are whole. */
  for (guint i = 0; i < count && file->problems->len == problems; i++)
    {
      check_plain_text (file, direction, servers, i);
      check_twice (file, direction, servers, i);
    }
}
