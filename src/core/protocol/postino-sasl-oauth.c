/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 *   OAUTHBEARER   n,a=NAME,^Ahost=HOST^Aport=PORT^Aauth=Bearer TOKEN^A^A
 *   XOAUTH2       user=NAME^Aauth=Bearer TOKEN^A^A
 *
 * A server that takes the token says so at once. One that does not sends JSON as a
 * challenge, and refuses only after an answer that means nothing: ^A (RFC 7628 section
 * 3.2.3), or an empty line with XOAUTH2.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-sasl-oauth.h"

#include "postino-wire.h"

#include <string.h>

#define BEARER "\001auth=Bearer "

/* In bytes; what comes behind is dropped. */
#define MAX_OBJECTION 2048

static gboolean
is_bearer (const char *mechanism)
{
  return g_ascii_strcasecmp (mechanism, "OAUTHBEARER") == 0;
}

/* RFC 5801 section 4: a name ends at the comma. */
static char *
escape_name (const char *name)
{
  GString *out = g_string_new (name);

  g_string_replace (out, "=", "=3D", 0);
  g_string_replace (out, ",", "=2C", 0);

  return g_string_free (out, FALSE);
}

static char *
make_head (const char *mechanism, const PostinoServer *server)
{
  g_autofree char *name = escape_name (server->username);

  if (!is_bearer (mechanism))
    return g_strconcat ("user=", server->username, BEARER, NULL);

  return g_strdup_printf ("n,a=%s,\001host=%s\001port=%u" BEARER, name, server->host, server->port);
}

PostinoSecret *
postino_sasl_oauth_make (const char *mechanism, const PostinoServer *server, PostinoSecret *token)
{
  g_autofree char *head = make_head (mechanism, server);
  g_autoptr (PostinoSecret) message = postino_wire_join (head, token, "\001\001");

  return postino_wire_take (g_base64_encode ((const guchar *) postino_secret_peek (message),
                                             postino_secret_get_length (message)));
}

char *
postino_sasl_oauth_read_objection (const char *challenge)
{
  gsize length;
  g_autofree guchar *bytes = g_base64_decode (challenge, &length);

  if (length == 0 || bytes[0] != '{')
    return NULL;

  char *text = g_strndup ((const char *) bytes, MIN (length, MAX_OBJECTION));
  return g_strchomp (g_strdelimit (text, "\r\n", ' '));
}

PostinoSecret *
postino_sasl_oauth_make_regret (const char *mechanism)
{
  return postino_secret_new (is_bearer (mechanism) ? "AQ==" : "");
}
