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
 * postino_certificate_may_accept:
 * @report: the evidence of a test that ended with its certificate
 * @provider: (nullable): the provider
 *
 * An expert who knows the certificate may accept it for this server, and no other
 * one: not when it was revoked or cannot be judged, and not when it is made out for
 * another host while the provider, and so its servers' names, are known. A network that
 * wants its own page seen first shows a certificate that nobody knows.
 *
 * Returns: whether that may be offered
 */
gboolean
postino_certificate_may_accept (const PostinoReport *report, const PostinoProvider *provider);

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

/**
 * postino_certificate_get_authority:
 * @tls: (nullable): the certificate
 *
 * Whose common names change from one certificate to the next is one authority all the same.
 *
 * Returns: (transfer full) (nullable): the organization of the issuer, else its common name
 */
char *postino_certificate_get_authority (const PostinoTlsInfo *tls);

G_END_DECLS
