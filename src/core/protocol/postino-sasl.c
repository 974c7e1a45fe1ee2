/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small face for libgsasl. The password goes in as it was typed.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-sasl.h"

#include "postino-sasl-oauth.h"
#include "postino-wire.h"

#include <gsasl.h>
#include <string.h>

typedef enum
{
  KIND_TOKEN,    /* the server gets an OAuth 2.0 token, and nothing else may */
  KIND_PASSWORD, /* the server gets the password itself */
  KIND_PROOF,    /* only a proof that it is known, which not every server can check */
} Kind;

/*
 * In order of preference within a kind; which kind comes first depends on the
 * channel: see docs/mechanisms.md. Nothing here is a matter of taste alone:
 * - LOGIN is PLAIN in two halves, a round trip more;
 * - the -PLUS ones are bound to the TLS channel: whoever stands between can pass
 *   nothing on. libgsasl 2.2 cannot say "y" (RFC 5802 section 6), so that the others
 *   don't tell the server that we could have done it;
 * - DIGEST-MD5 is historic (RFC 6331), and CRAM-MD5 not much better.
 */
static const struct
{
  const char *name;
  Kind kind;
  gboolean speaks_first;
  gboolean is_bound;
  gboolean only_ascii;
} mechanisms[] = {
  {"OAUTHBEARER", KIND_TOKEN, TRUE, FALSE, FALSE},
  {"XOAUTH2", KIND_TOKEN, TRUE, FALSE, FALSE},
  {"PLAIN", KIND_PASSWORD, TRUE, FALSE, FALSE},
  {"LOGIN", KIND_PASSWORD, FALSE, FALSE, FALSE},
  {"SCRAM-SHA-256-PLUS", KIND_PROOF, TRUE, TRUE, FALSE},
  {"SCRAM-SHA-1-PLUS", KIND_PROOF, TRUE, TRUE, FALSE},
  {"SCRAM-SHA-256", KIND_PROOF, TRUE, FALSE, FALSE},
  {"SCRAM-SHA-1", KIND_PROOF, TRUE, FALSE, FALSE},
  {"CRAM-MD5", KIND_PROOF, FALSE, FALSE, FALSE},
  /* What fits into Latin-1 is hashed as Latin-1 (RFC 2831 section 2.1.2.1), by the
   * letter of the RFC. Dovecot and others hash the UTF-8 that they have stored, and
   * refuse the right password. */
  {"DIGEST-MD5", KIND_PROOF, FALSE, FALSE, TRUE},
};

struct _PostinoSasl
{
  PostinoServer *server;
  PostinoSecret *password;
  char *exporter; /* in base64 */
  PostinoChannel channel;

  Gsasl *context;
  Gsasl_session *session;
  guint current;
  char *objection;
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
  g_free (self->exporter);
  g_free (self->objection);
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

void
postino_sasl_set_exporter (PostinoSasl *self, GBytes *exporter)
{
  gsize size = 0;
  const guchar *data = exporter != NULL ? g_bytes_get_data (exporter, &size) : NULL;

  g_free (self->exporter);
  self->exporter = size > 0 ? g_base64_encode (data, size) : NULL;
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

/* Whether we could use it at all. */
static gboolean
can_use (PostinoSasl *self, guint i)
{
  if (mechanisms[i].is_bound && self->exporter == NULL)
    return FALSE;
  if (mechanisms[i].only_ascii
      && !(g_str_is_ascii (self->server->username)
           && g_str_is_ascii (postino_secret_peek (self->password))))
    return FALSE;

  return mechanisms[i].kind == KIND_TOKEN
         || gsasl_client_support_p (self->context, mechanisms[i].name);
}

static const char *
choose_kind (PostinoSasl *self, const char *const *offered, Kind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (mechanisms); i++)
    if (mechanisms[i].kind == kind && !self->begun[i] && is_offered (offered, mechanisms[i].name)
        && can_use (self, i))
      return mechanisms[i].name;

  return NULL;
}

const char *
postino_sasl_choose (PostinoSasl *self, const char *const *offered, PostinoChannel channel)
{
  const char *password, *proof;

  self->channel = channel;
  /* RFC 6750 section 5.3: whoever reads a token can use it, so never without TLS. */
  if (postino_secret_is_token (self->password))
    return channel != POSTINO_CHANNEL_CLEAR ? choose_kind (self, offered, KIND_TOKEN) : NULL;

  password =
    postino_sasl_may_send_password (self) ? choose_kind (self, offered, KIND_PASSWORD) : NULL;
  proof = choose_kind (self, offered, KIND_PROOF);
  if (password == NULL || (proof != NULL && channel != POSTINO_CHANNEL_VERIFIED))
    return proof;
  return password;
}

/* A bound sign-in that fails where only the person vouches for the certificate may
 * have met somebody in between: the password does not go after it. */
gboolean
postino_sasl_may_send_password (PostinoSasl *self)
{
  gboolean bound = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (mechanisms); i++)
    bound |= mechanisms[i].is_bound && self->begun[i];

