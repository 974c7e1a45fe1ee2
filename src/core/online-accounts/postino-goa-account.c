/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any program may have the name on the bus: what it says of itself is read as
 * carefully as what a server says.
 */
#define G_LOG_DOMAIN "postino-online-accounts"

#include "postino-goa-account.h"

#include "postino-text.h"

#include <string.h>

#define PREFIX   "org.gnome.OnlineAccounts."
#define MAX_TEXT 300

void
postino_goa_account_free (PostinoGoaAccount *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self->provider);
  g_free (self->name);
  postino_address_free (self->address);
  postino_server_free (self->incoming);
  postino_server_free (self->outgoing);
  g_free (self);
}

PostinoGoaAccount *
postino_goa_account_copy (const PostinoGoaAccount *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  PostinoGoaAccount *copy = g_memdup2 (self, sizeof *self);

  copy->path = g_strdup (self->path);
  copy->provider = g_strdup (self->provider);
  copy->name = g_strdup (self->name);
  copy->address = postino_address_copy (self->address);
  copy->incoming = self->incoming != NULL ? postino_server_copy (self->incoming) : NULL;
  copy->outgoing = self->outgoing != NULL ? postino_server_copy (self->outgoing) : NULL;
  return copy;
}

static GVariant *
get_interface (GVariant *interfaces, const char *name)
{
  g_autofree char *full = g_strconcat (PREFIX, name, NULL);

  return g_variant_lookup_value (interfaces, full, G_VARIANT_TYPE_VARDICT);
}

static gboolean
has_interface (GVariant *interfaces, const char *name)
{
  g_autoptr (GVariant) interface = get_interface (interfaces, name);

  return interface != NULL;
}

/* %NULL for a text that is not there, is empty, or nothing that stands in one line. */
static char *
dup_text (GVariant *properties, const char *name)
{
  const char *text = NULL;

  if (properties == NULL || !g_variant_lookup (properties, name, "&s", &text) || *text == '\0'
      || strlen (text) > MAX_TEXT || !postino_text_is_one_line (text))
    return NULL;

  return g_strdup (text);
}

static gboolean
get_flag (GVariant *properties, const char *name)
{
  gboolean flag = FALSE;

  return properties != NULL && g_variant_lookup (properties, name, "b", &flag) && flag;
}

/* "mail", "Imap", "Host": its property "ImapHost". */
static char *
dup_side (GVariant *mail, const char *side, const char *name)
{
  g_autofree char *full = g_strconcat (side, name, NULL);

  return dup_text (mail, full);
}

static gboolean
get_side (GVariant *mail, const char *side, const char *name)
{
  g_autofree char *full = g_strconcat (side, name, NULL);

  return get_flag (mail, full);
}

/* "imap.example.org:1993" is how it writes a port that is not the usual one. */
static guint16
take_port (char *host)
{
  char *colon = strrchr (host, ':');
  guint64 port = 0;

  if (colon == NULL || strchr (host, ':') != colon
      || !g_ascii_string_to_unsigned (colon + 1, 10, 1, G_MAXUINT16, &port, NULL))
    return 0;

  *colon = '\0';
  return (guint16) port;
}

static PostinoServer *
read_server (GVariant *mail, const char *side, PostinoProtocol protocol, gboolean signs_in)
{
  g_autofree char *host = dup_side (mail, side, "Host");
  g_autofree char *username = dup_side (mail, side, "UserName");
  PostinoSecurity security = get_side (mail, side, "UseSsl")   ? POSTINO_SECURITY_TLS
                             : get_side (mail, side, "UseTls") ? POSTINO_SECURITY_STARTTLS
                                                               : POSTINO_SECURITY_NONE;

  if (host == NULL || !get_side (mail, side, "Supported"))
    return NULL;

  guint16 port = take_port (host);
  g_autofree char *ascii = postino_domain_to_ascii (host);
  if (ascii == NULL)
    return NULL;
  if (username == NULL && signs_in)
    username = dup_text (mail, "EmailAddress");

  return postino_server_new (protocol, host, port, security, signs_in ? username : NULL);
}

/* A Google account calls its address by any of three names. */
static PostinoAddress *
read_address (GVariant *account, GVariant *mail)
{
  g_autofree char *address = dup_text (mail, "EmailAddress");

  if (address == NULL)
    address = dup_text (account, "PresentationIdentity");
  if (address == NULL)
    address = dup_text (account, "Identity");

  return address != NULL ? postino_address_parse (address, NULL) : NULL;
}

PostinoGoaAccount *
postino_goa_account_new (const char *path, GVariant *interfaces)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (g_variant_is_of_type (interfaces, G_VARIANT_TYPE ("a{sa{sv}}")), NULL);

  g_autoptr (GVariant) account = get_interface (interfaces, "Account");
  g_autoptr (GVariant) mail = get_interface (interfaces, "Mail");
  g_autoptr (PostinoAddress) address = account != NULL ? read_address (account, mail) : NULL;

  if (address == NULL)
    return NULL;

  PostinoGoaAccount *self = g_new0 (PostinoGoaAccount, 1);
  self->path = g_strdup (path);
  self->provider = dup_text (account, "ProviderName");
  if (self->provider == NULL)
    self->provider = g_strdup (address->domain);
  self->address = g_steal_pointer (&address);
  self->name = dup_text (mail, "Name");
  self->has_token = has_interface (interfaces, "OAuth2Based");
  self->has_password = has_interface (interfaces, "PasswordBased");
  self->mail_off = get_flag (account, "MailDisabled");
  self->needs_attention = get_flag (account, "AttentionNeeded");
  if (mail != NULL && !self->mail_off)
    {
      gboolean signs_in = self->has_token || get_flag (mail, "SmtpUseAuth");

      self->incoming = read_server (mail, "Imap", POSTINO_PROTOCOL_IMAP, TRUE);
      self->outgoing = read_server (mail, "Smtp", POSTINO_PROTOCOL_SMTP, signs_in);
    }

  return self;
}
