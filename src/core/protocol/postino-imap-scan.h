/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The strings, atoms and lists in an IMAP response's data (RFC 9051 section 4). Whatever
 * the bytes are, nothing behind their end is read.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostinoImapScan:
 * @at: what comes next
 * @end: behind the last byte
 */
typedef struct
{
  const char *at;
  const char *end;
} PostinoImapScan;

/**
 * postino_imap_scan_begin:
 * @bytes: a response, literals and line ends in it
 * @length: how many bytes
 * @word: the word that says what data it is: "LIST"
 *
 * A number may stand before the word, as in "* 12 FETCH".
 *
 * Returns: what follows the word; @at is %NULL where it is other data
 */
PostinoImapScan postino_imap_scan_begin (const char *bytes, gsize length, const char *word);

/**
 * postino_imap_scan_skip:
 * @self: a scan
 * @byte: a byte
 *
 * Spaces before it are skipped.
 *
 * Returns: whether it came next; it is behind then
 */
gboolean postino_imap_scan_skip (PostinoImapScan *self, char byte);

/**
 * postino_imap_scan_string:
 * @self: a scan
 * @length: (out) (optional): its length in bytes
 *
 * An atom, a quoted string or a literal.
 *
 * Returns: (transfer full) (nullable): the next string, or %NULL where there is none
 */
char *postino_imap_scan_string (PostinoImapScan *self, gsize *length);

/**
 * postino_imap_scan_pass:
 * @self: a scan
 *
 * Goes behind the next string, or the next list with all that is in it.
 *
 * Returns: whether there was one
 */
gboolean postino_imap_scan_pass (PostinoImapScan *self);

G_END_DECLS
