/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A certificate that a person has accepted for one server although nothing
 * vouches for it: exactly this one, known by its fingerprint.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * postino_pin_accepts:
 * @pinned: (nullable): the SHA-256 that was accepted, lower case hexadecimal
 * @any_name: whether the certificate may be made out for another host
 * @certificate: the certificate that the server shows
 * @errors: what speaks against it
 *
 * The equal fingerprint makes up for who made it, for when it is good, for weak
 * algorithms, and with @any_name for whom it is made out; never for having been
 * revoked, nor for an error without a name.
 *
 * Returns: whether @certificate is the one that was accepted
 */
gboolean postino_pin_accepts (const char *pinned,
                              gboolean any_name,
                              GTlsCertificate *certificate,
                              GTlsCertificateFlags errors);

G_END_DECLS
