/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mozilla's autoconfig format, "config-v1.1.xml": what a provider, or the ISP
 * database for it, writes down for mail programs
 * (draft-ietf-mailmaint-autoconfig). Text in, settings out: no I/O.
 */
#pragma once

#include "postino-settings.h"

G_BEGIN_DECLS

/* Bytes: longer documents are not read. */
#define POSTINO_AUTOCONFIG_MAX_SIZE (256 * 1024)

/**
 * PostinoAutoconfigError:
 * @POSTINO_AUTOCONFIG_ERROR_TOO_LARGE: more than %POSTINO_AUTOCONFIG_MAX_SIZE bytes
 * @POSTINO_AUTOCONFIG_ERROR_NOT_XML: it is no well-formed XML
 * @POSTINO_AUTOCONFIG_ERROR_DOCTYPE: it has a document type declaration: an HTML
 *   page, or an attack with entities
 * @POSTINO_AUTOCONFIG_ERROR_NOT_CONFIG: it is another kind of XML
 * @POSTINO_AUTOCONFIG_ERROR_VERSION: its version is not 1 point something
 * @POSTINO_AUTOCONFIG_ERROR_NO_SERVERS: no server in it can be used
 *
 * The messages are short English sentences for a log, not translated.
 */
typedef enum
{
  POSTINO_AUTOCONFIG_ERROR_TOO_LARGE,
  POSTINO_AUTOCONFIG_ERROR_NOT_XML,
  POSTINO_AUTOCONFIG_ERROR_DOCTYPE,
  POSTINO_AUTOCONFIG_ERROR_NOT_CONFIG,
  POSTINO_AUTOCONFIG_ERROR_VERSION,
  POSTINO_AUTOCONFIG_ERROR_NO_SERVERS,
} PostinoAutoconfigError;

#define POSTINO_AUTOCONFIG_ERROR (postino_autoconfig_error_quark ())
GQuark postino_autoconfig_error_quark (void);

/**
 * postino_autoconfig_parse:
 * @xml: the document
 * @length: length of @xml in bytes
 * @address: the address that settings are looked for
 * @source: where the document comes from
 * @error: #PostinoAutoconfigError
 *
 * Servers keep the file's order, but encrypted ones stand before those in plain
 * text, and, of each, those with a sign-in method that Postino knows before
 * others. A server that cannot be used is left out, not the file. The domains
 * that the file names are not looked at: hosters serve one file for all. The
 * servers' trust is left at "vouched": it is for the caller to decide.
 *
 * The provider is made from what the file says of itself, its texts safe to be
 * shown; it has no servers of its own.
 *
 * Returns: (transfer full): settings with at least one server, incoming or
 *   outgoing, or %NULL
 */
PostinoSettings *postino_autoconfig_parse (const char *xml,
                                           gsize length,
                                           const PostinoAddress *address,
                                           PostinoSource source,
                                           GError **error);

G_END_DECLS
