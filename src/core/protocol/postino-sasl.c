/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small face for libgsasl. The password goes in as it was typed.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-sasl.h"

#include "postino-wire.h"

#include <gsasl.h>
#include <string.h>

/*
 * In order of preference. Over verified TLS PLAIN comes before SCRAM: one round
 * trip for three, and the password is safe on the way. LOGIN is PLAIN in two
 * halves. Those that only prove knowledge come last there, since many servers
 * have nothing stored to check them with; without TLS they come first.
 */
static const struct
{
  const char *name;
  gboolean sends_password;
  gboolean speaks_first;
} mechanisms[] = {
  {"PLAIN", TRUE, TRUE},        {"LOGIN", TRUE, FALSE},     {"SCRAM-SHA-256", FALSE, TRUE},
  {"SCRAM-SHA-1", FALSE, TRUE}, {"CRAM-MD5", FALSE, FALSE}, {"DIGEST-MD5", FALSE, FALSE},
};

struct _PostinoSasl
{
  PostinoServer *server;
  PostinoSecret *password;

  Gsasl *context;
  Gsasl_session *session;
  guint current;
  gboolean had_initial;
  gboolean done;
  gboolean begun[G_N_ELEMENTS (mechanisms)];
};

PostinoSasl *
postino_sasl_new (const PostinoServer *server, PostinoSecret *password)
{
  g_return_val_if_fail (server != NULL && server->username != NULL && password != NULL, NULL);

  PostinoSasl *self = g_new0 (PostinoSasl, 1);

  self->server = postino_server_copy (server);
  self->password = postino_secret_ref (password);
  if (gsasl_init (&self->context) != GSASL_OK)
    g_error ("Out of memory for libgsasl");

  return self;
}

void
postino_sasl_free (PostinoSasl *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->session, gsasl_finish);
  gsasl_done (self->context);
  postino_secret_unref (self->password);
  postino_server_free (self->server);
  g_free (self);
}

const char *
postino_sasl_get_username (PostinoSasl *self)
{
  return self->server->username;
}

PostinoSecret *
postino_sasl_get_password (PostinoSasl *self)
{
  return self->password;
}

gboolean
postino_sasl_is_usable (PostinoSasl *self)
{
  const char *username = self->server->username;

  return !postino_wire_has_control (username, strlen (username))
         && strlen (postino_secret_peek (self->password))
              == postino_secret_get_length (self->password);
}

static gboolean
is_offered (const char *const *offered, const char *name)
{
  for (; *offered != NULL; offered++)
    if (g_ascii_strcasecmp (*offered, name) == 0)
      return TRUE;

  return FALSE;
}

static const char *
choose_kind (PostinoSasl *self, const char *const *offered, gboolean sends_password)
{
  for (guint i = 0; i < G_N_ELEMENTS (mechanisms); i++)
    if (mechanisms[i].sends_password == sends_password && !self->begun[i]
        && is_offered (offered, mechanisms[i].name)
        && gsasl_client_support_p (self->context, mechanisms[i].name))
      return mechanisms[i].name;

  return NULL;
}

const char *
postino_sasl_choose (PostinoSasl *self, const char *const *offered, gboolean encrypted)
{
  const char *first = choose_kind (self, offered, encrypted);

  return first != NULL ? first : choose_kind (self, offered, !encrypted);
}

static guint
find_mechanism (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (mechanisms); i++)
    if (g_ascii_strcasecmp (mechanisms[i].name, name) == 0)
      return i;

  g_return_val_if_reached (0);
}

gboolean
postino_sasl_sends_password (const char *mechanism)
{
  return mechanisms[find_mechanism (mechanism)].sends_password;
}

/* GSS-API's name of the service (RFC 4422 section 3.1), for DIGEST-MD5. */
static const char *
get_service (PostinoProtocol protocol)
{
  switch (protocol)
    {
    case POSTINO_PROTOCOL_POP3:
      return "pop";
    case POSTINO_PROTOCOL_SMTP:
      return "smtp";
    case POSTINO_PROTOCOL_IMAP:
    default:
      return "imap";
    }
}

static void
start_session (PostinoSasl *self)
{
  g_clear_pointer (&self->session, gsasl_finish);
  self->had_initial = FALSE;
  self->done = FALSE;

  if (gsasl_client_start (self->context, mechanisms[self->current].name, &self->session)
      != GSASL_OK)
    g_error ("Out of memory for libgsasl");

  gsasl_property_set (self->session, GSASL_AUTHID, self->server->username);
  gsasl_property_set (self->session, GSASL_PASSWORD, postino_secret_peek (self->password));
  gsasl_property_set (self->session, GSASL_SERVICE, get_service (self->server->protocol));
  gsasl_property_set (self->session, GSASL_HOSTNAME, self->server->host);
}

static PostinoSecret *
step (PostinoSasl *self, const char *challenge)
{
  char *response = NULL;
  int result = gsasl_step64 (self->session, challenge, &response);

  if (result != GSASL_OK && result != GSASL_NEEDS_MORE)
    return NULL;

  self->done = result == GSASL_OK;
  return postino_wire_take (response != NULL ? response : strdup (""));
}

PostinoSecret *
postino_sasl_begin (PostinoSasl *self, const char *mechanism, gboolean with_initial)
{
  self->current = find_mechanism (mechanism);
  start_session (self);
  self->begun[self->current] = TRUE;
  if (!with_initial || !mechanisms[self->current].speaks_first)
    return NULL;

  self->had_initial = TRUE;
  return step (self, NULL);
}

gboolean
postino_sasl_had_initial (PostinoSasl *self)
{
  return self->had_initial;
}

gboolean
postino_sasl_is_done (PostinoSasl *self)
{
  return self->done;
}

PostinoSecret *
postino_sasl_respond (PostinoSasl *self, const char *challenge)
{
  g_return_val_if_fail (self->session != NULL, NULL);

  if (mechanisms[self->current].sends_password)
    {
      /* PLAIN and LOGIN make nothing of the prompt, which is not always base64. */
      challenge = "";
      /* The initial response was dropped: the server asks for it now. */
      if (self->had_initial)
        start_session (self);
    }
  self->had_initial = FALSE;

  /* A server could go on asking for ever. */
  return self->done ? NULL : step (self, challenge);
}

static gboolean
has_word (const char *words, const char *const *needles)
{
  g_autofree char *lower = g_ascii_strdown (words, -1);

  for (; *needles != NULL; needles++)
    if (strstr (lower, *needles) != NULL)
      return TRUE;

  return FALSE;
}

gboolean
postino_sasl_blames_mechanism (const char *words)
{
  static const char *const needles[] = {
    "mechanism",
    "not supported",
    "unsupported",
    "not implemented",
    "unrecognized",
    "unrecognised",
    "unknown auth",
    "unknown command",
    "invalid command",
    "initial response",
    "command unknown",
    "wrong command",
    "bad command",
    "base64",
    "syntax",
    "parse",
    NULL,
  };

  return has_word (words, needles);
}
