/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-history"

#include "config.h"

#include "postino-change.h"

#include "postino-text.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *nick;
  const char *text;
} kinds[] = {
  [POSTINO_CHANGE_SERVER_MOVED] = {"server-moved",
                                   N_ ("The server was {before} then; it is {now} today.")},
  [POSTINO_CHANGE_CERTIFICATE_RENEWED] =
    {"certificate-renewed", N_ ("{host} shows a new certificate, from the same issuer.")},
  [POSTINO_CHANGE_CERTIFICATE_ISSUER] =
    {"certificate-issuer",
     N_ ("{host} shows a new certificate, from another issuer: “{now}”, no longer “{before}”.")},
  /* Translators: {before} is one or several names, such as "LOGIN PLAIN". */
  [POSTINO_CHANGE_MECHANISM_GONE] = {"mechanism-gone",
                                     N_ ("{host} no longer offers this for signing in: {before}")},
  /* Translators: {now} is one or several names, such as "LOGIN PLAIN". */
  [POSTINO_CHANGE_MECHANISM_NEW] = {"mechanism-new",
                                    N_ ("{host} offers this for signing in now: {now}")},
  /* Translators: {before} is one or several names, such as "IDLE SIZE". */
  [POSTINO_CHANGE_CAPABILITY_GONE] = {"capability-gone", N_ ("{host} no longer offers: {before}")},
};

const char *
postino_change_get_nick (const PostinoChange *self)
{
  return kinds[self->kind].nick;
}

static void
change_free (PostinoChange *self)
{
  g_free (self->before);
  g_free (self->now);
  g_free (self->text);
  g_free (self);
}

static void
add (GPtrArray *changes,
     PostinoChangeKind kind,
     const char *host,
     const char *before,
     const char *now)
{
  PostinoChange *change = g_new0 (PostinoChange, 1);

  change->kind = kind;
  change->before = g_strdup (before);
  change->now = g_strdup (now);
  change->text =
    postino_text_fill (_ (kinds[kind].text), "host", host, "before", before != NULL ? before : "",
                       "now", now != NULL ? now : "", NULL);
  g_ptr_array_add (changes, change);
}

static gboolean
find_move (GPtrArray *changes, const PostinoTraits *before, const PostinoTraits *now)
{
  g_autofree char *old = g_strdup_printf ("%s:%u", before->host, before->port);
  g_autofree char *new = g_strdup_printf ("%s:%u", now->host, now->port);

  if (g_ascii_strcasecmp (old, new) == 0)
    return FALSE;

  add (changes, POSTINO_CHANGE_SERVER_MOVED, now->host, old, new);
  return TRUE;
}

static void
find_certificate (GPtrArray *changes, const PostinoTraits *before, const PostinoTraits *now)
{
  if (before->sha256 == NULL || now->sha256 == NULL || g_str_equal (before->sha256, now->sha256))
    return;

  if (before->authority != NULL && now->authority != NULL
      && !g_str_equal (before->authority, now->authority))
    add (changes, POSTINO_CHANGE_CERTIFICATE_ISSUER, now->host, before->authority, now->authority);
  else
    add (changes, POSTINO_CHANGE_CERTIFICATE_RENEWED, now->host, before->sha256, now->sha256);
}

/* Those of @names that are not among @others, with spaces between; %NULL for none, and
 * where one of both is not known. */
static char *
subtract (char **names, char **others)
{
  g_autoptr (GString) rest = g_string_new (NULL);

  for (; names != NULL && others != NULL && *names != NULL; names++)
    if (!g_strv_contains ((const char *const *) others, *names))
      g_string_append_printf (rest, "%s%s", rest->len > 0 ? " " : "", *names);

  return rest->len > 0 ? g_strdup (rest->str) : NULL;
}

static void
find_offer (GPtrArray *changes, const PostinoTraits *before, const PostinoTraits *now)
{
  g_autofree char *gone = subtract (before->mechanisms, now->mechanisms);
  g_autofree char *new = subtract (now->mechanisms, before->mechanisms);
  g_autofree char *rest = subtract (before->capabilities, now->capabilities);

  if (gone != NULL)
    add (changes, POSTINO_CHANGE_MECHANISM_GONE, now->host, gone, NULL);
  if (new != NULL)
    add (changes, POSTINO_CHANGE_MECHANISM_NEW, now->host, NULL, new);
  if (rest != NULL)
    add (changes, POSTINO_CHANGE_CAPABILITY_GONE, now->host, rest, NULL);
}

GPtrArray *
postino_changes_find (const PostinoTraits *before, const PostinoTraits *now)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);

  if (before == NULL || now == NULL || find_move (changes, before, now))
    return changes;

  find_certificate (changes, before, now);
  find_offer (changes, before, now);
  return changes;
}

/* The line says which server is meant: both may have one name. */
static void
append (GString *text, const GPtrArray *changes, const char *template)
{
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      const PostinoChange *change = changes->pdata[i];
      g_autofree char *line = postino_text_fill (template, "what", change->text, NULL);

      g_string_append_printf (text, "\n%s", line);
    }
}

char *
postino_changes_describe (GPtrArray *incoming, GPtrArray *outgoing)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  append (lines, incoming, _ ("Receiving: {what}"));
  append (lines, outgoing, _ ("Sending: {what}"));

  return lines->len > 0
           ? g_strconcat (_ ("What has changed since it last worked:"), lines->str, NULL)
           : NULL;
}
