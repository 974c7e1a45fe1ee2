/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Another way to the server. Candidates come in the order of docs/repair.md, and the
 * first that was not tried yet is taken.
 */
#define G_LOG_DOMAIN "postino-check"

#include "postino-repair-private.h"

#include "postino-host.h"

static const PostinoServer *
get_server (const PostinoRepairCase *self, guint index)
{
  return ((const PostinoAttempt *) self->attempts->pdata[index])->report->server;
}

static gboolean
was_tried (const PostinoRepairCase *self, const PostinoServer *server)
{
  for (guint i = 0; i < self->attempts->len; i++)
    {
      const PostinoServer *tried = get_server (self, i);

      if (tried->protocol == server->protocol && tried->port == server->port
          && tried->security == server->security
          && g_ascii_strcasecmp (tried->host, server->host) == 0)
        return TRUE;
    }

  return FALSE;
}

/* A name that does not exist has no other port either. */
static gboolean
is_missing (const PostinoRepairCase *self, const char *host)
{
  for (guint i = 0; i < self->attempts->len; i++)
    {
      const PostinoAttempt *attempt = self->attempts->pdata[i];

      if (attempt->diagnosis->cause == POSTINO_CAUSE_HOST_NOT_FOUND
          && g_ascii_strcasecmp (attempt->report->server->host, host) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The server is not to be had in this way, and another one may do. */
static gboolean
is_about_way (PostinoCause cause)
{
  switch (cause)
    {
    case POSTINO_CAUSE_HOST_NOT_FOUND:
    case POSTINO_CAUSE_CONNECTION_REFUSED:
    case POSTINO_CAUSE_CONNECTION_TIMED_OUT:
    case POSTINO_CAUSE_UNREACHABLE:
    case POSTINO_CAUSE_CONNECTION_CLOSED:
    case POSTINO_CAUSE_TIMED_OUT:
    case POSTINO_CAUSE_ENCRYPTION_MISMATCH:
    case POSTINO_CAUSE_STARTTLS_UNAVAILABLE:
    case POSTINO_CAUSE_WRONG_PROTOCOL:
    case POSTINO_CAUSE_ENCRYPTION_REQUIRED:
    case POSTINO_CAUSE_AUTH_NOT_OFFERED:
      return TRUE;
    default:
      return FALSE;
    }
}

static PostinoTry *
take (const PostinoRepairCase *self,
      PostinoRepair repair,
      const PostinoServer *like,
      guint16 port,
      PostinoSecurity security)
{
  g_autoptr (PostinoServer) server = postino_server_copy (like);

  server->port = port;
  server->security = security;
  if (was_tried (self, server))
    return NULL;

  return postino_try_new (repair, server, POSTINO_PASSWORD_AS_TYPED);
}

/* The server has shown that it wants the other kind of encryption there. */
static PostinoTry *
try_same_port (const PostinoRepairCase *self, const PostinoServer *last, PostinoCause cause)
{
  if (cause == POSTINO_CAUSE_ENCRYPTION_MISMATCH)
    return take (self, POSTINO_REPAIR_PORT, last, last->port,
                 last->security == POSTINO_SECURITY_TLS ? POSTINO_SECURITY_STARTTLS
                                                        : POSTINO_SECURITY_TLS);
  if (cause == POSTINO_CAUSE_ENCRYPTION_REQUIRED && last->security == POSTINO_SECURITY_NONE)
    return take (self, POSTINO_REPAIR_PORT, last, last->port, POSTINO_SECURITY_STARTTLS);

  return NULL;
}

/* This computer has no usual ports: a helper program listens where it says. Whoever asked for
 * plain text knows what for. */
static gboolean
has_usual_ports (const PostinoServer *server)
{
  return server->security != POSTINO_SECURITY_NONE && !postino_host_is_local (server->host)
         && !postino_host_has_suffix (server->host, "localhost");
}

static PostinoTry *
try_usual_port (const PostinoRepairCase *self, const PostinoServer *last)
{
  PostinoSecurity security = last->security;
  PostinoSecurity other =
    security == POSTINO_SECURITY_TLS ? POSTINO_SECURITY_STARTTLS : POSTINO_SECURITY_TLS;

  if (!has_usual_ports (last) || is_missing (self, last->host))
    return NULL;

  PostinoTry *next = take (self, POSTINO_REPAIR_PORT, last,
                           postino_server_default_port (last->protocol, security), security);

  return next != NULL ? next
                      : take (self, POSTINO_REPAIR_PORT, last,
                              postino_server_default_port (last->protocol, other), other);
}

static PostinoTry *
try_found (const PostinoRepairCase *self, PostinoProtocol protocol, PostinoRepair repair)
{
  for (guint i = 0; self->found != NULL && i < self->found->len; i++)
    {
      const PostinoServer *server = self->found->pdata[i];

      if (server->protocol == protocol && server->trust == POSTINO_TRUST_VOUCHED
          && server->security != POSTINO_SECURITY_NONE && !was_tried (self, server)
          && !is_missing (self, server->host))
        return postino_try_new (repair, server, POSTINO_PASSWORD_AS_TYPED);
    }

  return NULL;
}

/* IMAP is not there at all, rather than out of reach: POP3 changes how mail is kept. */
static PostinoTry *
try_pop3 (const PostinoRepairCase *self, const PostinoServer *last, PostinoCause cause)
{
  if (get_server (self, 0)->protocol != POSTINO_PROTOCOL_IMAP
      || (cause != POSTINO_CAUSE_CONNECTION_REFUSED && cause != POSTINO_CAUSE_HOST_NOT_FOUND
          && cause != POSTINO_CAUSE_WRONG_PROTOCOL))
    return NULL;

  PostinoTry *next = try_found (self, POSTINO_PROTOCOL_POP3, POSTINO_REPAIR_PROTOCOL);
  if (next != NULL || self->provider != NULL || !has_usual_ports (last)
      || is_missing (self, last->host))
    return next;

  g_autoptr (PostinoServer) server = postino_server_copy (last);
  server->protocol = POSTINO_PROTOCOL_POP3;
  return take (self, POSTINO_REPAIR_PROTOCOL, server,
               postino_server_default_port (POSTINO_PROTOCOL_POP3, POSTINO_SECURITY_TLS),
               POSTINO_SECURITY_TLS);
}

PostinoTry *
postino_repair_plan_way (const PostinoRepairCase *self)
{
  const PostinoAttempt *attempt = self->attempts->pdata[self->attempts->len - 1];
  const PostinoServer *last = attempt->report->server;
  PostinoCause cause = attempt->diagnosis->cause;
  gboolean is_last_chance = self->attempts->len == POSTINO_REPAIR_MAX_CONNECTIONS;
  /* A server that the person has typed is the one they mean. */
  gboolean is_typed = get_server (self, 0)->source == POSTINO_SOURCE_MANUAL;
  PostinoTry *next = NULL;

  if (!is_about_way (cause))
    return NULL;

  next = try_same_port (self, last, cause);
  /* Rather mail by POP3 than a fourth "no" from IMAP. */
  if (next == NULL && !is_typed && is_last_chance)
    next = try_pop3 (self, last, cause);
  if (next == NULL)
    next = try_usual_port (self, last);
  if (next == NULL && !is_typed)
    next = try_found (self, last->protocol, POSTINO_REPAIR_SERVER);
  if (next == NULL && !is_typed)
    next = try_pop3 (self, last, cause);

  return next;
}
