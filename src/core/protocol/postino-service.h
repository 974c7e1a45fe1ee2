/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which service answers, told by its first words.
 */
#pragma once

#include "postino-enums.h"

G_BEGIN_DECLS

/**
 * PostinoService:
 * @POSTINO_SERVICE_UNKNOWN: none that is known
 * @POSTINO_SERVICE_IMAP: "* OK"
 * @POSTINO_SERVICE_POP3: "+OK"
 * @POSTINO_SERVICE_SMTP: a reply code and words that are not FTP's, NNTP's or LMTP's
 * @POSTINO_SERVICE_OTHER: another service: HTTP, SSH, FTP, NNTP, LMTP, ManageSieve…
 */
typedef enum
{
  POSTINO_SERVICE_UNKNOWN,
  POSTINO_SERVICE_IMAP,
  POSTINO_SERVICE_POP3,
  POSTINO_SERVICE_SMTP,
  POSTINO_SERVICE_OTHER,
} PostinoService;

/**
 * postino_service_recognise:
 * @words: the first line, or the first reply
 * @length: its length in bytes
 *
 * Returns: whose words these are
 */
PostinoService postino_service_recognise (const char *words, gsize length);

/**
 * postino_service_of_protocol:
 * @protocol: a protocol
 *
 * Returns: the service that speaks it
 */
PostinoService postino_service_of_protocol (PostinoProtocol protocol);

/**
 * postino_service_is_tls:
 * @bytes: the first bytes
 * @length: how many
 *
 * Returns: whether a TLS record begins there (RFC 8446 section 5.1)
 */
gboolean postino_service_is_tls (const char *bytes, gsize length);

G_END_DECLS
