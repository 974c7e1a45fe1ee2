/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What nothing vouches for, and what is not encrypted, has to be agreed to in so many words.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-server-input.h"

#include "postino-text.h"

#include <glib/gi18n.h>

/* 0 when it is no port. */
static guint16
parse_port (const char *typed)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  guint64 port = 0;

  return g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &port, NULL) ? (guint16) port : 0;
}

/* Spaces come along when something is pasted. */
PostinoServerInput *
postino_server_input_new (const PostinoServer *shown,
                          const char *host,
                          const char *port,
                          const char *username)
{
  PostinoServerInput *self = g_new0 (PostinoServerInput, 1);

  self->shown = shown;
  self->host = g_strstrip (g_strdup (host));
  self->port = parse_port (port);
  self->username = g_strstrip (g_strdup (username));

  return self;
}

void
postino_server_input_free (PostinoServerInput *self)
{
  if (self == NULL)
    return;

  g_free (self->host);
  g_free (self->username);
  g_free (self);
}

static gboolean
has_host (const PostinoServerInput *self)
{
  g_autofree char *ascii = self->host[0] != '\0' ? postino_domain_to_ascii (self->host) : NULL;

  return ascii != NULL;
}

gboolean
postino_server_input_keeps_host (const PostinoServerInput *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->shown != NULL && g_ascii_strcasecmp (self->host, self->shown->host) == 0;
}

gboolean
postino_server_input_asks_for_host (const PostinoServerInput *self)
{
  return postino_server_input_keeps_host (self) && self->shown->trust == POSTINO_TRUST_UNCONFIRMED;
}

const char *
postino_server_input_judge (const PostinoServerInput *self,
                            PostinoServerPart *part,
                            gboolean *wrong)
{
  g_return_val_if_fail (self != NULL && part != NULL && wrong != NULL, NULL);

  gboolean emptied = self->host[0] == '\0' && !postino_server_input_keeps_host (self);

  *wrong = TRUE;
  *part = POSTINO_SERVER_PART_HOST;
  if (emptied)
    return _ ("Please type the server's name: it is a name like mail.example.org.");
  if (self->host[0] != '\0' && !has_host (self))
    return _ ("Please look at the server's name once more: it is a name like mail.example.org.");
  *part = POSTINO_SERVER_PART_PORT;
  if (self->port == 0)
    return _ ("A port is a number from 1 to 65535.");
  *part = POSTINO_SERVER_PART_USERNAME;
  *wrong = self->protocol != POSTINO_PROTOCOL_SMTP;
  if (self->username[0] == '\0')
    return *wrong ? _ ("Please type the user name: mostly it is your whole e-mail address.")
                  : _ ("Without a user name, Postino sends without signing in.");

  *part = POSTINO_SERVER_PART_NONE;
  *wrong = FALSE;
  return NULL;
}

/* Where somebody else may be listening, the person who typed the name vouches for it. */
static PostinoTrust
get_trust (const PostinoServerInput *self)
{
  if (!postino_server_input_keeps_host (self) || self->knows_host)
    return POSTINO_TRUST_VOUCHED;

  return self->shown->trust;
}

PostinoServer *
postino_server_input_make (const PostinoServerInput *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  PostinoServer *server =
    postino_server_new (self->protocol, self->host, self->port, self->security,
                        self->username[0] != '\0' ? self->username : NULL);

  if (postino_server_input_keeps_host (self))
    server->pinned = g_strdup (self->shown->pinned);
  if (self->shown != NULL && postino_server_equal (server, self->shown))
    {
      postino_server_free (server);
      server = postino_server_copy (self->shown);
    }
  server->trust = get_trust (self);

  return server;
}

PostinoServer *
postino_server_input_finish (const PostinoServerInput *self)
{
  PostinoServerPart part;
  gboolean wrong;

  postino_server_input_judge (self, &part, &wrong);
  if (self->shown == NULL || wrong || !has_host (self))
    return NULL;
  if (self->security == POSTINO_SECURITY_NONE && !self->wants_plain)
    return NULL;
  if (get_trust (self) != POSTINO_TRUST_VOUCHED)
    return NULL;

  return postino_server_input_make (self);
}
