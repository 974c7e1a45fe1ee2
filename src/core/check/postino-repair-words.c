/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What works is told apart from what does not, so that a person can say it on the
 * phone.
 */
#define G_LOG_DOMAIN "postino-check"

#include "config.h"

#include "postino-repair-words.h"

#include "postino-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_NAME 100

static char *
fill (const char *sentence, const PostinoServer *server, const PostinoServer *before)
{
  g_autofree char *port = g_strdup_printf ("%u", server->port);
  g_autofree char *old_port = g_strdup_printf ("%u", before->port);
  g_autofree char *host = postino_text_make_safe (server->host, MAX_NAME);
  g_autofree char *old_host = postino_text_make_safe (before->host, MAX_NAME);
  g_autofree char *username = postino_text_make_safe (server->username, MAX_NAME);

  return postino_text_fill (sentence, "port", port, "old_port", old_port, "host", host, "old_host",
                            old_host, "username", username, "security",
                            server->security == POSTINO_SECURITY_TLS ? "TLS" : "STARTTLS", NULL);
}

char *
postino_try_describe (const PostinoTry *self, const PostinoServer *before)
{
  switch (self->repair)
    {
    case POSTINO_REPAIR_USERNAME:
      return fill (_ ("Trying the user name “{username}”…"), self->server, before);
    case POSTINO_REPAIR_SERVER:
      if (g_ascii_strcasecmp (self->server->host, before->host) == 0)
        return fill (_ ("Trying port {port}…"), self->server, before);
      return fill (_ ("Trying {host}…"), self->server, before);
    case POSTINO_REPAIR_PROTOCOL:
      return fill (_ ("Trying POP3 on {host}…"), self->server, before);
    case POSTINO_REPAIR_PASSWORD:
      return g_strdup (_ ("Trying the password without its spaces…"));
    case POSTINO_REPAIR_PORT:
    case POSTINO_REPAIR_NONE:
    default:
      if (self->server->port == before->port)
        return fill (_ ("Trying {security} on port {port}…"), self->server, before);
      return fill (_ ("Trying port {port}…"), self->server, before);
    }
}

static const char *
choose_port_sentence (const PostinoServer *now, const PostinoServer *before, PostinoCause cause)
{
  if (now->port == before->port)
    return _ ("It works with {security} on port {port}.");

  switch (cause)
    {
    case POSTINO_CAUSE_CONNECTION_TIMED_OUT:
    case POSTINO_CAUSE_UNREACHABLE:
      return _ ("It works on port {port}: your network seems to block port {old_port}.");
    case POSTINO_CAUSE_CONNECTION_REFUSED:
      return _ ("It works on port {port}: nothing answers on port {old_port}.");
    default:
      return _ ("It works on port {port} with {security}, but not on port {old_port}.");
    }
}

/* Which server it is now, or %NULL for the same way to the same one. */
static const char *
choose_way_sentence (const PostinoServer *now, const PostinoServer *before, PostinoCause cause)
{
  if (now->protocol != before->protocol)
    return _ ("It works with POP3 on {host}, but not with IMAP.");
  if (g_ascii_strcasecmp (now->host, before->host) != 0)
    return _ ("It works with the server {host}, but not with {old_host}.");
  if (now->port != before->port || now->security != before->security)
    return choose_port_sentence (now, before, cause);

  return NULL;
}

static const char *
choose_name_sentence (const PostinoServer *now, const PostinoServer *before)
{
  const char *old = before->username != NULL ? before->username : "";
  const char *at = strchr (old, '@');
  gsize length = at != NULL ? (gsize) (at - old) : 0;

  if (now->username == NULL || g_ascii_strcasecmp (now->username, old) == 0)
    return NULL;
  if (at != NULL && strlen (now->username) == length
      && g_ascii_strncasecmp (now->username, old, length) == 0)
    return _ ("It works with the user name “{username}”, without the part after the @.");
  if (strchr (now->username, '@') != NULL && at == NULL)
    return _ ("It works with the whole address as the user name: {username}.");

  return _ ("It works with the user name “{username}”.");
}

static const char *
choose_form_sentence (PostinoPasswordForm form)
{
  switch (form)
    {
    case POSTINO_PASSWORD_TRIMMED:
      return _ ("It works without the spaces around the password.");
    case POSTINO_PASSWORD_WITHOUT_SPACES:
      return _ ("It works without the spaces in the password.");
    case POSTINO_PASSWORD_AS_TYPED:
    default:
      return NULL;
    }
}

char *
postino_repair_describe (const GPtrArray *attempts)
{
  g_return_val_if_fail (attempts->len > 0, NULL);

  const PostinoAttempt *first = attempts->pdata[0];
  const PostinoAttempt *last = attempts->pdata[attempts->len - 1];
  const PostinoServer *before = first->report->server;
  const PostinoServer *now = last->report->server;
  const char *sentences[] = {
    choose_way_sentence (now, before, first->diagnosis->cause),
    choose_name_sentence (now, before),
    choose_form_sentence (last->form),
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i] != NULL)
      {
        g_autofree char *sentence = fill (sentences[i], now, before);

        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
      }

  return text->len > 0 ? g_strdup (text->str) : NULL;
}
