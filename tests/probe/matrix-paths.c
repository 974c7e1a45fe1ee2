/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Good conversations, exchange by exchange, in the order in which they happen. A
 * protocol has several where it can sign in or go on in several ways.
 */
#include "matrix.h"

#define GREETING POSTINO_STAGE_GREETING
#define TLS      POSTINO_STAGE_TLS
#define LOGIN    POSTINO_STAGE_LOGIN
#define MAILBOX  POSTINO_STAGE_MAILBOX
#define SENDER   POSTINO_STAGE_SENDER

#define SLOWLY "so slowly that nobody is going to wait for the end of this line"

/* What the client says, and what the server answers when it goes well. */
#define EXCHANGE(name, stage, said, answer, start, more)                                           \
  {                                                                                                \
    name, stage, said, said answer, start, more                                                    \
  }

/* A record as it begins, as long as they come; and no TLS at all, line after line. */
#define HANDSHAKE                                                                                  \
  {                                                                                                \
    "handshake", TLS, "hello\n", "tls\n", "\\x16\\x03\\x03\\x40\\x00\\x02\\x00\\x3f\\xfc" SLOWLY,  \
      "* more"                                                                                     \
  }

/* IMAP */

#define IMAP(name, stage, said, answer)                                                            \
  EXCHANGE (name, stage, said, answer, "* OK " SLOWLY, "* OK more")

#define IMAP_HELLO IMAP ("greeting", GREETING, "gate\n", "S: * OK ready\n")
#define IMAP_CAPABILITY(name, offer)                                                               \
  IMAP (name, GREETING, "C: * CAPABILITY\n",                                                       \
        "S: * CAPABILITY IMAP4rev1 " offer "\nS: $tag OK done\n")
#define IMAP_STARTTLS IMAP ("starttls", TLS, "C: * STARTTLS\n", "S: $tag OK begin\n")

#define IMAP_TLS_UP      HANDSHAKE, IMAP_HELLO
#define IMAP_STARTTLS_UP IMAP_HELLO, IMAP_CAPABILITY ("offer", "STARTTLS"), IMAP_STARTTLS, HANDSHAKE

#define IMAP_INLINE                                                                                \
  IMAP_CAPABILITY ("capability", "AUTH=PLAIN SASL-IR"),                                            \
    IMAP ("authenticate", LOGIN, "C: * AUTHENTICATE PLAIN *\n", "S: $tag OK in\n"),                \
    IMAP ("mailbox", MAILBOX, "C: *\n", "")
#define IMAP_CHALLENGED                                                                            \
  IMAP_CAPABILITY ("capability", "AUTH=PLAIN"),                                                    \
    IMAP ("challenge", LOGIN, "C: * AUTHENTICATE PLAIN\n", "S: + \n"),                             \
    IMAP ("response", LOGIN, "C: *\n", "")
#define IMAP_COMMAND                                                                               \
  IMAP_CAPABILITY ("capability", "ID"), IMAP ("login", LOGIN, "C: * LOGIN *\n", "")

static const MatrixExchange imap_tls_inline[] = {IMAP_TLS_UP, IMAP_INLINE};
static const MatrixExchange imap_tls_challenged[] = {IMAP_TLS_UP, IMAP_CHALLENGED};
static const MatrixExchange imap_tls_command[] = {IMAP_TLS_UP, IMAP_COMMAND};
static const MatrixExchange imap_starttls_inline[] = {IMAP_STARTTLS_UP, IMAP_INLINE};
static const MatrixExchange imap_starttls_challenged[] = {IMAP_STARTTLS_UP, IMAP_CHALLENGED};
static const MatrixExchange imap_starttls_command[] = {IMAP_STARTTLS_UP, IMAP_COMMAND};

/* POP3: only CAPA has an answer of more than a line. */

#define POP3(name, stage, said, answer, more)                                                      \
  EXCHANGE (name, stage, said, answer, "+OK " SLOWLY, more)

#define POP3_HELLO POP3 ("greeting", GREETING, "gate\n", "S: +OK ready\n", "+OK more")
#define POP3_CAPA(name, offer)                                                                     \
  POP3 (name, GREETING, "C: CAPA\n", "S: +OK\nS: " offer "\nS: .\n", "+OK more")
#define POP3_STLS POP3 ("stls", TLS, "C: STLS\n", "S: +OK begin\n", "* more")

#define POP3_TLS_UP      HANDSHAKE, POP3_HELLO
#define POP3_STARTTLS_UP POP3_HELLO, POP3_CAPA ("offer", "STLS"), POP3_STLS, HANDSHAKE

#define POP3_SASL                                                                                  \
  POP3_CAPA ("capa", "SASL PLAIN"),                                                                \
    POP3 ("auth", LOGIN, "C: AUTH PLAIN *\n", "S: +OK in\n", "+ "),                                \
    POP3 ("stat", MAILBOX, "C: STAT\n", "", "* more")
#define POP3_USER                                                                                  \
  POP3_CAPA ("capa", "USER"), POP3 ("user", LOGIN, "C: USER ada\n", "S: +OK\n", NULL),             \
    POP3 ("pass", LOGIN, "C: PASS *\n", "", NULL)

