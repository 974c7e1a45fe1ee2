/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Registers the shared enumerations with their nicks. The nick is the contract:
 * provider files, command line and JSON are written with it.
 */
#define G_LOG_DOMAIN "postino-account"

#include "postino-enums.h"

#define VALUE(name, nick) G_DEFINE_ENUM_VALUE (name, nick)

G_DEFINE_ENUM_TYPE (PostinoProtocol,
                    postino_protocol,
                    VALUE (POSTINO_PROTOCOL_IMAP, "imap"),
                    VALUE (POSTINO_PROTOCOL_POP3, "pop3"),
                    VALUE (POSTINO_PROTOCOL_SMTP, "smtp"))

G_DEFINE_ENUM_TYPE (PostinoSecurity,
                    postino_security,
                    VALUE (POSTINO_SECURITY_TLS, "tls"),
                    VALUE (POSTINO_SECURITY_STARTTLS, "starttls"),
                    VALUE (POSTINO_SECURITY_NONE, "none"))

G_DEFINE_ENUM_TYPE (PostinoSource,
                    postino_source,
                    VALUE (POSTINO_SOURCE_BUNDLED, "bundled"),
                    VALUE (POSTINO_SOURCE_DROP_IN, "drop-in"),
                    VALUE (POSTINO_SOURCE_PROVIDER_AUTOCONFIG, "provider-autoconfig"),
                    VALUE (POSTINO_SOURCE_ISPDB, "ispdb"),
                    VALUE (POSTINO_SOURCE_DNS_SRV, "dns-srv"),
                    VALUE (POSTINO_SOURCE_MX, "mx"),
                    VALUE (POSTINO_SOURCE_GUESS, "guess"),
                    VALUE (POSTINO_SOURCE_MANUAL, "manual"))

G_DEFINE_ENUM_TYPE (PostinoTrust,
                    postino_trust,
                    VALUE (POSTINO_TRUST_VOUCHED, "vouched"),
                    VALUE (POSTINO_TRUST_UNCONFIRMED, "unconfirmed"))

G_DEFINE_ENUM_TYPE (PostinoPolicy,
                    postino_policy,
                    VALUE (POSTINO_POLICY_UNKNOWN, "unknown"),
                    VALUE (POSTINO_POLICY_PASSWORD, "password"),
                    VALUE (POSTINO_POLICY_APP_PASSWORD, "app-password"),
                    VALUE (POSTINO_POLICY_OAUTH, "oauth"),
                    VALUE (POSTINO_POLICY_BRIDGE, "bridge"),
                    VALUE (POSTINO_POLICY_UNSUPPORTED, "unsupported"))

G_DEFINE_FLAGS_TYPE (PostinoAuth,
                     postino_auth,
                     VALUE (POSTINO_AUTH_PASSWORD_CLEARTEXT, "password-cleartext"),
                     VALUE (POSTINO_AUTH_PASSWORD_ENCRYPTED, "password-encrypted"),
                     VALUE (POSTINO_AUTH_OAUTH2, "oauth2"),
                     VALUE (POSTINO_AUTH_NONE, "none"))

G_DEFINE_ENUM_TYPE (PostinoLinkRel,
                    postino_link_rel,
                    VALUE (POSTINO_LINK_PASSWORD_RESET, "password-reset"),
                    VALUE (POSTINO_LINK_APP_PASSWORD, "app-password"),
                    VALUE (POSTINO_LINK_ENABLE_ACCESS, "enable-access"),
                    VALUE (POSTINO_LINK_SIGN_IN, "sign-in"),
                    VALUE (POSTINO_LINK_HELP, "help"))

G_DEFINE_ENUM_TYPE (PostinoStage,
                    postino_stage,
                    VALUE (POSTINO_STAGE_LOOKUP, "lookup"),
                    VALUE (POSTINO_STAGE_CONNECT, "connect"),
                    VALUE (POSTINO_STAGE_TLS, "tls"),
                    VALUE (POSTINO_STAGE_GREETING, "greeting"),
                    VALUE (POSTINO_STAGE_LOGIN, "login"),
                    VALUE (POSTINO_STAGE_MAILBOX, "mailbox"),
                    VALUE (POSTINO_STAGE_SENDER, "sender"),
                    VALUE (POSTINO_STAGE_DONE, "done"))

G_DEFINE_ENUM_TYPE (PostinoNetwork,
                    postino_network,
                    VALUE (POSTINO_NETWORK_UNKNOWN, "unknown"),
                    VALUE (POSTINO_NETWORK_NONE, "none"),
                    VALUE (POSTINO_NETWORK_LIMITED, "limited"),
                    VALUE (POSTINO_NETWORK_PORTAL, "portal"),
                    VALUE (POSTINO_NETWORK_FULL, "full"))

const char *
postino_enum_to_nick (GType type, int value)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (type);

  if (G_IS_FLAGS_CLASS (klass))
    {
      GFlagsValue *flag = g_flags_get_first_value (G_FLAGS_CLASS (klass), (guint) value);
      return flag != NULL ? flag->value_nick : NULL;
    }

  GEnumValue *found = g_enum_get_value (G_ENUM_CLASS (klass), value);
  return found != NULL ? found->value_nick : NULL;
}

gboolean
postino_enum_from_nick (GType type, const char *nick, int *value)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (type);

  if (G_IS_FLAGS_CLASS (klass))
    {
      GFlagsValue *flag = g_flags_get_value_by_nick (G_FLAGS_CLASS (klass), nick);
      if (flag != NULL)
        *value = (int) flag->value;
      return flag != NULL;
    }

  GEnumValue *found = g_enum_get_value_by_nick (G_ENUM_CLASS (klass), nick);
  if (found != NULL)
    *value = found->value;
  return found != NULL;
}
