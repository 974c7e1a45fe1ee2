/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A value.
 */
#define G_LOG_DOMAIN "postino-import"

#include "config.h"

#include "postino-found-account.h"
#include "postino-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ID_LENGTH 12
#define MAX_NAME  300

G_DEFINE_ENUM_TYPE (PostinoProgram,
                    postino_program,
                    G_DEFINE_ENUM_VALUE (POSTINO_PROGRAM_ONLINE_ACCOUNTS, "online-accounts"),
                    G_DEFINE_ENUM_VALUE (POSTINO_PROGRAM_EVOLUTION, "evolution"),
                    G_DEFINE_ENUM_VALUE (POSTINO_PROGRAM_THUNDERBIRD, "thunderbird"))

const char *
postino_program_get_name (PostinoProgram self)
{
  switch (self)
    {
    case POSTINO_PROGRAM_EVOLUTION:
      return "Evolution";
    case POSTINO_PROGRAM_THUNDERBIRD:
      return "Thunderbird";
    case POSTINO_PROGRAM_ONLINE_ACCOUNTS:
    default:
      /* Translators: GNOME's place for accounts, as its own translation calls it. */
      return _ ("Online Accounts");
    }
}

static void
add_server (GChecksum *sum, const PostinoServer *server)
{
  g_autofree char *text =
    server != NULL
      ? g_strdup_printf ("%d %s %u %d %s", (int) server->protocol, server->host, server->port,
                         (int) server->security, server->username != NULL ? server->username : "")
      : g_strdup ("");

  g_checksum_update (sum, (const guchar *) text, (gssize) strlen (text) + 1);
}

static char *
make_id (const PostinoFoundAccount *self)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *address = postino_address_to_string (self->address);
  g_autofree char *whose = g_strdup_printf ("%d %s %s", (int) self->program,
                                            self->place != NULL ? self->place : "", address);

  g_checksum_update (sum, (const guchar *) whose, (gssize) strlen (whose) + 1);
  add_server (sum, self->incoming);
  add_server (sum, self->outgoing);
  return g_strndup (g_checksum_get_string (sum), ID_LENGTH);
}

/* What a program shows is made safe once, here. */
static char *
dup_safe (const char *text)
{
  return text != NULL && *text != '\0' ? postino_text_make_safe (text, MAX_NAME) : NULL;
}

PostinoFoundAccount *
postino_found_account_new (PostinoProgram program,
                           const char *place,
                           const char *address,
                           const char *name,
                           PostinoServer *incoming,
                           PostinoServer *outgoing)
{
  g_autoptr (PostinoServer) owned_incoming = incoming;
  g_autoptr (PostinoServer) owned_outgoing = outgoing;
  g_autoptr (PostinoAddress) parsed =
    address != NULL ? postino_address_parse (address, NULL) : NULL;

  if (parsed == NULL || incoming == NULL)
    return NULL;

  PostinoFoundAccount *self = g_new0 (PostinoFoundAccount, 1);
  self->program = program;
  self->place = dup_safe (place);
  self->address = g_steal_pointer (&parsed);
  self->name = dup_safe (name);
  self->incoming = g_steal_pointer (&owned_incoming);
  self->outgoing = g_steal_pointer (&owned_outgoing);
  self->id = make_id (self);
  return self;
}

PostinoFoundAccount *
postino_found_account_copy (const PostinoFoundAccount *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  PostinoFoundAccount *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->place = g_strdup (self->place);
  copy->address = postino_address_copy (self->address);
  copy->name = g_strdup (self->name);
  copy->incoming = postino_server_copy (self->incoming);
  copy->outgoing = self->outgoing != NULL ? postino_server_copy (self->outgoing) : NULL;
  for (int side = 0; side < 2; side++)
    copy->keys[side] = g_strdup (self->keys[side]);
  copy->shared_key = g_strdup (self->shared_key);
  return copy;
}

void
postino_found_account_free (PostinoFoundAccount *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->place);
  postino_address_free (self->address);
  g_free (self->name);
  postino_server_free (self->incoming);
  postino_server_free (self->outgoing);
  for (int side = 0; side < 2; side++)
    g_free (self->keys[side]);
  g_free (self->shared_key);
  g_free (self);
}

PostinoAccount *
postino_found_account_to_account (const PostinoFoundAccount *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->outgoing == NULL)
    return NULL;

  return postino_account_new (self->name, self->address, self->incoming, self->outgoing);
}

gboolean
postino_found_account_is_called (const PostinoFoundAccount *self, const char *word)
{
  g_return_val_if_fail (self != NULL && word != NULL, FALSE);

  return postino_address_is_spelled (self->address, word)
         || g_ascii_strcasecmp (self->id, word) == 0;
}

gboolean
postino_found_account_keeps_password (const PostinoFoundAccount *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->keys[0] != NULL && !self->in_browser;
}

char *
postino_found_account_describe_program (const PostinoFoundAccount *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  const char *name = postino_program_get_name (self->program);

  if (self->place == NULL)
    return g_strdup (name);

  /* Translators: a program, and which of its profiles: Thunderbird (Work). */
  return postino_text_fill (_ ("{program} ({profile})"), "program", name, "profile", self->place,
                            NULL);
}