static const MatrixExchange pop3_tls_sasl[] = {POP3_TLS_UP, POP3_SASL};
static const MatrixExchange pop3_tls_user[] = {POP3_TLS_UP, POP3_USER};
static const MatrixExchange pop3_starttls_sasl[] = {POP3_STARTTLS_UP, POP3_SASL};
static const MatrixExchange pop3_starttls_user[] = {POP3_STARTTLS_UP, POP3_USER};

/* SMTP */

#define SMTP(name, stage, said, answer, code)                                                      \
  EXCHANGE (name, stage, said, answer, code "-" SLOWLY, code "-more")

#define SMTP_HELLO SMTP ("greeting", GREETING, "gate\n", "S: 220 mx.example.org ESMTP\n", "220")
#define SMTP_EHLO(name, offer)                                                                     \
  SMTP (name, GREETING, "C: EHLO *\n", "S: 250-mx.example.org\n" offer, "250")
#define SMTP_STARTTLS SMTP ("starttls", TLS, "C: STARTTLS\n", "S: 220 begin\n", "220")

#define SMTP_TLS_UP HANDSHAKE, SMTP_HELLO
#define SMTP_STARTTLS_UP                                                                           \
  SMTP_HELLO, SMTP_EHLO ("offer", "S: 250 STARTTLS\n"), SMTP_STARTTLS, HANDSHAKE

#define SMTP_AUTH SMTP ("auth", LOGIN, "C: AUTH PLAIN *\n", "S: 235 2.7.0 in\n", "235")
#define SMTP_STEPS                                                                                 \
  SMTP_EHLO ("ehlo", "S: 250 AUTH PLAIN\n"), SMTP_AUTH,                                            \
    SMTP ("mail", SENDER, "C: MAIL FROM:*\n", "S: 250 ok\n", "250"),                               \
    SMTP ("rcpt", SENDER, "C: RCPT TO:*\n", "S: 250 ok\n", "250"),                                 \
    SMTP ("rset", SENDER, "C: RSET\n", "", "250")
#define SMTP_FLIGHT                                                                                \
  SMTP_EHLO ("ehlo", "S: 250-PIPELINING\nS: 250 AUTH PLAIN\n"), SMTP_AUTH,                         \
    SMTP ("flight", SENDER, "C: MAIL FROM:*\nC: RCPT TO:*\nC: RSET\n", "S: 250 ok\n", "250")
#define SMTP_LOGIN                                                                                 \
  SMTP_EHLO ("ehlo", "S: 250 AUTH LOGIN\n"),                                                       \
    SMTP ("auth-login", LOGIN, "C: AUTH LOGIN*\n", "S: 334 VXNlcm5hbWU6\n", "334"),                \
    SMTP ("user", LOGIN, "C: *\n", "S: 334 UGFzc3dvcmQ6\n", "334"),                                \
    SMTP ("password", LOGIN, "C: *\n", "", "235")

static const MatrixExchange smtp_tls_steps[] = {SMTP_TLS_UP, SMTP_STEPS};
static const MatrixExchange smtp_tls_flight[] = {SMTP_TLS_UP, SMTP_FLIGHT};
static const MatrixExchange smtp_tls_login[] = {SMTP_TLS_UP, SMTP_LOGIN};
static const MatrixExchange smtp_starttls_steps[] = {SMTP_STARTTLS_UP, SMTP_STEPS};
static const MatrixExchange smtp_starttls_flight[] = {SMTP_STARTTLS_UP, SMTP_FLIGHT};
static const MatrixExchange smtp_starttls_login[] = {SMTP_STARTTLS_UP, SMTP_LOGIN};

#define PATH(protocol, security, exchanges, first)                                                 \
  {                                                                                                \
    POSTINO_PROTOCOL_##protocol, POSTINO_SECURITY_##security, exchanges, G_N_ELEMENTS (exchanges), \
      first                                                                                        \
  }

const MatrixPath matrix_paths[] = {
  PATH (IMAP, TLS, imap_tls_inline, 0),
  PATH (IMAP, TLS, imap_tls_challenged, 3),
  PATH (IMAP, TLS, imap_tls_command, 3),
  PATH (IMAP, STARTTLS, imap_starttls_inline, 0),
  PATH (IMAP, STARTTLS, imap_starttls_challenged, 5),
  PATH (IMAP, STARTTLS, imap_starttls_command, 5),
  PATH (POP3, TLS, pop3_tls_sasl, 0),
  PATH (POP3, TLS, pop3_tls_user, 3),
  PATH (POP3, STARTTLS, pop3_starttls_sasl, 0),
  PATH (POP3, STARTTLS, pop3_starttls_user, 5),
  PATH (SMTP, TLS, smtp_tls_steps, 0),
  PATH (SMTP, TLS, smtp_tls_flight, 4),
  PATH (SMTP, TLS, smtp_tls_login, 3),
  PATH (SMTP, STARTTLS, smtp_starttls_steps, 0),
  PATH (SMTP, STARTTLS, smtp_starttls_flight, 6),
  PATH (SMTP, STARTTLS, smtp_starttls_login, 5),
};

const gsize matrix_paths_length = G_N_ELEMENTS (matrix_paths);
