/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the bytes and the certificate of a TLS handshake say, beyond what GIO
 * tells. Pure: nothing here touches a socket.
 */
#pragma once

#include "postino-report.h"

G_BEGIN_DECLS

/**
 * postino_bytes_are_tls:
 * @bytes: (nullable): the first bytes that a server sent
 *
 * Returns: whether they begin a TLS record (RFC 8446 section 5.1)
 */
gboolean postino_bytes_are_tls (GBytes *bytes);

/**
 * postino_bytes_are_text:
 * @bytes: (nullable): the first bytes that a server sent
 *
 * Returns: whether they are something to read, as the greeting of a mail or web
 *   server is
 */
gboolean postino_bytes_are_text (GBytes *bytes);

/**
 * postino_tls_judge_failure:
 * @error: what GIO says about the handshake
 * @bytes: (nullable): the first bytes that the server sent in it
 * @closing: how the server hung up
 *
 * Names what was observed in a handshake that failed for another reason than its
 * certificate. GIO's codes alone cannot tell: plain text is G_TLS_ERROR_MISC, a
 * hang-up G_TLS_ERROR_NOT_TLS, and alerts differ in the message only.
 *
 * Returns: %POSTINO_FINDING_PLAIN_TEXT, %POSTINO_FINDING_TLS_TOO_OLD,
 *   %POSTINO_FINDING_CLOSED or %POSTINO_FINDING_ERROR
 */
PostinoFinding
postino_tls_judge_failure (const GError *error, GBytes *bytes, PostinoClosing closing);

/**
 * postino_certificate_get_sha256:
 * @certificate: a certificate
 *
 * Returns: (transfer full): the fingerprint, lower case hexadecimal
 */
char *postino_certificate_get_sha256 (GTlsCertificate *certificate);

/**
 * postino_tls_info_new:
 * @certificate: the certificate that the server showed
 * @bytes: (nullable): the first bytes of its answer to the handshake
 *
 * GIO tells version and cipher only of handshakes that went well; the bytes tell
 * them always.
 *
 * Returns: (transfer full): what a report says about them
 */
PostinoTlsInfo *postino_tls_info_new (GTlsCertificate *certificate, GBytes *bytes);

G_END_DECLS
