/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Server settings, and the URIs that the command line writes them as.
 */
#define G_LOG_DOMAIN "postino-account"

#include "config.h"

#include "postino-server.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (postino - server - error - quark, postino_server_error)
G_DEFINE_BOXED_TYPE (PostinoServer, postino_server, postino_server_copy, postino_server_free)

static const struct
{
  const char *scheme;
  PostinoProtocol protocol;
  PostinoSecurity security;
} schemes[] = {
  {"imaps", POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_TLS},
  {"imap", POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_STARTTLS},
  {"pop3s", POSTINO_PROTOCOL_POP3, POSTINO_SECURITY_TLS},
  {"pop3", POSTINO_PROTOCOL_POP3, POSTINO_SECURITY_STARTTLS},
  {"smtps", POSTINO_PROTOCOL_SMTP, POSTINO_SECURITY_TLS},
  {"smtp", POSTINO_PROTOCOL_SMTP, POSTINO_SECURITY_STARTTLS},
};

guint16
postino_server_default_port (PostinoProtocol protocol, PostinoSecurity security)
{
  gboolean tls = security == POSTINO_SECURITY_TLS;

  switch (protocol)
    {
    case POSTINO_PROTOCOL_IMAP:
      return tls ? 993 : 143;
    case POSTINO_PROTOCOL_POP3:
      return tls ? 995 : 110;
    case POSTINO_PROTOCOL_SMTP:
      return tls ? 465 : 587;
    default:
      g_return_val_if_reached (0);
    }
}

PostinoServer *
postino_server_new (PostinoProtocol protocol,
                    const char *host,
                    guint16 port,
                    PostinoSecurity security,
                    const char *username)
{
  g_return_val_if_fail (host != NULL, NULL);

  PostinoServer *self = g_new0 (PostinoServer, 1);

  self->protocol = protocol;
  self->host = g_strdup (host);
  self->port = port != 0 ? port : postino_server_default_port (protocol, security);
  self->security = security;
  self->username = g_strdup (username);
  self->source = POSTINO_SOURCE_MANUAL;
  self->trust = POSTINO_TRUST_VOUCHED;

  return self;
}

static PostinoServer *
server_from_scheme (GUri *uri, GError **error)
{
  int port = g_uri_get_port (uri);

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_strcmp0 (g_uri_get_scheme (uri), schemes[i].scheme) == 0)
      return postino_server_new (schemes[i].protocol, g_uri_get_host (uri),
                                 port > 0 ? (guint16) port : 0, schemes[i].security,
                                 g_uri_get_user (uri));

  g_set_error (error, POSTINO_SERVER_ERROR, POSTINO_SERVER_ERROR_URI,
               _ ("“%s” is none of imaps, imap, pop3s, pop3, smtps, smtp"), g_uri_get_scheme (uri));
  return NULL;
}

static gboolean
apply_parameter (PostinoServer *self, const char *name, const char *value, GError **error)
{
  gboolean is_none = g_strcmp0 (value, "none") == 0;

  if (g_strcmp0 (name, "security") == 0 && is_none && self->security == POSTINO_SECURITY_STARTTLS)
    self->security = POSTINO_SECURITY_NONE;
  else if (g_strcmp0 (name, "auth") == 0 && is_none && self->protocol == POSTINO_PROTOCOL_SMTP)
    self->auth = POSTINO_AUTH_NONE;
  else
    {
      g_set_error (error, POSTINO_SERVER_ERROR, POSTINO_SERVER_ERROR_URI,
                   _ ("“%s=%s” does not go with this server"), name, value);
      return FALSE;
    }

  return TRUE;
}

static gboolean
apply_query (PostinoServer *self, const char *query, GError **error)
{
  GUriParamsIter iter;
  char *name = NULL;
  char *value = NULL;
  gboolean ok = TRUE;

  if (query == NULL)
    return TRUE;

  g_uri_params_iter_init (&iter, query, -1, "&", G_URI_PARAMS_NONE);
  while (ok && g_uri_params_iter_next (&iter, &name, &value, error))
    {
      ok = apply_parameter (self, name, value, error);
      g_clear_pointer (&name, g_free);
      g_clear_pointer (&value, g_free);
    }

  return ok && (error == NULL || *error == NULL);
}

static gboolean
check_uri (GUri *uri, GError **error)
{
  const char *host = g_uri_get_host (uri);
  g_autofree char *ascii = host != NULL && *host != '\0' ? postino_domain_to_ascii (host) : NULL;
  const char *wrong = NULL;

  if (g_uri_get_password (uri) != NULL)
    wrong = _ ("A password never belongs on the command line");
  else if (ascii == NULL)
    wrong = _ ("The server's name is missing or cannot be right");
  else if (g_uri_get_port (uri) == 0)
    wrong = _ ("A port is a number from 1 to 65535");
  else if (*g_uri_get_path (uri) != '\0' && g_strcmp0 (g_uri_get_path (uri), "/") != 0)
    wrong = _ ("There is something behind the server's name");

  if (wrong != NULL)
    g_set_error_literal (error, POSTINO_SERVER_ERROR, POSTINO_SERVER_ERROR_URI, wrong);
  return wrong == NULL;
}

PostinoServer *
postino_server_new_from_uri (const char *uri, GError **error)
{
  g_return_val_if_fail (uri != NULL, NULL);

  g_autoptr (GError) local_error = NULL;
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_HAS_PASSWORD, &local_error);

  if (parsed == NULL)
    {
      g_set_error (error, POSTINO_SERVER_ERROR, POSTINO_SERVER_ERROR_URI,
                   _ ("A server is written like imaps://imap.example.org:993 (%s)"),
                   local_error->message);
      return NULL;
    }
  if (!check_uri (parsed, error))
    return NULL;

  g_autoptr (PostinoServer) self = server_from_scheme (parsed, error);
  if (self == NULL || !apply_query (self, g_uri_get_query (parsed), &local_error))
    {
      if (local_error != NULL)
        g_set_error_literal (error, POSTINO_SERVER_ERROR, POSTINO_SERVER_ERROR_URI,
                             local_error->message);
      return NULL;
    }

  return g_steal_pointer (&self);
}

PostinoServer *
postino_server_copy (const PostinoServer *self)
{
  PostinoServer *copy = g_memdup2 (self, sizeof *self);

  copy->host = g_strdup (self->host);
  copy->username = g_strdup (self->username);
  copy->pinned = g_strdup (self->pinned);

  return copy;
}

void
postino_server_free (PostinoServer *self)
{
  if (self == NULL)
    return;

  g_free (self->host);
  g_free (self->username);
  g_free (self->pinned);
  g_free (self);
}

gboolean
postino_server_equal (const PostinoServer *a, const PostinoServer *b)
{
  return a->protocol == b->protocol && g_ascii_strcasecmp (a->host, b->host) == 0
         && a->port == b->port && a->security == b->security
         && g_strcmp0 (a->username, b->username) == 0 && g_strcmp0 (a->pinned, b->pinned) == 0
         && (a->auth & POSTINO_AUTH_NONE) == (b->auth & POSTINO_AUTH_NONE);
}