  return !postino_secret_is_token (self->password)
         && (!bound || self->channel == POSTINO_CHANNEL_VERIFIED);
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
  return mechanisms[find_mechanism (mechanism)].kind != KIND_PROOF;
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
  g_clear_pointer (&self->objection, g_free);
  self->had_initial = FALSE;
  self->done = FALSE;
  if (mechanisms[self->current].kind == KIND_TOKEN)
    return;

  if (gsasl_client_start (self->context, mechanisms[self->current].name, &self->session)
      != GSASL_OK)
    g_error ("Out of memory for libgsasl");

  gsasl_property_set (self->session, GSASL_AUTHID, self->server->username);
  gsasl_property_set (self->session, GSASL_PASSWORD, postino_secret_peek (self->password));
  gsasl_property_set (self->session, GSASL_SERVICE, get_service (self->server->protocol));
  gsasl_property_set (self->session, GSASL_HOSTNAME, self->server->host);
  if (mechanisms[self->current].is_bound)
    gsasl_property_set (self->session, GSASL_CB_TLS_EXPORTER, self->exporter);
}

static PostinoSecret *
send_token (PostinoSasl *self)
{
  self->done = TRUE;
  return postino_sasl_oauth_make (mechanisms[self->current].name, self->server, self->password);
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
  return mechanisms[self->current].kind == KIND_TOKEN ? send_token (self) : step (self, NULL);
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

const char *
postino_sasl_get_realm (PostinoSasl *self)
{
  return self->session != NULL ? gsasl_property_fast (self->session, GSASL_REALM) : NULL;
}

const char *
postino_sasl_get_objection (PostinoSasl *self)
{
  return self->objection;
}

/* The server asks for the token, or says in a challenge what is wrong with it. */
static PostinoSecret *
respond_with_token (PostinoSasl *self, const char *challenge)
{
  g_autofree char *objection = postino_sasl_oauth_read_objection (challenge);
  gboolean had_initial = self->had_initial;

  if (self->objection != NULL)
    return NULL;
  self->had_initial = FALSE;
  if (!self->done || (had_initial && objection == NULL))
    return send_token (self);
  if (objection == NULL)
    return NULL;

  self->objection = g_steal_pointer (&objection);
  self->done = FALSE;
  return postino_sasl_oauth_make_regret (mechanisms[self->current].name);
}

PostinoSecret *
postino_sasl_respond (PostinoSasl *self, const char *challenge)
{
  Kind kind = mechanisms[self->current].kind;

  g_return_val_if_fail (self->session != NULL || kind == KIND_TOKEN, NULL);

  if (kind == KIND_TOKEN)
    return respond_with_token (self, challenge);
  if (kind == KIND_PASSWORD)
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
