/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one server shows to everybody before it knows who signs in: where it is, its
 * certificate, what it offers. Nothing of the person is among it.
 */
#pragma once

#include "postino-report.h"

G_BEGIN_DECLS

/**
 * PostinoTraits:
 * @host: the server
 * @port: its port
 * @sha256: (nullable): the fingerprint of its certificate, lower case hexadecimal
 * @authority: (nullable): who made the certificate out, as a person reads it
 * @mechanisms: (nullable): the ways to sign in that it offers, in upper case and sorted;
 *   %NULL when it was not asked
 * @capabilities: (nullable): the keywords of what else it offers, likewise; without those
 *   that begin with X, which mean something to one maker of servers only
 */
typedef struct
{
  char *host;
  guint port;
  char *sha256;
  char *authority;
  char **mechanisms;
  char **capabilities;
} PostinoTraits;

/**
 * postino_traits_new:
 * @report: what happened when the server was tested
 *
 * Returns: (transfer full): what it showed
 */
PostinoTraits *postino_traits_new (const PostinoReport *report);

void postino_traits_free (PostinoTraits *self);

/**
 * postino_traits_write:
 * @self: (nullable): traits; %NULL leaves none
 * @file: where to; what stands there of others before is replaced
 * @group: the group
 * @prefix: what the names of the keys begin with
 */
void postino_traits_write (const PostinoTraits *self,
                           GKeyFile *file,
                           const char *group,
                           const char *prefix);

/**
 * postino_traits_read:
 * @file: a file that anybody may have written
 * @group: the group
 * @prefix: what the names of the keys begin with
 *
 * Returns: (transfer full) (nullable): the traits; what is not as it should be is left
 *   out, %NULL where that is the server
 */
PostinoTraits *postino_traits_read (GKeyFile *file, const char *group, const char *prefix);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoTraits, postino_traits_free)

G_END_DECLS
