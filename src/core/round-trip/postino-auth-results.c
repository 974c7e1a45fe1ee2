/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-round-trip"

#include "postino-auth-results.h"

#include "postino-host.h"

#include <string.h>

/* Without comments, which may nest, and on one line. A semicolon in quotes is kept from
 * being one. */
static char *
strip_comments (const char *value)
{
  GString *text = g_string_new (NULL);
  guint depth = 0;
  gboolean quoted = FALSE;

  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        p++;
      else if (depth == 0 && *p == '"')
        quoted = !quoted;
      else if (!quoted && *p == '(')
        depth++;
      else if (!quoted && *p == ')' && depth > 0)
        depth--;
      else if (depth == 0)
        g_string_append_c (text, g_ascii_isspace (*p) || (quoted && *p == ';') ? ' ' : *p);
    }

  return g_string_free (text, FALSE);
}

/* The value of "name=value" in a result, lower case, or NULL. */
static char *
get_property (const char *result, const char *name)
{
  g_auto (GStrv) words = g_strsplit (result, " ", -1);
  gsize length = strlen (name);

  for (char **word = words; *word != NULL; word++)
    if (g_ascii_strncasecmp (*word, name, length) == 0 && (*word)[length] == '='
        && (*word)[length + 1] != '\0')
      return g_ascii_strdown (*word + length + 1, -1);

  return NULL;
}

/* Of an address, or "@example.org", or a domain. */
static gboolean
is_domain_of (const char *value, const char *domain)
{
  const char *at = value != NULL ? strrchr (value, '@') : NULL;
  const char *host = at != NULL ? at + 1 : value;
  g_autofree char *theirs = host != NULL ? postino_registrable_domain (host) : NULL;
  g_autofree char *ours = postino_registrable_domain (domain);

  if (host == NULL)
    return FALSE;
  return theirs != NULL && ours != NULL ? g_ascii_strcasecmp (theirs, ours) == 0
                                        : g_ascii_strcasecmp (host, domain) == 0;
}

static gboolean
is_better (const char *result, const char *known)
{
  return known == NULL || (strcmp (known, "pass") != 0 && strcmp (result, "pass") == 0);
}

static void
take (char **place, const char *verdict)
{
  if (is_better (verdict, *place))
    {
      g_free (*place);
      *place = g_strdup (verdict);
    }
}

static void
take_result (PostinoAuthResults *self, const char *result, const char *domain)
{
  g_autofree char *spf = get_property (result, "spf");
  g_autofree char *dkim = get_property (result, "dkim");
  g_autofree char *dmarc = get_property (result, "dmarc");
  g_autofree char *sender = get_property (result, "smtp.mailfrom");
  g_autofree char *signer = get_property (result, "header.d");
  g_autofree char *identity = get_property (result, "header.i");

  if (spf != NULL)
    take (&self->spf, spf);
  if (dkim != NULL)
    take (&self->dkim, dkim);
  if (dmarc != NULL)
    take (&self->dmarc, dmarc);
  self->aligned |= g_strcmp0 (dmarc, "pass") == 0;
  self->aligned |= g_strcmp0 (spf, "pass") == 0 && is_domain_of (sender, domain);
  self->aligned |= g_strcmp0 (dkim, "pass") == 0
                   && (is_domain_of (signer, domain) || is_domain_of (identity, domain));
}

/* Some write no name, and begin with the first result. */
static char *
get_server (const char *first)
{
  g_autofree char *text = g_strstrip (g_strdup (first));
  gsize length = strcspn (text, " ");

  return length > 0 && memchr (text, '=', length) == NULL ? g_strndup (text, length) : NULL;
}

PostinoAuthResults *
postino_auth_results_parse (const char *value, const char *domain)
{
  g_autoptr (PostinoAuthResults) self = g_new0 (PostinoAuthResults, 1);
  g_autofree char *text = strip_comments (value);
  g_auto (GStrv) results = g_strsplit (text, ";", -1);

  if (results[0] == NULL)
    return NULL;

  self->server = get_server (results[0]);
  for (char **result = results + (self->server != NULL); *result != NULL; result++)
    take_result (self, *result, domain);

  return self->spf != NULL || self->dkim != NULL || self->dmarc != NULL ? g_steal_pointer (&self)
                                                                        : NULL;
}

/* "from … by mx.example.org with …" */
static char *
get_taker (const char *received)
{
  g_autofree char *text = strip_comments (received);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  gboolean follows = FALSE;

  for (char **word = words; *word != NULL; word++)
    {
      if (follows && **word != '\0')
        return g_strndup (*word, strcspn (*word, ";"));
      follows |= g_ascii_strcasecmp (*word, "by") == 0;
    }

  return NULL;
}

static gboolean
is_one_of (const char *server, const char *const *hosts)
{
  for (; *hosts != NULL; hosts++)
    if (is_domain_of (server, *hosts))
      return TRUE;

  return FALSE;
}

PostinoAuthResults *
postino_auth_results_find (char **headers,
                           char **received,
                           const char *const *hosts,
                           const char *domain)
{
  g_autoptr (PostinoAuthResults) self =
    headers[0] != NULL ? postino_auth_results_parse (headers[0], domain) : NULL;
  g_autofree char *taker = received[0] != NULL ? get_taker (received[0]) : NULL;

  if (self == NULL || self->server == NULL)
    return NULL;

  return is_one_of (self->server, hosts) || (taker != NULL && is_domain_of (self->server, taker))
           ? g_steal_pointer (&self)
           : NULL;
}

void
postino_auth_results_free (PostinoAuthResults *self)
{
  if (self == NULL)
    return;

  g_free (self->server);
  g_free (self->spf);
  g_free (self->dkim);
  g_free (self->dmarc);
  g_free (self);
}
