/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Guesses, in the order in which they are most often right.
 */
#define G_LOG_DOMAIN "postino-discovery"

#include "postino-guess.h"

typedef struct
{
  const char *prefix;
  PostinoProtocol protocol;
  PostinoSecurity security;
} Guess;

static const Guess incoming[] = {
  {"imap.", POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_TLS},
  {"mail.", POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_TLS},
  {"", POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_TLS},
  {"mx.", POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_TLS},
  {"imap.", POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_STARTTLS},
  {"mail.", POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_STARTTLS},
  {"", POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_STARTTLS},
  {"mx.", POSTINO_PROTOCOL_IMAP, POSTINO_SECURITY_STARTTLS},
  {"pop.", POSTINO_PROTOCOL_POP3, POSTINO_SECURITY_TLS},
  {"mail.", POSTINO_PROTOCOL_POP3, POSTINO_SECURITY_TLS},
  {"", POSTINO_PROTOCOL_POP3, POSTINO_SECURITY_TLS},
  {"pop.", POSTINO_PROTOCOL_POP3, POSTINO_SECURITY_STARTTLS},
  {"mail.", POSTINO_PROTOCOL_POP3, POSTINO_SECURITY_STARTTLS},
  {"", POSTINO_PROTOCOL_POP3, POSTINO_SECURITY_STARTTLS},
};

static const Guess outgoing[] = {
  {"smtp.", POSTINO_PROTOCOL_SMTP, POSTINO_SECURITY_TLS},
  {"mail.", POSTINO_PROTOCOL_SMTP, POSTINO_SECURITY_TLS},
  {"", POSTINO_PROTOCOL_SMTP, POSTINO_SECURITY_TLS},
  {"mx.", POSTINO_PROTOCOL_SMTP, POSTINO_SECURITY_TLS},
  {"smtp.", POSTINO_PROTOCOL_SMTP, POSTINO_SECURITY_STARTTLS},
  {"mail.", POSTINO_PROTOCOL_SMTP, POSTINO_SECURITY_STARTTLS},
  {"", POSTINO_PROTOCOL_SMTP, POSTINO_SECURITY_STARTTLS},
  {"mx.", POSTINO_PROTOCOL_SMTP, POSTINO_SECURITY_STARTTLS},
};

static void
add_guesses (GPtrArray *servers, const Guess *guesses, gsize count, const PostinoAddress *address)
{
  g_autofree char *username = postino_address_to_ascii (address);

  for (gsize i = 0; i < count; i++)
    {
      g_autofree char *host = g_strconcat (guesses[i].prefix, address->domain_ascii, NULL);
      PostinoServer *server =
        postino_server_new (guesses[i].protocol, host, 0, guesses[i].security, username);

      server->source = POSTINO_SOURCE_GUESS;
      g_ptr_array_add (servers, server);
    }
}

PostinoSettings *
postino_guess (const PostinoAddress *address)
{
  PostinoSettings *settings = postino_settings_new (address);

  add_guesses (settings->incoming, incoming, G_N_ELEMENTS (incoming), address);
  add_guesses (settings->outgoing, outgoing, G_N_ELEMENTS (outgoing), address);

  return settings;
}
