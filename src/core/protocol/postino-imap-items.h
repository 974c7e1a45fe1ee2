/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What SEARCH and FETCH answer (RFC 9051 sections 7.3.4 and 7.5.2, RFC 3501 section 7.2.5).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many numbers of one answer are taken. */
#define POSTINO_IMAP_MAX_FOUND 50

/**
 * postino_imap_search_parse:
 * @bytes: a response
 * @length: how many bytes
 * @found: (element-type guint32): the numbers in it are added, none twice, at most
 *   %POSTINO_IMAP_MAX_FOUND of the last ones
 *
 * Returns: whether it is SEARCH
 */
gboolean postino_imap_search_parse (const char *bytes, gsize length, GArray *found);

/**
 * postino_imap_fetch_parse:
 * @bytes: a response
 * @length: how many bytes
 * @uid: (out): the message's unique id, 0 where it does not say
 * @body: (out) (transfer full) (nullable): what is there of the message
 * @size: (out): how many bytes of it
 *
 * Returns: whether it is FETCH
 */
gboolean
postino_imap_fetch_parse (const char *bytes, gsize length, guint32 *uid, char **body, gsize *size);

G_END_DECLS
