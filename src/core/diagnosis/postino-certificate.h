/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a certificate that was not accepted says about the connection.
 */
#pragma once

#include "postino-situation.h"

G_BEGIN_DECLS

/**
 * postino_certificate_judge:
 * @report: the evidence, with certificate errors
 * @provider: (nullable): the provider
 *
 * Of several reasons one is named: revoked before wrong host before untrusted
 * before expired before not yet valid.
 *
 * Returns: what is so
 */
PostinoSituation
postino_certificate_judge (const PostinoReport *report, const PostinoProvider *provider);

/**
 * postino_certificate_find_security_program:
 * @tls: (nullable): the certificate
 *
 * Returns: (transfer none) (nullable): the name of the antivirus program or
 *   company proxy that made it, when it is a known one
 */
const char *postino_certificate_find_security_program (const PostinoTlsInfo *tls);

/**
 * postino_certificate_get_issuer:
 * @tls: (nullable): the certificate
 *
 * Returns: (transfer full) (nullable): the issuer as a person reads it: its common
 *   name, else its organization
 */
char *postino_certificate_get_issuer (const PostinoTlsInfo *tls);

G_END_DECLS
