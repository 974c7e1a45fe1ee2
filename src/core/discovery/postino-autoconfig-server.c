/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads one server: values in any letter case and with the names of all versions
 * of the format, since programs have always taken those.
 */
#define G_LOG_DOMAIN "postino-discovery"

#include "postino-autoconfig-server.h"

#include "postino-text.h"
#include "postino-xml.h"

#include <string.h>

/* Characters. */
#define MAX_USERNAME 320

typedef struct
{
  const char *word;
  guint value;
} Word;

static const Word incoming_types[] = {
  {"imap", POSTINO_PROTOCOL_IMAP},
  {"pop3", POSTINO_PROTOCOL_POP3},
  {NULL, 0},
};

static const Word outgoing_types[] = {
  {"smtp", POSTINO_PROTOCOL_SMTP},
  {NULL, 0},
};

static const Word securities[] = {
  {"SSL", POSTINO_SECURITY_TLS},
  {"TLS", POSTINO_SECURITY_TLS},
  {"STARTTLS", POSTINO_SECURITY_STARTTLS},
  {"plain", POSTINO_SECURITY_NONE},
  {NULL, 0},
};

/* What is not here (GSSAPI, NTLM, TLS-client-cert, http-basic) is nothing that a
 * person with a password can use. */
static const Word auths[] = {
  {"password-cleartext", POSTINO_AUTH_PASSWORD_CLEARTEXT},
  {"plain", POSTINO_AUTH_PASSWORD_CLEARTEXT},
  {"SASL PLAIN", POSTINO_AUTH_PASSWORD_CLEARTEXT},
  {"SASL LOGIN", POSTINO_AUTH_PASSWORD_CLEARTEXT},
  {"password-encrypted", POSTINO_AUTH_PASSWORD_ENCRYPTED},
  {"secure", POSTINO_AUTH_PASSWORD_ENCRYPTED},
  {"SASL CRAM-MD5", POSTINO_AUTH_PASSWORD_ENCRYPTED},
  {"SASL DIGEST-MD5", POSTINO_AUTH_PASSWORD_ENCRYPTED},
  {"SASL SCRAM-SHA-1", POSTINO_AUTH_PASSWORD_ENCRYPTED},
  {"SASL SCRAM-SHA-1-PLUS", POSTINO_AUTH_PASSWORD_ENCRYPTED},
  {"SASL SCRAM-SHA-256", POSTINO_AUTH_PASSWORD_ENCRYPTED},
  {"SASL SCRAM-SHA-256-PLUS", POSTINO_AUTH_PASSWORD_ENCRYPTED},
  {"OAuth2", POSTINO_AUTH_OAUTH2},
  {"OAuth", POSTINO_AUTH_OAUTH2},
  {"SASL XOAUTH2", POSTINO_AUTH_OAUTH2},
  {"SASL OAUTHBEARER", POSTINO_AUTH_OAUTH2},
  {"none", POSTINO_AUTH_NONE},
  {"client-IP-address", POSTINO_AUTH_NONE},
  {"smtp-after-pop", POSTINO_AUTH_NONE},
  {NULL, 0},
};

static gboolean
find_word (const Word *words, const char *text, guint *value)
{
  for (; text != NULL && words->word != NULL; words++)
    if (g_ascii_strcasecmp (words->word, text) == 0)
      {
        *value = words->value;
        return TRUE;
      }

  return FALSE;
}

static gboolean
read_protocol (const xmlNode *element, PostinoProtocol *protocol)
{
  gboolean incoming = postino_xml_is_element (element, "incomingServer");
  g_autofree char *type = postino_xml_get_attribute (element, "type");
  guint value = 0;

  if (!find_word (incoming ? incoming_types : outgoing_types, type, &value))
    return FALSE;

  *protocol = (PostinoProtocol) value;
  return TRUE;
}

/* The domain may stand in it as a placeholder; who the person is has no business
 * in DNS. */
static char *
read_host (const xmlNode *element, const PostinoAddress *address)
{
  g_autofree char *text = postino_xml_get_child_text (element, "hostname");

  if (text == NULL || strstr (text, "%EMAILLOCALPART%") != NULL)
    return NULL;

  g_autofree char *host = postino_address_expand (address, text);
  return postino_domain_to_ascii (host);
}

