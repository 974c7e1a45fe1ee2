/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the receiving side found out about where a message comes from (RFC 8601).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostinoAuthResults:
 * @server: who found it out
 * @spf: (nullable): "pass", "fail", "softfail", "none"…; %NULL where nobody looked
 * @dkim: (nullable): the same; the best of several signatures
 * @dmarc: (nullable): the same
 * @aligned: whether one of them vouches for the very domain in "From" (RFC 7489 section 3.1)
 */
typedef struct
{
  char *server;
  char *spf;
  char *dkim;
  char *dmarc;
  gboolean aligned;
} PostinoAuthResults;

/**
 * postino_auth_results_parse:
 * @value: the value of a header "Authentication-Results", maybe hostile
 * @domain: the domain in "From", A-labels
 *
 * Returns: (transfer full) (nullable): what it says, or %NULL where it says nothing
 */
PostinoAuthResults *postino_auth_results_parse (const char *value, const char *domain);

/**
 * postino_auth_results_find:
 * @headers: all of the message's, the topmost first
 * @received: all of its "Received", the topmost first
 * @hosts: names that belong to the receiving side: its server, the address's domain
 * @domain: the domain in "From", A-labels
 *
 * Anybody can write such a header: only the topmost counts, and only in the name of one
 * of @hosts, or of the server that took the message last (RFC 8601 section 5).
 *
 * Returns: (transfer full) (nullable): what the receiving side says
 */
PostinoAuthResults *postino_auth_results_find (char **headers,
                                               char **received,
                                               const char *const *hosts,
                                               const char *domain);

void postino_auth_results_free (PostinoAuthResults *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoAuthResults, postino_auth_results_free)

G_END_DECLS
