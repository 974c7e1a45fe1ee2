/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Another way to sign in. There is one more sign-in at most, so what is likeliest
 * goes: how the other server let the person in, a slip in the password, then the
 * other form of the user name where nobody has written down which one is right.
 */
#define G_LOG_DOMAIN "postino-check"

#include "postino-repair-private.h"

#include <string.h>

static const PostinoAttempt *
get_last (const PostinoRepairCase *self)
{
  return self->attempts->pdata[self->attempts->len - 1];
}

/* The whole address for its first part, and the other way round. */
static char *
turn_around (const char *username, const PostinoAddress *address)
{
  if (postino_address_is_spelled (address, username))
    return g_strdup (address->local_part);
  if (g_strcmp0 (username, address->local_part) == 0)
    return postino_address_to_ascii (address);

  return NULL;
}

/* The server itself has asked for another form. */
static char *
change_form (const char *username, const PostinoAddress *address)
{
  const char *at = strrchr (username, '@');

  if (at != NULL)
    return g_strndup (username, (gsize) (at - username));

  return g_strconcat (username, "@", address->domain_ascii, NULL);
}

/* What is written down of the provider's user names. */
static char *
get_known_name (const PostinoRepairCase *self, const PostinoServer *server)
{
  const GPtrArray *servers = postino_provider_get_servers (self->provider, server->protocol);

  for (guint i = 0; i < servers->len; i++)
    {
      const PostinoServer *known = servers->pdata[i];

      if (known->protocol == server->protocol && known->username != NULL)
        return postino_address_expand (self->address, known->username);
    }

  return NULL;
}

/* Whether the form of the user name is only what is usual. */
static gboolean
is_usual_only (const PostinoServer *server)
{
  switch (server->source)
    {
    case POSTINO_SOURCE_DNS_SRV:
    case POSTINO_SOURCE_MX:
    case POSTINO_SOURCE_GUESS:
    case POSTINO_SOURCE_MANUAL:
      return TRUE;
    case POSTINO_SOURCE_BUNDLED:
    case POSTINO_SOURCE_DROP_IN:
    case POSTINO_SOURCE_PROVIDER_AUTOCONFIG:
    case POSTINO_SOURCE_ISPDB:
    default:
      return FALSE;
    }
}

static char *
choose_name (const PostinoRepairCase *self, const PostinoOtherSide *other)
{
  const PostinoAttempt *last = get_last (self);
  const PostinoServer *server = last->report->server;
  gboolean password_is_right = other->same_password && other->username != NULL;

  if (password_is_right && g_ascii_strcasecmp (other->username, server->username) != 0)
    return g_strdup (other->username);
  if (last->diagnosis->cause == POSTINO_CAUSE_USERNAME_FORMAT)
    return change_form (server->username, self->address);
  if (self->provider != NULL)
    return get_known_name (self, server);
  if (is_usual_only (server) || password_is_right)
    return turn_around (server->username, self->address);

  return NULL;
}

static PostinoTry *
try_name (const PostinoRepairCase *self, const PostinoOtherSide *other)
{
  const PostinoAttempt *last = get_last (self);
  g_autofree char *name = choose_name (self, other);

  if (name == NULL || name[0] == '\0'
      || g_ascii_strcasecmp (name, last->report->server->username) == 0)
    return NULL;

  PostinoTry *next = postino_try_new (POSTINO_REPAIR_USERNAME, last->report->server, last->form);
  g_free (next->server->username);
  next->server->username = g_steal_pointer (&name);
  return next;
}

static PostinoTry *
try_form (const PostinoRepairCase *self, const PostinoOtherSide *other)
{
  const PostinoAttempt *last = get_last (self);
  gboolean accepted = other->same_password && other->username != NULL;
  PostinoPasswordForm form =
    accepted ? other->form : postino_password_form_suggest (self->password, self->provider);

  if (form == last->form)
    return NULL;

  return postino_try_new (POSTINO_REPAIR_PASSWORD, last->report->server, form);
}

/* What the other server says of the account holds here as well: another form of the
 * name or of the password is not what is missing. */
static gboolean
explains_refusal (PostinoCause cause)
{
  return cause == POSTINO_CAUSE_OAUTH_REQUIRED || cause == POSTINO_CAUSE_PASSWORD_EXPIRED;
}

/* A password; and never once more over plain text, even where that was agreed to. */
static gboolean
may_sign_in_again (const PostinoRepairCase *self)
{
  const PostinoReport *report = get_last (self)->report;

  return report->stage == POSTINO_STAGE_LOGIN && report->sign_ins > 0
         && report->server->username != NULL && report->server->security != POSTINO_SECURITY_NONE
         && self->password != NULL && !postino_secret_is_token (self->password);
}

PostinoTry *
postino_repair_plan_sign_in (const PostinoRepairCase *self, const PostinoOtherSide *other)
{
  PostinoTry *next = NULL;

  if (!may_sign_in_again (self) || explains_refusal (other->cause))
    return NULL;

  switch (get_last (self)->diagnosis->cause)
    {
    case POSTINO_CAUSE_USERNAME_FORMAT:
      return try_name (self, other);
    case POSTINO_CAUSE_APP_PASSWORD_REQUIRED:
      return try_form (self, other);
    case POSTINO_CAUSE_WRONG_CREDENTIALS:
      next = try_form (self, other);
      return next != NULL ? next : try_name (self, other);
    default:
      return NULL;
    }
}
