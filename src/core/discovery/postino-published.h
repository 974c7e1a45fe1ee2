/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where configurations are published in Mozilla's autoconfig format.
 */
#pragma once

#include "postino-address.h"

G_BEGIN_DECLS

/**
 * postino_published_by_domain:
 * @address: the address
 *
 * Returns: (transfer full): where the address's own domain answers for this address
 */
char *postino_published_by_domain (const PostinoAddress *address);

/**
 * postino_published_by_host:
 * @domain: a domain, A-labels
 *
 * Returns: (transfer full): where a domain publishes it for everybody
 */
char *postino_published_by_host (const char *domain);

/**
 * postino_published_well_known:
 * @domain: a domain, A-labels
 *
 * Returns: (transfer full): the same at the domain itself (RFC 8615)
 */
char *postino_published_well_known (const char *domain);

/**
 * postino_published_in_ispdb:
 * @domain: a domain, A-labels
 *
 * Returns: (transfer full): where Mozilla's database has it; the address is not told
 */
char *postino_published_in_ispdb (const char *domain);

G_END_DECLS
