/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A link ends where its characters do. Some servers break a long one over several
 * lines and put it between "<" and ">" for that reason.
 */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-reply-links.h"

#include "postino-host.h"

#include <string.h>

#define MAX_LINKS 2
#define MAX_HREF  512
#define SCHEME    "https://"

static gboolean
is_link_char (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("-._~:/?#[]@!$&()*+,;=%", c) != NULL);
}

/* Behind the line's end and what a server repeats on each line: "534-5.7.14 ". */
static const char *
skip_continuation (const char *at)
{
  at += strspn (at, "\r\n");

  const char *text = at + strspn (at, "0123456789.-");
  return text > at && *text == ' ' ? text + 1 : at;
}

/* Marks at the end belong to the sentence; a bracket does, unless it was opened. */
static void
trim (GString *href)
{
  while (href->len > 0)
    {
      char last = href->str[href->len - 1];

      if (strchr (".,;:!?", last) == NULL && (last != ')' || strchr (href->str, '(') != NULL)
          && (last != ']' || strchr (href->str, '[') != NULL))
        return;
      g_string_truncate (href, href->len - 1);
    }
}

/* The link that begins at @*at, which is moved behind it. */
static char *
read_link (const char **at, gboolean in_brackets)
{
  GString *href = g_string_new (NULL);
  const char *p = *at;

  while (href->len <= MAX_HREF)
    {
      if (is_link_char (*p))
        g_string_append_c (href, *p++);
      else if (in_brackets && (*p == '\r' || *p == '\n') && strchr (p, '>') != NULL)
        p = skip_continuation (p);
      else
        break;
    }

  trim (href);
  *at = p;
  return g_string_free (href, FALSE);
}

static gboolean
lies_under (const char *host, const char *name)
{
  g_autofree char *domain = name != NULL ? postino_registrable_domain (name) : NULL;

  return domain != NULL && postino_host_has_suffix (host, domain);
}

static gboolean
is_page_of (const char *host, const PostinoLink *link)
{
  g_autoptr (GUri) uri = g_uri_parse (link->href, G_URI_FLAGS_ENCODED, NULL);

  return uri != NULL && lies_under (host, g_uri_get_host (uri));
}

/* Microsoft's short addresses, which its mail servers give, lie under no name that its
 * servers have: https://learn.microsoft.com/exchange/troubleshoot/ uses them throughout. */
static gboolean
is_short_name (const char *host, const char *server)
{
  return g_ascii_strcasecmp (host, "aka.ms") == 0
         && (postino_host_has_suffix (server, "office365.com")
             || postino_host_has_suffix (server, "outlook.com"));
}

static gboolean
is_of_server (const char *host, const GPtrArray *servers)
{
  for (guint i = 0; i < servers->len; i++)
    {
      const PostinoServer *server = servers->pdata[i];

      if (lies_under (host, server->host) || is_short_name (host, server->host))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_own (const char *host, const PostinoProvider *provider)
{
  if (is_of_server (host, provider->incoming) || is_of_server (host, provider->outgoing))
    return TRUE;
  for (guint i = 0; i < provider->links->len; i++)
    if (is_page_of (host, provider->links->pdata[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_worth_showing (const char *href,
                  const char *host,
                  const PostinoAddress *address,
                  const PostinoProvider *provider)
{
  if (strlen (href) > MAX_HREF || !postino_link_href_is_valid (href))
    return FALSE;

  g_autoptr (GUri) uri = g_uri_parse (href, G_URI_FLAGS_ENCODED, NULL);
  const char *name = g_uri_get_host (uri);

  if (g_uri_get_port (uri) != -1)
    return FALSE;
  return lies_under (name, host) || (address != NULL && lies_under (name, address->domain_ascii))
         || (provider != NULL && is_own (name, provider));
}

GPtrArray *
postino_reply_find_links (const char *reply,
                          const char *host,
                          const PostinoAddress *address,
                          const PostinoProvider *provider)
{
  GPtrArray *links = g_ptr_array_new_with_free_func (g_free);
  const char *at = reply;

  while (at != NULL && links->len < MAX_LINKS && (at = strstr (at, SCHEME)) != NULL)
    {
      g_autofree char *href = read_link (&at, at > reply && at[-1] == '<');

      if (is_worth_showing (href, host, address, provider)
          && !g_ptr_array_find_with_equal_func (links, href, g_str_equal, NULL))
        g_ptr_array_add (links, g_steal_pointer (&href));
    }

  return links;
}