/* 0 stands for the usual port. */
static gboolean
read_port (const xmlNode *element, guint16 *port)
{
  g_autofree char *text = postino_xml_get_child_text (element, "port");
  guint64 value = 0;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &value, NULL))
    return FALSE;

  *port = (guint16) value;
  return TRUE;
}

/* Of several, the first that we know. Without any it is never plain text: the port
 * says which encryption. */
static gboolean
read_security (const xmlNode *element, guint16 port, PostinoSecurity *security)
{
  const xmlNode *child = postino_xml_first (element, "socketType");
  gboolean starttls = port == 143 || port == 110 || port == 587 || port == 25;

  *security = starttls ? POSTINO_SECURITY_STARTTLS : POSTINO_SECURITY_TLS;
  if (child == NULL)
    return TRUE;

  for (; child != NULL; child = postino_xml_next (child))
    {
      g_autofree char *text = postino_xml_get_text (child);
      guint value;

      if (find_word (securities, text, &value))
        {
          *security = (PostinoSecurity) value;
          return TRUE;
        }
    }

  return FALSE;
}

/* Nobody reads mail without signing in, and nobody goes without where a sign-in is
 * named beside it. */
static PostinoAuth
read_auth (const xmlNode *element, PostinoProtocol protocol)
{
  guint all = 0;

  for (const xmlNode *child = postino_xml_first (element, "authentication"); child != NULL;
       child = postino_xml_next (child))
    {
      g_autofree char *text = postino_xml_get_text (child);
      guint value = 0;

      if (find_word (auths, text, &value))
        all |= value;
    }

  if (protocol != POSTINO_PROTOCOL_SMTP || all != POSTINO_AUTH_NONE)
    all &= ~(guint) POSTINO_AUTH_NONE;
  return (PostinoAuth) all;
}

/* Some servers put the address that they were asked for into the document as it
 * stood in the URL: ada%2Elovelace%40example.org. */
static char *
undo_echo (const char *username, const PostinoAddress *address)
{
  g_autofree char *decoded = g_uri_unescape_string (username, NULL);
  g_autofree char *ascii = postino_address_to_ascii (address);
  g_autofree char *shown = postino_address_to_string (address);

  if (decoded == NULL || strchr (username, '%') == NULL)
    return g_strdup (username);
  if (g_ascii_strcasecmp (decoded, ascii) == 0 || g_ascii_strcasecmp (decoded, shown) == 0)
    return g_steal_pointer (&ascii);
  if (g_ascii_strcasecmp (decoded, address->local_part) == 0)
    return g_strdup (address->local_part);

  return g_strdup (username);
}

/* A user name that cannot be shown cannot be checked by the person either. */
static char *
read_username (const xmlNode *element, const PostinoAddress *address)
{
  g_autofree char *text = postino_xml_get_child_text (element, "username");
  g_autofree char *safe = postino_text_make_safe (text, MAX_USERNAME);

  if (text == NULL)
    return postino_address_to_ascii (address);
  if (strchr (text, '\n') != NULL || strcmp (text, safe) != 0)
    return NULL;

  g_autofree char *username = postino_address_expand (address, text);
  return undo_echo (username, address);
}

PostinoServer *
postino_autoconfig_read_server (const xmlNode *element, const PostinoAddress *address)
{
  g_return_val_if_fail (element != NULL, NULL);
  g_return_val_if_fail (address != NULL, NULL);

  PostinoProtocol protocol;
  PostinoSecurity security;
  guint16 port;
  g_autofree char *host = read_host (element, address);

  if (host == NULL || !read_protocol (element, &protocol) || !read_port (element, &port)
      || !read_security (element, port, &security))
    return NULL;

  PostinoAuth auth = read_auth (element, protocol);
  g_autofree char *username = auth != POSTINO_AUTH_NONE ? read_username (element, address) : NULL;
  if (auth != POSTINO_AUTH_NONE && username == NULL)
    return NULL;

  PostinoServer *server = postino_server_new (protocol, host, port, security, username);
  server->auth = auth;
  return server;
}
